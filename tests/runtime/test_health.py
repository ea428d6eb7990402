"""``/healthz`` and ``/readyz`` of a served app."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.api.app import build_api
from core.db.cache import close_cache, open_cache
from core.db.session import session_factory
from core.search import service as search
from core.settings import settings


@pytest.fixture
async def client(engine: AsyncEngine, cache: Redis) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(build_api("storefront"))
    async with AsyncClient(transport=transport, base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def search_index(tmp_path: Path, monkeypatch) -> Iterator[Path]:
    monkeypatch.setenv("ECOMARKET_HOME", str(tmp_path))
    settings.cache_clear()
    search.engine.cache_clear()
    search.engine().start_rebuild().publish()
    yield settings().search_root
    monkeypatch.undo()
    settings.cache_clear()
    search.engine.cache_clear()


async def test_a_running_process_is_healthy(client: AsyncClient):
    response = await client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_an_app_is_ready_when_everything_it_needs_answers(client, search_index):
    response = await client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "database": "ok",
        "cache": "ok",
        "search": "ok",
        "migrations": "ok",
    }


async def test_an_app_is_not_ready_while_a_migration_is_pending(client, engine, search_index):
    async with engine.begin() as connection:
        newest = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))

    response = await client.get("/readyz")

    async with engine.begin() as connection:
        statement = text("UPDATE alembic_version SET version_num = :newest")
        await connection.execute(statement, {"newest": newest})

    assert response.status_code == 503
    assert response.json()["migrations"] == "pending"
    assert response.json()["database"] == "ok"


async def test_an_app_is_not_ready_without_a_search_index(client, search_index):
    shutil.rmtree(search_index)

    response = await client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["search"] != "ok"


async def test_an_unreachable_cache_is_told_without_saying_where_it_is(
    client, search_index, tmp_path
):
    await close_cache()
    open_cache(f"unix://{tmp_path}/nothing.sock")

    response = await client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["cache"] == "unavailable"
    assert str(tmp_path) not in response.text


async def test_an_unreachable_database_is_told(client, search_index, engine):
    elsewhere = create_async_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    session_factory.configure(bind=elsewhere)

    response = await client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "unavailable"
    assert response.json()["migrations"] == "unavailable"
    session_factory.configure(bind=engine)
    await elsewhere.dispose()
