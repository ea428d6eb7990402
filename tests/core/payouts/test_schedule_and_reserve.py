"""Who is paid when, and what waits longer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from core.kernel.clock import utc_now
from core.ledger.models import Earning, EarningStatus
from core.ledger.release_earnings import release_due, schedule_release
from core.payouts import queries
from core.payouts.errors import PayoutPlanInvalid
from core.payouts.models import Payout, PayoutSchedule
from core.payouts.payout_account import NewPlan, save_plan, set_reserve
from core.payouts.reserve import release_reserves, withhold
from core.payouts.schedule import next_day
from core.payouts.sweep import sweep
from core.reporting.proofs import prove
from tests.factories.payouts import (
    a_paid_workshop,
    a_released_sale,
    a_sale,
    a_whole_refund,
    owed,
)
from tests.factories.principals import an_operator, owner_of

NET = 10_000 - 1200 + 450


@pytest.mark.parametrize(
    ("schedule", "on_day", "after", "then"),
    [
        (PayoutSchedule.DAILY, 1, date(2026, 2, 28), date(2026, 3, 1)),
        (PayoutSchedule.WEEKLY, 1, date(2026, 5, 4), date(2026, 5, 11)),  # a Monday
        (PayoutSchedule.WEEKLY, 5, date(2026, 5, 4), date(2026, 5, 8)),
        (PayoutSchedule.MONTHLY, 28, date(2026, 1, 31), date(2026, 2, 28)),
        (PayoutSchedule.MONTHLY, 15, date(2026, 12, 15), date(2027, 1, 15)),
        (PayoutSchedule.MONTHLY, 15, date(2026, 12, 14), date(2026, 12, 15)),
    ],
)
def test_the_next_pay_day(schedule, on_day, after, then):
    assert next_day(schedule, on_day, after) == then


@given(
    schedule=st.sampled_from(PayoutSchedule),
    on_day=st.integers(1, 28),
    after=st.dates(date(2020, 1, 1), date(2060, 1, 1)),
)
def test_pay_days_go_on_and_are_never_far(schedule, on_day, after):
    day = on_day if schedule is PayoutSchedule.MONTHLY else (on_day - 1) % 7 + 1

    assert 1 <= (next_day(schedule, day, after) - after).days <= 31


async def pay_day(session, piece, on=None):
    plan = await queries.find_plan(session, piece.vendor.id)
    plan.next_on = on or utc_now().date()
    await session.flush()
    return plan


async def payouts_of(session, piece):
    return list(await session.exec(select(Payout).where(Payout.vendor_id == piece.vendor.id)))


async def test_the_sweep_pays_whoever_is_due_once(session):
    piece, later = await a_paid_workshop(session), await a_paid_workshop(session)
    for one in (piece, later):
        await a_released_sale(session, one)
    today = utc_now().date()
    plan = await pay_day(session, piece)
    await pay_day(session, later, today + timedelta(days=1))

    assert await sweep(today) == 1
    assert await sweep(today) == 0

    await session.refresh(plan)
    assert plan.next_on > today
    assert [payout.amount_minor for payout in await payouts_of(session, piece)] == [NET]
    assert await payouts_of(session, later) == []


async def test_what_is_too_little_waits_for_the_next_pay_day(session):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    plan = await pay_day(session, piece)
    plan.minimum_minor = NET + 1
    await session.flush()

    assert await sweep(utc_now().date()) == 0
    await session.refresh(plan)
    assert plan.next_on > utc_now().date()
    assert await owed(session, piece.vendor.id) == {"available": NET}


async def test_a_workshop_chooses_its_pay_day(session):
    piece = await a_paid_workshop(session)
    wanted = NewPlan(schedule=PayoutSchedule.MONTHLY, on_day=10, minimum_minor=50_000)

    plan = await save_plan(session, owner_of(piece.vendor), wanted)

    assert plan.next_on.day == 10
    too_little = NewPlan(schedule=PayoutSchedule.DAILY, minimum_minor=1)
    with pytest.raises(PayoutPlanInvalid):
        await save_plan(session, owner_of(piece.vendor), too_little)


async def released(session, part):
    await schedule_release(session, part.id, utc_now() - timedelta(hours=1))
    await session.flush()
    rows = await release_due(session)
    await withhold(session, rows)
    await session.flush()


async def test_a_new_workshop_has_a_reserve_that_is_given_back(session):
    piece = await a_paid_workshop(session)
    piece.vendor.joined_on = utc_now().date() - timedelta(days=10)
    _, part = await a_sale(session, piece)

    await released(session, part)
    reserved = 925
    assert await owed(session, piece.vendor.id) == {
        "available": NET - reserved, "reserve": reserved,
    }  # fmt: skip
    await prove(session)

    assert await release_reserves(session) == 0
    statement = select(Earning).where(col(Earning.status) == EarningStatus.RESERVED)
    row = (await session.exec(statement)).one()
    row.available_at = utc_now() - timedelta(minutes=1)
    await session.flush()
    assert await release_reserves(session) == 1
    await session.flush()

    assert await owed(session, piece.vendor.id) == {"available": NET}
    await prove(session)


async def test_nothing_is_reserved_of_what_was_refunded(session):
    piece = await a_paid_workshop(session)
    await set_reserve(session, an_operator(), piece.vendor.id, bps=5000, days=10)
    order, part = await a_sale(session, piece)
    await a_whole_refund(session, order, part)

    await released(session, part)

    assert await owed(session, piece.vendor.id) == {}


async def test_an_old_workshop_has_none_until_staff_say_so(session):
    piece = await a_paid_workshop(session)
    piece.vendor.joined_on = date(2020, 1, 1)
    _, part = await a_sale(session, piece)
    await released(session, part)
    assert await owed(session, piece.vendor.id) == {"available": NET}

    await set_reserve(session, an_operator(), piece.vendor.id, bps=2000, days=5)
    _, part = await a_sale(session, piece)
    await released(session, part)

    assert (await owed(session, piece.vendor.id))["reserve"] == NET // 5
