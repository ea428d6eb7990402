"""``/healthz``: this process runs. ``/readyz``: so does everything it needs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cache as remembered

from alembic.config import Config
from alembic.script import ScriptDirectory
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.db.cache import cache
from core.db.session import read_session
from core.kernel.errors import DomainError
from core.search import service as search
from core.settings import ROOT

PATIENCE = 3.0
FAILURES = (SQLAlchemyError, RedisError, DomainError, OSError, RuntimeError, TimeoutError)

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
async def readyz() -> JSONResponse:
    names = list(CHECKS)
    answers = await asyncio.gather(*(_answer(name) for name in names))
    body = dict(zip(names, answers, strict=True))
    is_ready = all(answer == "ok" for answer in answers)
    status = {"status": "ready" if is_ready else "not ready"}
    return JSONResponse(
        status | body, 200 if is_ready else 503, headers={"Cache-Control": "no-store"}
    )


async def _answer(name: str) -> str:
    """The cause goes to the log: a stranger learns which part, not where it is or why."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await CHECKS[name]()
    except FAILURES as error:
        log.warning("Not ready: %s: %s", name, next(iter(str(error).splitlines()), repr(error)))
        return "unavailable"


async def _database() -> str:
    async with read_session() as session:
        await session.execute(text("SELECT 1"))
    return "ok"


async def _cache() -> str:
    await cache().set("readyz", "ok", ex=60)
    return "ok"


async def _search() -> str:
    return "ok" if await search.is_ready() else "no index"


async def _migrations() -> str:
    async with read_session() as session:
        found = await session.execute(text("SELECT version_num FROM alembic_version"))
        current = set(found.scalars())
    return "ok" if current == _newest() else "pending"


@remembered
def _newest() -> set[str]:
    return set(
        ScriptDirectory.from_config(Config(toml_file=ROOT / "pyproject.toml")).get_heads()
    )


CHECKS: dict[str, Callable[[], Awaitable[str]]] = {
    "database": _database,
    "cache": _cache,
    "search": _search,
    "migrations": _migrations,
}
