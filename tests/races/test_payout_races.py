"""Payouts on many connections. Each race has a twin with its guard taken away, which must go
wrong.
"""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from core.db.session import transaction
from core.kernel.principal import SYSTEM
from core.ledger import post as ledger_post
from core.ledger.models import Earning, EarningStatus
from core.payouts import create_payout as making
from core.payouts import decide_payout as deciding
from core.payouts import queries
from core.payouts import send_payout as sending
from core.payouts.create_payout import create_payout
from core.payouts.decide_payout import cancel_payout
from core.payouts.errors import NotPayable
from core.payouts.models import Payout, PayoutStatus
from core.payouts.send_payout import send_payout
from core.payouts.sweep import sweep
from core.reporting.proofs import contradictions, prove
from tests.factories.payouts import (
    ScriptedBank,
    a_paid_workshop,
    a_released_sale,
    a_whole_refund,
    owed,
)
from tests.factories.principals import an_operator
from tests.races.racing import race

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]
NET = 10_000 - 1200 + 450


async def no_lock(*_args):
    return None


async def unlocked_payable(session, vendor_id, currency):
    """What everybody saw before anybody stamped."""
    statement = select(Earning).where(
        col(Earning.vendor_id) == vendor_id,
        col(Earning.currency) == currency,
        col(Earning.status) == EarningStatus.AVAILABLE,
    )
    found = list(await session.exec(statement))
    await asyncio.sleep(0.2)
    return found


async def a_due_workshop(sales=3):
    async with transaction() as session:
        piece = await a_paid_workshop(session)
        for _ in range(sales):
            await a_released_sale(session, piece)
        plan = await queries.find_plan(session, piece.vendor.id)
        plan.next_on = plan.created_at.date()
    return piece, plan.next_on


async def payouts():
    async with transaction() as session:
        return list(await session.exec(select(Payout)))


async def test_sixteen_payouts_at_once_are_one():
    piece, _ = await a_due_workshop()

    async def pay(_index):
        async with transaction() as session:
            return await create_payout(session, SYSTEM, piece.vendor.id, "EUR")

    answers = await race(16, pay)

    assert sum(isinstance(answer, Payout) for answer in answers) == 1
    assert all(isinstance(answer, Payout | NotPayable) for answer in answers)
    assert [payout.amount_minor for payout in await payouts()] == [3 * NET]


async def test_without_their_locks_only_the_index_stops_a_second_payout(monkeypatch):
    piece, _ = await a_due_workshop()
    monkeypatch.setattr(making, "lock_balance", no_lock)
    monkeypatch.setattr(queries, "lock_payable", unlocked_payable)

    async def pay(_index):
        async with transaction() as session:
            return await create_payout(session, SYSTEM, piece.vendor.id, "EUR")

    answers = await race(8, pay)

    assert any(isinstance(answer, IntegrityError) for answer in answers)


async def test_eight_sweeps_pay_every_workshop_once():
    made = [await a_due_workshop(1) for _ in range(4)]

    counts = await race(8, lambda _index: sweep(made[0][1]))

    assert sum(counts) == len(made)
    assert sorted(payout.amount_minor for payout in await payouts()) == [NET] * len(made)
    async with transaction() as session:
        await prove(session)


async def cancel_against_send(monkeypatch, rounds):
    """What the bank sent of canceled payouts, and of how many rounds each ending was."""
    bank = ScriptedBank()
    monkeypatch.setattr(sending, "payout_provider", lambda _name: bank)
    endings: list[tuple[PayoutStatus, bool]] = []
    for _ in range(rounds):
        async with transaction() as session:
            piece = await a_paid_workshop(session)
            await a_released_sale(session, piece)
            payout = await create_payout(session, SYSTEM, piece.vendor.id, "EUR")

        async def act(index, payout=payout):
            if index % 2:
                return await send_payout(payout.id)
            async with transaction() as session:
                return await cancel_payout(session, an_operator(), payout.id, reason="Stop")

        await race(4, act)
        async with transaction() as session:
            after = await queries.get_payout(session, payout.id)
        sent = any(call.reference == payout.number for call in bank.calls)
        endings.append((after.status, sent))
    return endings


async def test_a_payout_is_canceled_or_sent_and_never_both(monkeypatch):
    endings = await cancel_against_send(monkeypatch, 12)

    assert set(endings) <= {(PayoutStatus.CANCELED, False), (PayoutStatus.PAID, True)}
    async with transaction() as session:
        await prove(session)


@pytest.mark.bends_rows
async def test_without_its_lock_a_canceled_payout_is_sent(monkeypatch):
    async def unlocked(session, payout_id):
        payout = await queries.get_payout(session, payout_id)
        await asyncio.sleep(0.1)
        return payout

    monkeypatch.setattr(queries, "lock_payout", unlocked)

    endings = await cancel_against_send(monkeypatch, 6)

    is_odd = not set(endings) <= {(PayoutStatus.CANCELED, False), (PayoutStatus.PAID, True)}
    async with transaction() as session:
        assert is_odd or await contradictions(session)


async def refund_then_payout():
    """A payout that begins while a refund of the same sale is booked, not yet committed."""
    async with transaction() as session:
        piece = await a_paid_workshop(session)
        order, part = await a_released_sale(session, piece)
    booked, answer = asyncio.Event(), None

    async def refund():
        async with transaction() as session:
            await a_whole_refund(session, order, part)
            booked.set()
            await asyncio.sleep(0.4)

    async def pay():
        await booked.wait()
        async with transaction() as session:
            return await create_payout(session, SYSTEM, piece.vendor.id, "EUR")

    _, answer = await asyncio.gather(refund(), pay(), return_exceptions=True)
    async with transaction() as session:
        return answer, await owed(session, piece.vendor.id)


async def test_a_payout_sees_a_refund_that_is_being_booked():
    answer, books = await refund_then_payout()

    assert isinstance(answer, NotPayable)
    assert books == {}


@pytest.mark.bends_rows
async def test_without_the_lock_of_the_balance_more_is_paid_than_there_is(monkeypatch):
    async def plenty(*_args):
        return 10**9

    monkeypatch.setattr(making, "lock_balance", no_lock)
    monkeypatch.setattr(ledger_post, "lock_balance", no_lock)
    monkeypatch.setattr(queries, "lock_payable", unlocked_payable)
    monkeypatch.setattr(queries, "available_minor", plenty)

    answer, books = await refund_then_payout()

    assert isinstance(answer, Payout)
    assert books == {"available": -NET, "in_payout": NET}


def test_the_guards_that_are_taken_away_are_the_ones_in_use():
    assert making.lock_balance is ledger_post.lock_balance is deciding.lock_balance
