"""Something is wrong with what came, or nothing came: told, answered, agreed on, or
escalated.
"""

from collections.abc import Mapping
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict, Invalid
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.statuses import VendorOrderStatus
from core.payments.models import Refund
from core.refunds.plan import worth_of
from core.refunds.refund_amount import claim_amount, left_of
from core.returns import queries
from core.returns.access import (
    lock_buyers_part,
    lock_issue_for,
    lock_issue_of_buyer,
    vendor_of,
)
from core.returns.dispute_models import Dispute, IssueLine, OrderIssue
from core.returns.disputes import open_dispute
from core.returns.errors import AlreadyOpen, NothingToReturn, OfferOver, OfferTooLarge
from core.returns.moves import move_issue, start_issue
from core.returns.numbers import ISSUE, new_number
from core.returns.photos import MOST_PHOTOS, bind_photos
from core.returns.statuses import IssueKind, IssueStatus
from core.returns.terms import ANSWER, GUARANTEE, OFFER

SENT = {
    VendorOrderStatus.ACCEPTED,
    VendorOrderStatus.FULFILLED,
    VendorOrderStatus.DELIVERED,
    VendorOrderStatus.COMPLETED,
}
KINDS = {
    IssueKind.NOT_ARRIVED: "It did not arrive",
    IssueKind.DAMAGED: "It arrived damaged",
    IssueKind.MISSING: "Something was missing",
    IssueKind.NOT_AS_DESCRIBED: "It is not as described",
}


class Complaint(BaseModel):
    """``units`` by order line; where nothing arrived it is everything."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    kind: IssueKind
    description: str = Field(min_length=10, max_length=2000)
    units: dict[UUID, int] = Field(default_factory=dict, max_length=100)
    photos: list[UUID] = Field(default_factory=list, max_length=MOST_PHOTOS)


async def open_issue(
    session: AsyncSession,
    caller: Principal,
    vendor_order_id: UUID,
    complaint: Complaint,
    *,
    token: str = "",
) -> OrderIssue:
    """One at a time for a workshop's part. The workshop has 48 hours to answer."""
    order, part = await lock_buyers_part(session, caller, vendor_order_id, token)
    if earlier := await queries.open_issue_of(session, part.id):
        raise AlreadyOpen(earlier.number)
    if dispute := await queries.open_dispute_of(session, part.id):
        raise AlreadyOpen(dispute.number)
    await _ensure_timely(session, part, complaint.kind)
    lines = await orders.lock_lines(session, part.id)
    units = _concerned(lines, complaint)
    asked = _worth(part, lines, units, complaint.kind, order.currency)
    issue = OrderIssue(
        number=new_number(ISSUE),
        order_id=order.id,
        vendor_order_id=part.id,
        vendor_id=part.vendor_id,
        kind=complaint.kind,
        description=complaint.description,
        currency=order.currency,
        asked_minor=asked.minor,
    )
    await start_issue(session, order, issue, caller, f"{KINDS[complaint.kind]}.")
    session.add_all(
        IssueLine(issue_id=issue.id, order_line_id=line_id, quantity=count)
        for line_id, count in units.items()
    )
    await bind_photos(session, order.id, complaint.photos, issue)
    await move_issue(
        session, order, issue, IssueStatus.AWAITING_VENDOR, SYSTEM,
        "The workshop has 48 hours to answer.", within=ANSWER,
    )  # fmt: skip
    return issue


async def make_offer(
    session: AsyncSession, caller: Principal, issue_id: UUID, amount: Money, *, note: str
) -> OrderIssue:
    """What the workshop gives. All that was asked is paid at once; less waits for a yes."""
    order, part, issue = await lock_issue_for(session, vendor_of(caller), issue_id)
    if not 0 < amount.minor <= issue.asked_minor:
        raise OfferTooLarge(f"{issue.asked.decimal} {issue.currency}")
    note = note.strip()
    if not note:
        raise Invalid("Write a sentence to the buyer.", field="note")
    issue.offer_minor, issue.offer_note = amount.minor, note[:1000]
    words = f"The workshop offers {amount.decimal} {amount.currency}: {issue.offer_note}"
    await move_issue(session, order, issue, IssueStatus.OFFER_MADE, caller, words, within=OFFER)
    if issue.offer_minor == issue.asked_minor:
        await _settle(session, caller, order, part, issue, "All that was asked is given back.")
    return issue


async def accept_offer(
    session: AsyncSession,
    caller: Principal,
    issue_id: UUID,
    *,
    shown: Money | None = None,
    token: str = "",
) -> None:
    """By the buyer, or (the system) because an offer stood for seven days. ``shown`` is the
    amount on the buyer's page.
    """
    order, part, issue = await lock_issue_of_buyer(session, caller, issue_id, token)
    if issue.status is not IssueStatus.OFFER_MADE or shown not in {None, issue.offer}:
        raise OfferOver
    words = (
        "The offer stood for seven days and counts as accepted."
        if caller.is_system
        else ("You accepted the offer.")
    )
    await _settle(session, caller, order, part, issue, words)


async def decline_offer(
    session: AsyncSession, caller: Principal, issue_id: UUID, *, token: str = ""
) -> Dispute:
    """The buyer is not content: the market decides."""
    order, part, issue = await lock_issue_of_buyer(session, caller, issue_id, token)
    if issue.status is not IssueStatus.OFFER_MADE:
        raise OfferOver
    return await _escalate(session, caller, order, part, issue, "You declined the offer.")


async def escalate_silence(session: AsyncSession, issue_id: UUID) -> Dispute:
    """48 hours without a word from the workshop."""
    order, part, issue = await lock_issue_for(session, None, issue_id)
    words = "The workshop did not answer within 48 hours."
    return await _escalate(session, SYSTEM, order, part, issue, words)


async def drop_issue(
    session: AsyncSession, caller: Principal, issue_id: UUID, *, token: str = ""
) -> None:
    """It has solved itself, says the buyer."""
    order, _, issue = await lock_issue_of_buyer(session, caller, issue_id, token)
    await move_issue(
        session, order, issue, IssueStatus.WITHDRAWN, caller, "You took the report back."
    )


async def _settle(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    issue: OrderIssue,
    message: str,
) -> Refund:
    await move_issue(session, order, issue, IssueStatus.RESOLVED, caller, message)
    named = [row.order_line_id for row in await queries.issue_lines_of(session, issue.id)]
    return await claim_amount(
        session, caller, order, part, issue.offer,
        lines_first=named, reason=f"Issue {issue.number}", idempotency_key=issue.cause,
    )  # fmt: skip


async def _escalate(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    issue: OrderIssue,
    message: str,
) -> Dispute:
    await move_issue(session, order, issue, IssueStatus.ESCALATED, caller, message)
    return await open_dispute(
        session, caller, order, part, asked=issue.asked, subject=KINDS[issue.kind],
        issue=issue, buyer_spoke_at=issue.created_at,
    )  # fmt: skip


async def _ensure_timely(session: AsyncSession, part: VendorOrder, kind: IssueKind) -> None:
    now = await orders.db_now(session)
    if part.status not in SENT or part.total_minor <= part.refunded_minor:
        raise Conflict("There is nothing to report about this part of the order.")
    if kind is IssueKind.NOT_ARRIVED:
        due = part.arrives_until
        if part.delivered_at is None and due is not None and now.date() <= due:
            raise Conflict(f"It should arrive by {due:%-d %B %Y}. Report it the day after.")
        return
    if part.delivered_at is not None and now > part.delivered_at + GUARANTEE:
        raise Conflict("Two years after delivery the guarantee has ended.")


def _concerned(lines: list[OrderLine], complaint: Complaint) -> dict[UUID, int]:
    by_id = {line.id: line for line in lines}
    if complaint.kind is IssueKind.NOT_ARRIVED and not complaint.units:
        left = {line.id: line.quantity - line.quantity_refunded for line in lines}
        return {line_id: count for line_id, count in left.items() if count}
    units = {line_id: count for line_id, count in complaint.units.items() if count}
    if not units or not units.keys() <= by_id.keys():
        raise NothingToReturn
    if any(not 0 < count <= by_id[line_id].quantity for line_id, count in units.items()):
        raise NothingToReturn
    return units


def _worth(
    part: VendorOrder,
    lines: list[OrderLine],
    units: Mapping[UUID, int],
    kind: IssueKind,
    currency: str,
) -> Money:
    """The most that can be at stake: what the pieces are still worth, and the delivery when
    nothing came.
    """
    amount = 0
    for line in lines:
        count = min(units.get(line.id, 0), line.quantity - line.quantity_refunded)
        if count:
            amount += min(worth_of(line, count, currency).minor, left_of(line))
    if kind is IssueKind.NOT_ARRIVED:
        amount += part.delivery_left_minor
    if not amount:
        raise Conflict("All that was paid for this was given back already.")
    return Money(amount, currency)
