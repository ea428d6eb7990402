"""What is written a moment after the answer."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from core.db import later
from core.db.later import Later
from core.db.session import read_session
from core.kernel.clock import utc_now
from core.reporting.models import ShopEvent, ShopEventKind


@pytest.fixture(autouse=True)
def _database(clean_database: AsyncEngine):
    return clean_database


async def write(session, rows):
    await session.execute(insert(ShopEvent), list(rows))


def row(visitor: str, kind: object = ShopEventKind.VISIT) -> dict[str, object]:
    return {"id": uuid4(), "created_at": utc_now(), "kind": kind, "visitor": visitor}


async def visitors() -> set[str]:
    async with read_session() as session:
        return set((await session.exec(select(ShopEvent.visitor))).all())


async def test_rows_that_came_together_are_written_together_a_moment_later(monkeypatch):
    monkeypatch.setattr(later, "DELAY", 0.02)
    rows = Later(write)
    rows.add(row("a"))
    rows.add(row("b"))
    assert await visitors() == set()

    async with asyncio.timeout(10):
        while await visitors() != {"a", "b"}:  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.02)


async def test_rows_that_cannot_be_written_are_told_of_and_stop_nothing(monkeypatch, caplog):
    monkeypatch.setattr(later, "DELAY", 0.01)
    rows = Later(write)
    rows.add(row("a", kind="no such thing"))
    async with asyncio.timeout(10):
        while "were not written" not in caplog.text:  # noqa: ASYNC110  nor does the log
            await asyncio.sleep(0.02)

    rows.add(row("b"))
    await rows.flush()

    assert await visitors() == {"b"}


async def test_beyond_a_limit_rows_are_dropped(monkeypatch):
    monkeypatch.setattr(later, "MOST_WAITING", 2)
    rows = Later(write)
    for visitor in "abc":
        rows.add(row(visitor))

    await rows.flush()

    assert await visitors() == {"a", "b"}
