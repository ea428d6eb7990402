"""Reports, offers, disputes and the deadlines that decide when a side is silent."""

from datetime import timedelta

import pytest

from core.kernel.errors import Conflict, Forbidden
from core.kernel.lifecycle import IllegalMove
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.ledger import queries as ledger
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.payments import queries as payments
from core.returns import queries
from core.returns.decide_return import approve_return
from core.returns.disputes import (
    decide_dispute,
    dispute_return,
    give_evidence,
    settle_dispute,
)
from core.returns.errors import AlreadyOpen, NoSuchCase, OfferOver, OfferTooLarge
from core.returns.inspect_return import Grade, inspect_return, receive_return
from core.returns.issues import (
    Complaint,
    accept_offer,
    decline_offer,
    drop_issue,
    make_offer,
    open_issue,
)
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import (
    Condition,
    Disposition,
    DisputeOutcome,
    DisputeStatus,
    IssueKind,
    IssueStatus,
    ReturnReason,
)
from core.returns.timers import end_dispute, end_issue
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.returns import a_delivered_order, only_part, send
from tests.factories.shop import a_shopper

WORDS = "The handle is broken off."


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


@pytest.fixture
async def buyer(session):
    return await a_shopper(session)


@pytest.fixture
async def order(session, mug, buyer):
    return await a_delivered_order(session, {mug: 2}, buyer=buyer)


async def an_issue(session, order, buyer, units=2):
    part, line = await only_part(session, order)
    complaint = Complaint(kind=IssueKind.DAMAGED, description=WORDS, units={line.id: units})
    return await open_issue(session, buyer, part.id, complaint)


async def a_dispute(session, order, buyer):
    issue = await an_issue(session, order, buyer)
    later = await orders.db_now(session) + timedelta(hours=49)
    await end_issue(session, issue.id, later)
    dispute = await queries.open_dispute_of(session, issue.vendor_order_id)
    assert dispute is not None
    return issue, dispute


def euros(minor):
    return Money(minor, "EUR")


async def test_an_accepted_offer_is_paid_and_the_earnings_go_on(session, order, buyer, mug):
    issue = await an_issue(session, order, buyer)
    part, _ = await only_part(session, order)
    assert issue.asked_minor == 2500
    await make_offer(session, owner_of(mug.vendor), issue.id, euros(900), note="Sorry")

    await accept_offer(session, buyer, issue.id, shown=euros(900))

    (refund,) = await payments.refunds_of(session, order.id)
    assert (refund.amount_minor, refund.commission_minor) == (900, 108)
    assert issue.status is IssueStatus.RESOLVED
    assert await ledger.active_holds(session, part.id) == []


async def test_all_that_was_asked_is_paid_without_another_yes(session, order, buyer, mug):
    issue = await an_issue(session, order, buyer)
    await make_offer(session, owner_of(mug.vendor), issue.id, euros(2500), note="Sorry")

    assert issue.status is IssueStatus.RESOLVED
    assert [r.amount_minor for r in await payments.refunds_of(session, order.id)] == [2500]


async def test_an_offer_is_taken_at_the_amount_that_was_shown(session, order, buyer, mug):
    issue = await an_issue(session, order, buyer)
    owner = owner_of(mug.vendor)
    with pytest.raises(OfferTooLarge):
        await make_offer(session, owner, issue.id, euros(2501), note="Sorry")
    await make_offer(session, owner, issue.id, euros(900), note="Sorry")
    with pytest.raises(OfferOver):
        await accept_offer(session, buyer, issue.id, shown=euros(1000))
    with pytest.raises(NoSuchOrder):
        await accept_offer(session, await a_shopper(session), issue.id, shown=euros(900))
    assert issue.status is IssueStatus.OFFER_MADE


async def test_an_offer_that_nobody_answers_for_seven_days_is_paid(session, order, buyer, mug):
    issue = await an_issue(session, order, buyer)
    await make_offer(session, owner_of(mug.vendor), issue.id, euros(900), note="Sorry")
    await end_issue(session, issue.id, await orders.db_now(session) + timedelta(days=8))

    assert [r.amount_minor for r in await payments.refunds_of(session, order.id)] == [900]


async def test_a_silent_workshop_is_escalated_and_then_loses(session, order, buyer):
    issue, dispute = await a_dispute(session, order, buyer)
    assert (issue.status, dispute.status) == (IssueStatus.ESCALATED, DisputeStatus.EVIDENCE)

    later = await orders.db_now(session) + timedelta(hours=73)
    await end_dispute(session, dispute.id, later)

    (refund,) = await payments.refunds_of(session, order.id)
    assert (dispute.outcome, refund.amount_minor) == (DisputeOutcome.BUYER, 2500)
    await settle_dispute(session, SYSTEM, refund)
    assert dispute.status is DisputeStatus.CLOSED
    assert issue.status is IssueStatus.RESOLVED
    part, _ = await only_part(session, order)
    assert await ledger.active_holds(session, part.id) == []


async def test_where_both_have_spoken_a_person_decides(session, order, buyer, mug):
    _, dispute = await a_dispute(session, order, buyer)
    await give_evidence(session, owner_of(mug.vendor), dispute.id, body="It left whole.")
    later = await orders.db_now(session) + timedelta(hours=73)
    await end_dispute(session, dispute.id, later)
    assert (dispute.status, dispute.due_at) == (DisputeStatus.EVIDENCE, dispute.decide_by)

    await decide_dispute(
        session, an_operator(), dispute.id,
        outcome=DisputeOutcome.SPLIT, amount=euros(1000), reason="Both are right.",
    )  # fmt: skip

    (refund,) = await payments.refunds_of(session, order.id)
    assert (refund.amount_minor, dispute.decided_minor) == (1000, 1000)


async def test_a_decision_for_the_workshop_moves_no_money(session, order, buyer, mug):
    _, dispute = await a_dispute(session, order, buyer)
    await give_evidence(session, owner_of(mug.vendor), dispute.id, body="It left whole.")
    await decide_dispute(
        session, an_operator(), dispute.id, outcome=DisputeOutcome.VENDOR, reason="Proved."
    )

    assert dispute.status is DisputeStatus.CLOSED
    assert await payments.refunds_of(session, order.id) == []


async def test_only_staff_decide_and_only_the_two_sides_speak(session, order, buyer, mug):
    _, dispute = await a_dispute(session, order, buyer)
    (other,) = await a_shelf(session, prices=(1,))
    for caller in (buyer, owner_of(mug.vendor)):
        with pytest.raises(Forbidden):
            await decide_dispute(
                session, caller, dispute.id, outcome=DisputeOutcome.BUYER, reason="Me"
            )
    with pytest.raises(NoSuchCase):
        await give_evidence(session, owner_of(other.vendor), dispute.id, body="x")
    with pytest.raises(NoSuchOrder):
        await give_evidence(session, await a_shopper(session), dispute.id, body="x")


async def test_a_decision_is_made_once(session, order, buyer, mug):
    _, dispute = await a_dispute(session, order, buyer)
    for _ in range(2):
        if dispute.status is DisputeStatus.EVIDENCE:
            await decide_dispute(
                session, an_operator(), dispute.id, outcome=DisputeOutcome.BUYER, reason="Ok"
            )
            continue
        with pytest.raises(IllegalMove):
            await decide_dispute(
                session, an_operator(), dispute.id, outcome=DisputeOutcome.BUYER, reason="Ok"
            )
    assert len(await payments.refunds_of(session, order.id)) == 1


async def test_a_declined_offer_is_decided_by_the_market(session, order, buyer, mug):
    issue = await an_issue(session, order, buyer)
    await make_offer(session, owner_of(mug.vendor), issue.id, euros(100), note="Sorry")
    dispute = await decline_offer(session, buyer, issue.id)

    assert (dispute.asked_minor, issue.status) == (2500, IssueStatus.ESCALATED)
    with pytest.raises(IllegalMove):
        await make_offer(session, owner_of(mug.vendor), issue.id, euros(200), note="More")


async def test_one_report_at_a_time(session, order, buyer):
    issue = await an_issue(session, order, buyer)
    with pytest.raises(AlreadyOpen):
        await an_issue(session, order, buyer)
    await drop_issue(session, buyer, issue.id)

    assert (await an_issue(session, order, buyer)).number != issue.number


async def test_what_never_arrived_is_asked_back_with_its_delivery(session, mug, buyer):
    order = await a_paid_order(session, {mug: 1}, buyer=buyer)
    part, _ = await only_part(session, order)
    await send(session, owner_of(mug.vendor), part)
    complaint = Complaint(kind=IssueKind.NOT_ARRIVED, description="Nothing came at all.")
    with pytest.raises(Conflict, match="should arrive by"):
        await open_issue(session, buyer, part.id, complaint)
    part.arrives_until = (await orders.db_now(session)).date() - timedelta(days=1)
    await session.flush()

    issue = await open_issue(session, buyer, part.id, complaint)

    assert issue.asked_minor == 1250 + 450


async def test_what_was_kept_back_of_a_return_can_be_disputed(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    part, line = await only_part(session, order)
    wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)
    found = await request_return(session, buyer, part.id, wish)
    await approve_return(session, owner, found.id)
    await receive_return(session, owner, found.id)
    (row,) = await queries.lines_of(session, found.id)
    grade = Grade(
        condition=Condition.USED, disposition=Disposition.DONATE,
        withheld_minor=1000, because="Used",
    )  # fmt: skip
    await inspect_return(session, owner, found.id, {row.id: grade})
    dispute = await dispute_return(session, buyer, found.id, why="It was not used.")
    assert dispute.asked_minor == 1000

    await decide_dispute(
        session, an_operator(), dispute.id, outcome=DisputeOutcome.BUYER, reason="Unproved."
    )

    await session.refresh(line)
    amounts = [row.amount_minor for row in await payments.refunds_of(session, order.id)]
    assert amounts == [250, 1000]
    assert (line.refunded_minor, line.withheld_minor) == (1250, 0)
