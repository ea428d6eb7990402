"""Create the database and bring its tables to the newest revision."""

import shutil
import tempfile
from pathlib import Path

import psycopg
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict as connection_facts
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from alembic import command
from core.db.session import sqlalchemy_url
from core.runtime.engines import started
from core.runtime.postgres import Postgres
from core.settings import ROOT

MIGRATION_LOCK = (
    4_201_701  # any constant: whoever migrates holds it, so that one does at a time
)


class NotMigrated(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(f"The database is not ready: {reason}. Run: ecomarket migrate")


def alembic_config(url: str) -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def create_database(url: str) -> bool:
    """Create the database that ``url`` names, if it is missing. True if it was."""
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        name = connection_facts(url)["dbname"]
        found = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", (name,)
        ).fetchone()
        if found is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(str(name))))
        return found is None


def upgrade(url: str) -> None:
    """Run every pending migration. Two processes that call this take turns."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
        command.upgrade(alembic_config(url), "head")


def newest_revisions() -> set[str]:
    return set(ScriptDirectory.from_config(alembic_config("")).get_heads())


def current_revisions(url: str) -> set[str]:
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads())
    finally:
        engine.dispose()


def ensure_migrated(url: str) -> None:
    """Refuse to work on a database that is missing, empty, or of another version."""
    try:
        current = current_revisions(url)
    except OperationalError as error:
        raise NotMigrated(str(error.orig)) from error
    if current != newest_revisions():
        raise NotMigrated(f"it is at {', '.join(current) or 'no revision'}")


def check_fresh_database() -> None:
    """Run every migration on an empty server of its own; exits with what differs from the
    models.
    """
    folder = Path(tempfile.mkdtemp(prefix="ecomarket-check-"))
    server = Postgres(folder / "postgres", folder / "sockets", fast_and_unsafe=True)
    try:
        with started([server], folder):
            create_database(server.url())
            upgrade(server.url())
            command.check(alembic_config(server.url()))
    finally:
        shutil.rmtree(folder)
