"""Earnings wait while something is undecided, and go on when the last reason is gone."""

import pytest
from sqlalchemy import text
from sqlmodel import select

from core.ledger.holds import lift_hold, place_hold
from core.ledger.models import Earning, EarningStatus
from core.ledger.release_earnings import release_due, schedule_release
from core.orders import queries as orders
from tests.factories.orders import a_paid_order, a_shelf


@pytest.fixture
async def part(session):
    order = await a_paid_order(session, await a_shelf(session, prices=(1250,)))
    sold = (await orders.vendor_orders_of(session, order.id))[0]
    due = (await session.exec(text("SELECT now() - interval '1 hour'"))).one()[0]
    await schedule_release(session, sold.id, due)
    await session.flush()
    return sold


async def earning_of(session, part):
    statement = select(Earning).where(Earning.vendor_order_id == part.id)
    return (await session.exec(statement)).one()


async def test_held_earnings_are_not_released_although_due(session, part):
    await place_hold(session, part.id, cause="fraud:1", reason="Broken")

    assert await release_due(session) == []
    assert (await earning_of(session, part)).status is EarningStatus.PENDING


async def test_the_last_hold_that_is_lifted_lets_them_go(session, part):
    await place_hold(session, part.id, cause="fraud:1", reason="Broken")
    await place_hold(session, part.id, cause="check:1", reason="Disputed")

    await lift_hold(session, part.id, cause="fraud:1")
    assert await release_due(session) == []
    await lift_hold(session, part.id, cause="check:1")

    assert len(await release_due(session)) == 1
    assert (await earning_of(session, part)).status is EarningStatus.AVAILABLE


async def test_the_same_cause_holds_once_and_may_come_again(session, part):
    for _ in range(2):
        await place_hold(session, part.id, cause="fraud:1", reason="Broken")
    await lift_hold(session, part.id, cause="fraud:1")
    assert (await earning_of(session, part)).is_held is False

    await place_hold(session, part.id, cause="fraud:1", reason="Broken again")

    assert (await earning_of(session, part)).is_held is True
