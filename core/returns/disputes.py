"""The market decides: both sides show what they have, a person weighs it, and a side that stays
silent loses to one that spoke. The workshop's earnings of the part wait meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Conflict, Invalid
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.orders import queries as orders
from core.orders.models import Order, VendorOrder
from core.payments.models import Refund
from core.refunds.refund_amount import claim_amount, most_of
from core.returns import queries
from core.returns.access import (
    ensure_buyer,
    lock_dispute_for,
    lock_return_of_buyer,
    vendor_of,
)
from core.returns.dispute_models import Dispute, DisputeEvidence, OrderIssue
from core.returns.errors import AlreadyOpen, BankDecides, OfferTooLarge
from core.returns.events import DecisionOverdue, EvidenceGiven
from core.returns.models import ReturnRequest
from core.returns.moves import deadline, move_dispute, move_issue, move_return, start_dispute
from core.returns.numbers import DISPUTE, new_number
from core.returns.photos import bind_photos
from core.returns.statuses import (
    CHARGEBACK_LIFECYCLE,
    DISPUTE_LIFECYCLE,
    DisputeOutcome,
    DisputeStatus,
    IssueStatus,
    ReturnStatus,
    Side,
)
from core.returns.terms import DECISION, EVIDENCE

CAUSE = "dispute:"
LONGEST = 4000
LONGEST_REASON = 1000


async def open_dispute(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    *,
    asked: Money,
    subject: str,
    issue: OrderIssue | None = None,
    returned: ReturnRequest | None = None,
    buyer_spoke_at: datetime | None = None,
) -> Dispute:
    """The caller holds the locks of order and vendor order. Both sides have 72 hours."""
    if earlier := await queries.open_dispute_of(session, part.id):
        raise AlreadyOpen(earlier.number)
    dispute = Dispute(
        number=new_number(DISPUTE),
        order_id=order.id,
        vendor_order_id=part.id,
        vendor_id=part.vendor_id,
        issue_id=issue.id if issue else None,
        return_id=returned.id if returned else None,
        subject=subject,
        currency=order.currency,
        asked_minor=asked.minor,
        buyer_answered_at=buyer_spoke_at,
        decide_by=await orders.db_now(session) + DECISION,
    )
    await start_dispute(session, order, dispute, caller, f"{subject}. The market decides.")
    await move_dispute(
        session, order, dispute, DisputeStatus.EVIDENCE, SYSTEM,
        "Both sides have 72 hours to show what they have.", within=EVIDENCE,
    )  # fmt: skip
    return dispute


async def dispute_return(
    session: AsyncSession, caller: Principal, return_id: UUID, *, why: str, token: str = ""
) -> Dispute:
    """The buyer does not accept a refusal, or what was kept back."""
    order, part, found = await lock_return_of_buyer(session, caller, return_id, token)
    why = why.strip()
    if not why:
        raise Invalid("Say what you do not agree with.", field="why")
    asked = await at_stake(session, order, part, found)
    dispute = await open_dispute(
        session, caller, order, part, asked=asked, subject=f"Return {found.number}",
        returned=found, buyer_spoke_at=await orders.db_now(session),
    )  # fmt: skip
    session.add(
        DisputeEvidence(
            dispute_id=dispute.id, side=Side.BUYER, body=why[:LONGEST], actor=caller.actor
        )
    )
    return dispute


async def give_evidence(
    session: AsyncSession,
    caller: Principal,
    dispute_id: UUID,
    *,
    body: str,
    photos: Sequence[UUID] = (),
    token: str = "",
) -> DisputeEvidence:
    """By the workshop of the part, by the buyer, or a note by staff."""
    side = _side(caller)
    vendor_id = vendor_of(caller) if side is Side.VENDOR else None
    order, _, dispute = await lock_dispute_for(session, vendor_id, dispute_id)
    if side is Side.BUYER:
        ensure_buyer(caller, order, token)
    if dispute.status is not DisputeStatus.EVIDENCE:
        raise Conflict("The time for evidence is over.")
    body = body.strip()
    if not 1 <= len(body) <= LONGEST:
        raise Invalid("Write what happened.", field="body")
    evidence = DisputeEvidence(dispute_id=dispute.id, side=side, body=body, actor=caller.actor)
    session.add(evidence)
    await session.flush()
    await bind_photos(session, order.id, photos, evidence)
    await _answered(session, dispute, side)
    await emit(
        session,
        EvidenceGiven(
            order_id=order.id, dispute_id=dispute.id, vendor_id=dispute.vendor_id,
            evidence_id=evidence.id, side=side,
        ),
    )  # fmt: skip
    return evidence


async def decide_dispute(
    session: AsyncSession,
    caller: Principal,
    dispute_id: UUID,
    *,
    outcome: DisputeOutcome,
    amount: Money | None = None,
    reason: str,
) -> Dispute:
    """By staff, or (the system) for the side that answered. ``amount`` is of a split."""
    caller.require_staff()
    order, part, dispute = await lock_dispute_for(session, None, dispute_id)
    await _ensure_not_with_the_bank(session, dispute)
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Invalid("Give the reason: both sides read it.", field="reason")
    decided = await _amount(session, part, dispute, outcome, amount)
    now = await orders.db_now(session)
    DISPUTE_LIFECYCLE.check(dispute.status, DisputeStatus.DECIDED)
    # Nothing is asked of the database until the status has moved as well: they go together.
    dispute.outcome, dispute.decided_minor, dispute.reason = outcome, decided.minor, reason
    dispute.decided_at, dispute.decided_by = now, caller.actor
    words = f"Decided for {WHOM[outcome]}: {reason}"
    await move_dispute(session, order, dispute, DisputeStatus.DECIDED, caller, words[:1000])
    if not caller.is_system:
        await audit.record(
            session, caller, "disputes.decide", "dispute", dispute.id,
            f"{dispute.number} for {WHOM[outcome]}", reason=reason,
        )  # fmt: skip
    if decided:
        await claim_amount(
            session, caller, order, part, decided, reason=f"Dispute {dispute.number}",
            lines_first=await _lines(session, dispute), idempotency_key=dispute.cause,
            frees_first=dispute.return_id is not None,
        )  # fmt: skip
    else:
        await close_dispute(session, caller, order, dispute)
    return dispute


async def decide_silence(session: AsyncSession, dispute_id: UUID) -> None:
    """The time for evidence is over: a side that answered wins over one that did not. When
    both did, a person decides until the decision's own deadline.
    """
    order, _, dispute = await lock_dispute_for(session, None, dispute_id)
    if dispute.status is not DisputeStatus.EVIDENCE:
        return
    if await _is_with_the_bank(session, dispute):
        dispute.due_at = None
        return
    spoke = (dispute.buyer_answered_at is not None, dispute.vendor_answered_at is not None)
    if spoke[0] != spoke[1]:
        outcome = DisputeOutcome.BUYER if spoke[0] else DisputeOutcome.VENDOR
        silent = "workshop" if spoke[0] else "buyer"
        await decide_dispute(
            session, SYSTEM, dispute_id, outcome=outcome,
            reason=f"The {silent} did not answer within 72 hours.",
        )  # fmt: skip
        return
    now = await orders.db_now(session)
    if dispute.due_at is not None and dispute.due_at < dispute.decide_by:
        dispute.due_at = dispute.decide_by
        return
    dispute.due_at = now + EVIDENCE  # told again until somebody decides
    await emit(
        session,
        DecisionOverdue(order_id=order.id, dispute_id=dispute.id, vendor_id=dispute.vendor_id),
    )


async def settle_dispute(session: AsyncSession, caller: Principal, refund: Refund) -> None:
    """The refund that a decision ordered went through."""
    if not refund.idempotency_key.startswith(CAUSE):
        return
    dispute_id = UUID(refund.idempotency_key.removeprefix(CAUSE))
    if await queries.find_dispute(session, dispute_id) is None:
        return
    order, _, dispute = await lock_dispute_for(session, None, dispute_id)
    if dispute.status is DisputeStatus.DECIDED:
        await close_dispute(session, caller, order, dispute)


async def close_dispute(
    session: AsyncSession, caller: Principal, order: Order, dispute: Dispute
) -> None:
    """What it was about ends with it."""
    await move_dispute(
        session, order, dispute, DisputeStatus.CLOSED, caller, "The dispute is closed."
    )
    if dispute.issue_id:
        issue = await queries.lock_issue(session, dispute.issue_id)
        if issue.status is IssueStatus.ESCALATED:
            await move_issue(
                session, order, issue, IssueStatus.RESOLVED, caller,
                f"Decided in {dispute.number}.",
            )  # fmt: skip
    if dispute.return_id:
        found = await queries.lock_return(session, dispute.return_id)
        if found.status is ReturnStatus.IN_TRANSIT:
            await move_return(
                session, order, found, ReturnStatus.CLOSED, caller,
                f"Decided in {dispute.number}.",
            )  # fmt: skip


WHOM = {
    DisputeOutcome.BUYER: "the buyer",
    DisputeOutcome.VENDOR: "the workshop",
    DisputeOutcome.SPLIT: "both in part",
}


async def _answered(session: AsyncSession, dispute: Dispute, side: Side) -> None:
    now = await orders.db_now(session)
    if side is Side.BUYER:
        dispute.buyer_answered_at = dispute.buyer_answered_at or now
    elif side is Side.VENDOR:
        dispute.vendor_answered_at = dispute.vendor_answered_at or now
    if dispute.due_at is None:
        dispute.due_at = await deadline(session, EVIDENCE)


def _side(caller: Principal) -> Side:
    if caller.is_staff or caller.is_system:
        return Side.MARKET
    return Side.VENDOR if caller.vendor_id is not None else Side.BUYER


async def _amount(
    session: AsyncSession,
    part: VendorOrder,
    dispute: Dispute,
    outcome: DisputeOutcome,
    amount: Money | None,
) -> Money:
    if outcome is DisputeOutcome.VENDOR:
        return Money.zero(dispute.currency)
    most = min(dispute.asked_minor, most_of(part, await orders.lock_lines(session, part.id)))
    if outcome is DisputeOutcome.BUYER:
        return Money(most, dispute.currency)
    if amount is None or not 0 < amount.minor <= most:
        raise OfferTooLarge(f"{Money(most, dispute.currency).decimal} {dispute.currency}")
    return amount


async def at_stake(
    session: AsyncSession, order: Order, part: VendorOrder, found: ReturnRequest
) -> Money:
    """What a refusal or a deduction took, or the whole of a parcel that nobody received."""
    lines = {line.id: line for line in await orders.lock_lines(session, part.id)}
    rows = await queries.lines_of(session, found.id)
    if found.status is ReturnStatus.REJECTED or found.status is ReturnStatus.IN_TRANSIT:
        amount = sum(
            lines[row.order_line_id].total_minor * row.quantity
            // lines[row.order_line_id].quantity
            for row in rows
        )  # fmt: skip
    else:
        amount = sum(row.withheld_minor for row in rows)
    amount = min(amount, most_of(part, list(lines.values())))
    if not amount:
        raise Conflict("There is nothing left to decide about this return.")
    return Money(amount, order.currency)


async def _lines(session: AsyncSession, dispute: Dispute) -> list[UUID]:
    if dispute.issue_id:
        return [row.order_line_id for row in await queries.issue_lines_of(
            session, dispute.issue_id)]  # fmt: skip
    if dispute.return_id:
        return [row.order_line_id for row in await queries.lines_of(
            session, dispute.return_id)]  # fmt: skip
    return []


async def _is_with_the_bank(session: AsyncSession, dispute: Dispute) -> bool:
    return any(
        not CHARGEBACK_LIFECYCLE.is_final(one.status)
        for one in await queries.chargebacks_of_dispute(session, dispute.id)
    )


async def _ensure_not_with_the_bank(session: AsyncSession, dispute: Dispute) -> None:
    if await _is_with_the_bank(session, dispute):
        raise BankDecides
