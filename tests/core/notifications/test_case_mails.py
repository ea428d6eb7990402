"""Who hears what after the sale, and that a gateway's word arrives where it has to."""

import html
from collections import Counter

import pytest

import core.notifications.case_subscribers
import core.returns.subscribers  # noqa: F401
from core.events.outbox import emit
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.payments import queries as payments
from core.payments.events import DisputeTold
from core.returns import queries
from core.returns.decide_return import approve_return, send_back
from core.returns.inspect_return import Grade, inspect_return, receive_return
from core.returns.issues import Complaint, decline_offer, make_offer, open_issue
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import ChargebackStatus, IssueKind, ReturnReason
from core.returns.withdraw import Statement, withdraw
from tests.factories.identity import a_user
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.returns import a_delivered_order, deliver, link_of, only_part
from tests.factories.workshops import joined

WORKSHOP = "owner@example.com"


@pytest.fixture
async def mug(session):
    return (await a_shelf(session, prices=(1250,)))[0]


@pytest.fixture
async def owner(session, mug):
    return await joined(session, mug.vendor, user=await a_user(session, email=WORKSHOP))


def about(mails, *, to, starts):
    return [m.kind for m in mails if m.recipient == to and m.kind.startswith(starts)]


async def test_each_step_of_a_return_is_told_to_whom_it_concerns(session, postman, mug, owner):
    order = await a_delivered_order(session, {mug: 2})
    part, line = await only_part(session, order)
    link = link_of(order)
    wish = ReturnWish(units={line.id: 1}, reason=ReturnReason.CHANGED_MIND)
    found = await request_return(session, GUEST, part.id, wish, token=link)
    await approve_return(session, owner, found.id)
    await send_back(session, GUEST, found.id, carrier="DHL", token=link)
    await receive_return(session, owner, found.id)
    rows = await queries.lines_of(session, found.id)
    await inspect_return(session, owner, found.id, {row.id: Grade() for row in rows})

    mails = await postman()

    told = about(mails, to=order.email, starts="case_")
    assert told == ["case_requested", "case_approved", "case_received", "case_inspected"]
    assert "case_requested" in about(mails, to=WORKSHOP, starts="case_")
    assert Counter(told) == Counter(set(told))
    approved = next(
        m for m in mails if m.kind == "case_approved" and m.recipient == order.email
    )
    assert f"Number: {found.number}." in html.unescape(approved.html)


async def test_an_offer_and_a_dispute_are_told(session, postman, mug, owner):
    order = await a_delivered_order(session, {mug: 1})
    part, line = await only_part(session, order)
    complaint = Complaint(
        kind=IssueKind.DAMAGED, description="The handle is off.", units={line.id: 1}
    )
    issue = await open_issue(session, GUEST, part.id, complaint, token=link_of(order))
    half = issue.asked.scale(1, 2)
    await make_offer(session, owner, issue.id, half, note="Sorry")
    await decline_offer(session, GUEST, issue.id, token=link_of(order))

    mails = await postman()

    assert about(mails, to=order.email, starts="case_")[:2] == [
        "case_awaiting_vendor",
        "case_offer_made",
    ]
    assert "case_evidence" in about(mails, to=WORKSHOP, starts="case_")


async def test_the_receipt_of_a_withdrawal_names_what_is_canceled_and_what_is_sent(
    session, postman
):
    mug, lamp = await a_shelf(session)
    keeper = await joined(session, mug.vendor, user=await a_user(session, email=WORKSHOP))
    order = await a_paid_order(session, {mug: 2, lamp: 1})
    parts = {p.vendor_id: p for p in await orders.vendor_orders_of(session, order.id)}
    sender = await joined(
        session, lamp.vendor, user=await a_user(session, email="l@example.com")
    )
    await deliver(session, sender, parts[lamp.vendor.id])
    lines = {x.product_id: x for x in await orders.lines_of_order(session, order.id)}
    bowl, light = lines[mug.product.id], lines[lamp.product.id]
    statement = Statement(
        name="Inês", number=order.number, email=order.email, units={bowl.id: 1, light.id: 1}
    )

    withdrawal = await withdraw(session, statement, GUEST)
    mails = await postman()

    assert keeper.vendor_id == mug.vendor.id
    (receipt,) = [m for m in mails if m.kind == "withdrawal_received"]
    text = html.unescape(receipt.html)
    assert (receipt.recipient, withdrawal.number in text) == (order.email, True)
    assert "What had not left yet is canceled" in text
    assert bowl.title in text
    assert light.title in text
    assert about(mails, to=WORKSHOP, starts="units_") == ["units_canceled"]


async def test_a_dispute_that_a_gateway_tells_of_becomes_a_chargeback(session, postman, mug):
    order = await a_delivered_order(session, {mug: 1})
    (payment,) = await payments.payments_of(session, order.id)
    part, _ = await only_part(session, order)
    await emit(
        session,
        DisputeTold(
            order_id=order.id, payment_id=payment.id, provider=payment.provider,
            reference="dp_9", status="open", reason="fraudulent",
            amount_minor=order.total_minor, currency=order.currency, evidence_due=None,
        ),
    )  # fmt: skip

    await postman()
    await postman()

    dispute = await queries.open_dispute_of(session, part.id)
    assert dispute is not None
    (chargeback,) = await queries.chargebacks_of_dispute(session, dispute.id)
    await session.refresh(payment)
    assert chargeback.status is ChargebackStatus.RECEIVED
    assert payment.disputed_minor == order.total_minor
