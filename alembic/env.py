"""Migrations run against ``DATABASE_URL`` with every table's metadata."""

from sqlalchemy import create_engine
from sqlmodel import SQLModel

import core.tables  # noqa: F401
from alembic import context
from core.db.session import sqlalchemy_url
from core.settings import settings


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Procrastinate owns its tables; the rest is ours."""
    return not (kind == "table" and (name or "").startswith("procrastinate_"))


def run() -> None:
    url = context.config.attributes.get("url") or settings().database_url
    engine = create_engine(sqlalchemy_url(url))
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            include_name=include_name,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
