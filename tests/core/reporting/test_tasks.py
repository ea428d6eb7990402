"""The proof job is quiet while the books add up, and loud when they do not."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.reporting.models import ShopEvent, ShopEventKind
from core.reporting.proofs import BooksDoNotAdd
from core.reporting.tasks import forget_visits, prove_all_books, prove_books
from tests.factories.orders import a_paid_order, a_shelf


async def test_books_that_add_up_are_passed_over(clean_database: AsyncEngine):
    async with transaction() as session:
        await a_paid_order(session, await a_shelf(session))

    await prove_books(timestamp=0)
    await prove_all_books(timestamp=0)

    async with transaction() as session:
        told = select(OutboxMessage).where(OutboxMessage.event == "BooksContradicted")
        assert (await session.exec(told)).all() == []


@pytest.mark.bends_rows
async def test_a_contradiction_is_told_and_fails_the_job(clean_database: AsyncEngine):
    async with transaction() as session:
        await a_paid_order(session, await a_shelf(session))
        await session.exec(text("UPDATE stock_levels SET on_hand = on_hand + 1"))

    with pytest.raises(BooksDoNotAdd, match="stock_is_its_movements"):
        await prove_books(timestamp=0)

    async with transaction() as session:
        told = select(OutboxMessage).where(OutboxMessage.event == "BooksContradicted")
        (message,) = (await session.exec(told)).all()
    assert message.payload["findings"][0].startswith("stock_is_its_movements: 2 not so")


async def test_visits_are_forgotten_after_four_hundred_days(session: AsyncSession):
    for days in (1, 399, 401, 800):
        seen = utc_now() - timedelta(days=days)
        session.add(
            ShopEvent(kind=ShopEventKind.VISIT, visitor=f"{days} days", created_at=seen)
        )
    await session.flush()

    await forget_visits(timestamp=0)

    left = await session.exec(select(ShopEvent.visitor).order_by(ShopEvent.visitor))
    assert left.all() == ["1 days", "399 days"]
