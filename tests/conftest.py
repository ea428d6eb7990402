"""Real engines: one PostgreSQL and one Valkey per run, one database per worker."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from procrastinate import App
from psycopg import sql
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

import core.tables  # noqa: F401
from core.db import later
from core.db.cache import close_cache, open_cache
from core.db.session import close_engine, open_engine, session_factory
from core.jobs.app import close_jobs, open_jobs
from core.runtime.engines import Engine, started
from core.runtime.locks import exclusive
from core.runtime.migrate import create_database, upgrade
from core.runtime.postgres import Postgres
from core.runtime.valkey import Valkey
from core.settings import settings
from tests.adding_up import still_adds_up

ENGINES = "ECOMARKET_TEST_ENGINES"
TEMPLATE = "ecomarket_template"
CACHES = 16

_run = ExitStack()


def engines_in(folder: Path) -> tuple[Postgres, Valkey]:
    return (
        Postgres(folder / "postgres", folder / "pg", fast_and_unsafe=True),
        Valkey(folder / "valkey", folder / "valkey.sock"),
    )


def start_engines(stack: ExitStack) -> Path:
    """A folder outside of pytest's own: the database server may be another user."""
    folder = Path(tempfile.mkdtemp(prefix="ecomarket-tests-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    engines: list[Engine] = list(engines_in(folder))
    stack.enter_context(started(engines, folder))
    return folder


def pytest_configure(config: pytest.Config) -> None:
    """With several workers the controller owns the engines, as it outlives them all."""
    os.environ["ECOMARKET_ENV"] = "test"
    is_worker = hasattr(config, "workerinput")
    if not is_worker and getattr(config.option, "numprocesses", None):
        os.environ[ENGINES] = str(start_engines(_run))


def pytest_unconfigure() -> None:
    _run.close()


@pytest.fixture(scope="session")
def engine_folder() -> Iterator[Path]:
    if folder := os.environ.get(ENGINES):
        yield Path(folder)
        return
    with ExitStack() as stack:
        yield start_engines(stack)


@pytest.fixture(scope="session")
def postgres(engine_folder: Path) -> Postgres:
    return engines_in(engine_folder)[0]


@pytest.fixture(scope="session")
def cache_url(engine_folder: Path) -> str:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return engines_in(engine_folder)[1].url(int(worker) % CACHES)


@pytest.fixture(scope="session")
def database_url(engine_folder: Path, postgres: Postgres, cache_url: str) -> str:
    """This worker's own migrated database, copied from one that was migrated once."""
    name = f"ecomarket_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with exclusive(engine_folder / "template.lock", wait=True):
        if create_database(postgres.url(TEMPLATE)):
            upgrade(postgres.url(TEMPLATE))
        copy_template(postgres, name)
    os.environ["DATABASE_URL"] = postgres.url(name)
    os.environ["REDIS_URL"] = cache_url
    settings.cache_clear()
    return postgres.url(name)


def copy_template(postgres: Postgres, name: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))


@pytest.fixture(scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    yield open_engine(database_url, pool_size=20)
    await close_engine()


@pytest.fixture(scope="session")
async def job_runner(database_url: str) -> AsyncIterator[App]:
    """What workers run, connected to this worker's database; there is one per process."""
    yield await open_jobs(database_url)
    await close_jobs()


@pytest.fixture
async def session(
    engine: AsyncEngine, request: pytest.FixtureRequest
) -> AsyncIterator[AsyncSession]:
    """Production's ``transaction()`` joins this one: what it commits are savepoints, and all of
    it is rolled back in the end. Before that, what the test wrote has to add up.
    """
    async with engine.connect() as connection:
        outer = await connection.begin()
        session_factory.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            async with session_factory() as opened:
                yield opened
                await still_adds_up(opened, request.node)
        finally:
            session_factory.configure(
                bind=engine, join_transaction_mode="conditional_savepoint"
            )
            await outer.rollback()


@pytest.fixture
async def clean_database(
    engine: AsyncEngine, request: pytest.FixtureRequest
) -> AsyncIterator[AsyncEngine]:
    """Real commits, for what several connections or processes do; every row is removed
    afterwards, once it has been asked whether everything adds up.
    """
    yield engine
    try:
        async with session_factory() as session:
            await still_adds_up(session, request.node)
    finally:
        await remove_every_row(engine)


async def remove_every_row(engine: AsyncEngine) -> None:
    tables = [table.name for table in SQLModel.metadata.sorted_tables]
    tables += ["procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers"]
    async with engine.begin() as connection:
        # Append-only tables refuse even this, unless triggers sleep.
        await connection.execute(text("SET LOCAL session_replication_role = replica"))
        await connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))


@pytest.fixture(autouse=True)
def _nothing_later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests flush; what one of them leaves to be written later is not the next one's."""
    monkeypatch.setattr(later, "DELAY", 3600)
    yield
    later.forget_all()


@pytest.fixture
async def cache(cache_url: str) -> AsyncIterator[Redis]:
    client = open_cache(cache_url)
    yield client
    await client.flushdb()
    await client.aclose()
    await close_cache()
