"""Returns, offers and decisions that meet. Each has a twin with its guard taken away."""

from collections import Counter

import pytest
from sqlmodel import col, func, select

from core.db.session import transaction
from core.inventory.models import StockLevel
from core.kernel.lifecycle import IllegalMove, Lifecycle
from core.kernel.money import Money
from core.orders import queries as orders
from core.orders.models import Order, OrderLine
from core.payments.models import Payment, Refund
from core.returns import queries
from core.returns.decide_return import approve_return
from core.returns.disputes import decide_dispute
from core.returns.errors import TooManyToReturn
from core.returns.inspect_return import Grade, inspect_return, receive_return
from core.returns.issues import (
    Complaint,
    accept_offer,
    decline_offer,
    escalate_silence,
    make_offer,
    open_issue,
)
from core.returns.models import ReturnRequest
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import (
    DisputeOutcome,
    IssueKind,
    IssueStatus,
    ReturnReason,
)
from tests.factories.orders import a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.returns import a_delivered_order, only_part
from tests.factories.shop import a_shopper
from tests.races.racing import race

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]


async def a_sale(units=1):
    async with transaction() as session:
        (mug,) = await a_shelf(session, prices=(1250,))
        buyer = await a_shopper(session)
        order = await a_delivered_order(session, {mug: units}, buyer=buyer)
        part, line = await only_part(session, order)
    return mug, buyer, part, line


async def a_received_return():
    mug, buyer, part, line = await a_sale()
    owner = owner_of(mug.vendor)
    async with transaction() as session:
        wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)
        found = await request_return(session, buyer, part.id, wish)
        await approve_return(session, owner, found.id)
        await receive_return(session, owner, found.id)
        (row,) = await queries.lines_of(session, found.id)
    return mug, owner, found, row


async def grade(owner, found, row):
    async with transaction() as session:
        await inspect_return(session, owner, found.id, {row.id: Grade()})


async def count(table):
    async with transaction() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def on_shelf(mug):
    async with transaction() as session:
        statement = select(StockLevel).where(StockLevel.variant_id == mug.variant.id)
        return (await session.exec(statement)).one().on_hand


def unguarded(monkeypatch):
    """What a status that is read and not checked again under the lock would allow."""

    async def read(session, table, row_id):
        return await session.get_one(table, row_id)

    monkeypatch.setattr(queries, "_locked", read)
    monkeypatch.setattr(Lifecycle, "check", lambda *_: None)


async def test_a_return_that_20_grade_is_paid_and_restocked_once(many_connections):
    mug, owner, found, row = await a_received_return()

    answers = await race(20, lambda _: grade(owner, found, row))

    assert Counter(type(one) for one in answers) == {type(None): 1, IllegalMove: 19}
    assert await count(Refund) == 1
    assert await on_shelf(mug) == 10


@pytest.mark.bends_rows
async def test_without_its_machine_a_return_is_restocked_again(many_connections, monkeypatch):
    """The negative control."""
    mug, owner, found, row = await a_received_return()
    unguarded(monkeypatch)

    await race(4, lambda _: grade(owner, found, row))

    assert await on_shelf(mug) > 10


async def test_one_piece_is_claimed_by_one_of_20_returns(many_connections):
    _, buyer, part, line = await a_sale()
    wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)

    async def ask(_):
        async with transaction() as session:
            return await request_return(session, buyer, part.id, wish)

    answers = await race(20, ask)

    assert Counter(type(one) for one in answers) == {ReturnRequest: 1, TooManyToReturn: 19}
    async with transaction() as session:
        assert (await session.get_one(OrderLine, line.id)).quantity_returned == 1


@pytest.mark.bends_rows
async def test_without_the_lock_one_piece_is_returned_more_than_once(
    many_connections, monkeypatch
):
    """The negative control: counted without the order's lock, claims do not see each other."""
    _, buyer, part, line = await a_sale(units=10)
    wish = ReturnWish(units={line.id: 6}, reason=ReturnReason.CHANGED_MIND)

    async def unlocked(session, vendor_id, vendor_order_id):
        found = await orders.get_vendor_order(session, vendor_order_id)
        return await session.get_one(Order, found.order_id), found

    async def lines(session, vendor_order_id):
        return list(await orders.lines_of_vendor_order(session, vendor_order_id))

    monkeypatch.setattr(orders, "lock_own_vendor_order", unlocked)
    monkeypatch.setattr(orders, "lock_lines", lines)

    async def ask(_):
        async with transaction() as session:
            return await request_return(session, buyer, part.id, wish)

    answers = await race(6, ask)

    assert sum(isinstance(one, ReturnRequest) for one in answers) > 1


async def an_offer():
    mug, buyer, part, line = await a_sale()
    complaint = Complaint(
        kind=IssueKind.DAMAGED, description="It is broken.", units={line.id: 1}
    )
    async with transaction() as session:
        issue = await open_issue(session, buyer, part.id, complaint)
    return mug, buyer, issue


async def test_an_offer_meets_its_escalation_and_one_of_them_counts(many_connections):
    mug, _, issue = await an_offer()

    async def act(index):
        async with transaction() as session:
            if index % 2:
                await escalate_silence(session, issue.id)
            else:
                amount = Money(500, "EUR")
                await make_offer(session, owner_of(mug.vendor), issue.id, amount, note="Ok")

    answers = await race(10, act)

    async with transaction() as session:
        found = await queries.lock_issue(session, issue.id)
        dispute = await queries.open_dispute_of(session, issue.vendor_order_id)
    assert (found.status is IssueStatus.ESCALATED) == (dispute is not None)
    assert sum(one is None for one in answers) in {1, 2}  # an offer may still be escalated


async def test_yes_and_no_to_an_offer_lead_to_one_end(many_connections):
    mug, buyer, issue = await an_offer()
    async with transaction() as session:
        await make_offer(session, owner_of(mug.vendor), issue.id, Money(500, "EUR"), note="Ok")

    async def act(index):
        async with transaction() as session:
            answer = decline_offer if index % 2 else accept_offer
            await answer(session, buyer, issue.id)

    answers = await race(10, act)

    assert sum(one is None for one in answers) == 1
    async with transaction() as session:
        found = await queries.lock_issue(session, issue.id)
    assert await count(Refund) == (1 if found.status is IssueStatus.RESOLVED else 0)


async def test_ten_decisions_of_one_dispute_move_money_once(many_connections):
    _, _, issue = await an_offer()
    async with transaction() as session:
        dispute = await escalate_silence(session, issue.id)

    async def decide(index):
        outcome = DisputeOutcome.BUYER if index % 2 else DisputeOutcome.VENDOR
        async with transaction() as session:
            await decide_dispute(
                session, an_operator(), dispute.id, outcome=outcome, reason="So be it."
            )

    answers = await race(10, decide)

    assert sum(not isinstance(one, BaseException) for one in answers) == 1
    async with transaction() as session:
        decided = await queries.lock_dispute(session, dispute.id)
        (payment,) = (
            await session.exec(select(Payment).where(col(Payment.order_id) == issue.order_id))
        ).all()
    expected = 1250 if decided.outcome is DisputeOutcome.BUYER else 0
    assert payment.refunded_minor == expected
