"""The database fixtures keep their promises."""

import pytest
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.events.models import OutboxMessage
from core.kernel.ids import new_id


async def count_messages(engine: AsyncEngine) -> int:
    async with engine.connect() as other:
        return (await other.execute(text("SELECT count(*) FROM outbox_messages"))).scalar_one()


async def tell_and_fail() -> None:
    async with transaction() as inner:
        inner.add(OutboxMessage(event="Told", payload={}))
        await inner.flush()
        await inner.get_one(OutboxMessage, new_id())


async def test_a_transaction_of_the_code_under_test_joins_the_session_of_the_test(
    session: AsyncSession, engine: AsyncEngine
):
    async with transaction() as inner:
        inner.add(OutboxMessage(event="Told", payload={}))

    found = await session.get_one(
        OutboxMessage, (await session.scalar(text("SELECT id FROM outbox_messages")))
    )
    assert found.event == "Told"
    assert await count_messages(engine) == 0


async def test_what_a_failed_transaction_wrote_is_gone(session: AsyncSession):
    with pytest.raises(NoResultFound):
        await tell_and_fail()

    assert await session.scalar(text("SELECT count(*) FROM outbox_messages")) == 0


async def test_real_commits_are_seen_by_other_connections(clean_database: AsyncEngine):
    async with transaction() as session:
        session.add(OutboxMessage(event="Told", payload={}))

    assert await count_messages(clean_database) == 1


async def test_the_cache_answers(cache: Redis):
    await cache.set("greeting", "hello")

    assert await cache.get("greeting") == "hello"
