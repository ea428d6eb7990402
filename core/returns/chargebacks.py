"""A bank takes money back on its customer's word. Gateways tell it; the workshop's evidence is
the only answer; the bank decides.

The amount leaves what the gateway owes us at once, and cannot be refunded as well. It joins the
disputes of the vendor orders that it concerns, or opens them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Conflict
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.ledger.holds import lift_hold, place_hold
from core.orders import queries as orders
from core.orders.history import note
from core.orders.models import Order, VendorOrder
from core.payments import queries as payments
from core.payments.models import PaymentAllocation
from core.payments.providers.disputes import DisputeStatus as BankStatus
from core.returns import queries
from core.returns.chargeback_books import post_chargeback, post_lost, post_won
from core.returns.dispute_models import Chargeback, ChargebackPart, Dispute
from core.returns.disputes import close_dispute, open_dispute
from core.returns.events import ChargebackMoved
from core.returns.moves import move_dispute, say
from core.returns.statuses import (
    CHARGEBACK_LIFECYCLE,
    ChargebackStatus,
    DisputeOutcome,
    DisputeStatus,
)


@dataclass(frozen=True, slots=True)
class BankClaim:
    """What a gateway tells of a chargeback, in our words."""

    provider: str
    reference: str
    payment_id: UUID
    amount: Money
    fee: Money
    reason: str
    due_at: datetime | None = None


async def receive_chargeback(session: AsyncSession, claim: BankClaim) -> Chargeback:
    """Told once or many times, it is booked once."""
    payment = await payments.get_payment(session, claim.payment_id)
    order = await orders.lock_order(session, payment.order_id)
    if known := await queries.find_chargeback(session, claim.provider, claim.reference):
        return known
    parts = await orders.lock_vendor_orders(session, order.id)
    payment = next(
        row for row in await payments.lock_payments(session, order.id)
        if row.id == claim.payment_id
    )  # fmt: skip
    allocations = await payments.lock_allocations(session, payment.id)
    left = payment.captured_minor - payment.refunded_minor - payment.disputed_minor
    found = Chargeback(
        provider=claim.provider,
        provider_reference=claim.reference,
        payment_id=payment.id,
        order_id=order.id,
        reason=claim.reason[:60],
        currency=claim.amount.currency,
        amount_minor=claim.amount.minor,
        fee_minor=claim.fee.minor,
        disputed_minor=max(0, min(claim.amount.minor, left)),
        due_at=claim.due_at,
    )
    payment.disputed_minor += found.disputed_minor
    session.add(found)
    await session.flush()
    note(
        session, order.id, "chargeback.received",
        f"The buyer's bank took back {claim.amount.decimal} {claim.amount.currency}.",
        SYSTEM, is_public=False,
    )  # fmt: skip
    await _join_disputes(session, order, parts, allocations, found)
    await post_chargeback(session, found)
    await _tell(session, found)
    return found


async def mark_evidence_sent(
    session: AsyncSession, caller: Principal, chargeback_id: UUID
) -> None:
    """Staff have handed the evidence pack to the gateway."""
    caller.require_staff()
    found = await _lock(session, chargeback_id)
    CHARGEBACK_LIFECYCLE.check(found.status, ChargebackStatus.EVIDENCE_SENT)
    found.status = ChargebackStatus.EVIDENCE_SENT
    await audit.record(
        session, caller, "chargebacks.evidence", "chargeback", found.id,
        f"Evidence for {found.provider_reference}",
    )  # fmt: skip
    await _tell(session, found)


async def bear_loss(
    session: AsyncSession, caller: Principal, chargeback_id: UUID, *, by_market: bool
) -> None:
    """Who bears it if it is lost: the workshop, or the market where the workshop did its
    part.
    """
    caller.require_staff()
    found = await _lock(session, chargeback_id)
    if CHARGEBACK_LIFECYCLE.is_final(found.status):
        raise Conflict("This is decided already.")
    found.is_markets_loss = by_market
    await audit.record(
        session, caller, "chargebacks.bear_loss", "chargeback", found.id,
        "The market bears it" if by_market else "The workshop bears it",
    )  # fmt: skip


async def close_chargeback(
    session: AsyncSession, provider: str, reference: str, *, is_won: bool
) -> Chargeback | None:
    """The bank has decided. Told again, or of an unknown one, it changes nothing."""
    known = await queries.find_chargeback(session, provider, reference)
    if known is None:
        return None
    found = await _lock(session, known.id)
    target = ChargebackStatus.WON if is_won else ChargebackStatus.LOST
    if CHARGEBACK_LIFECYCLE.is_final(found.status):
        return found
    CHARGEBACK_LIFECYCLE.check(found.status, target)
    found.status, found.closed_at = target, await orders.db_now(session)
    order = await orders.lock_order(session, found.order_id)
    parts = {part.id: part for part in await orders.lock_vendor_orders(session, order.id)}
    rows = await queries.parts_of_chargeback(session, found.id)
    if is_won:
        payment = next(
            row for row in await payments.lock_payments(session, order.id)
            if row.id == found.payment_id
        )  # fmt: skip
        payment.disputed_minor -= found.disputed_minor
        await post_won(session, found)
    else:
        await post_lost(session, found, [(row, parts[row.vendor_order_id]) for row in rows])
    for row in rows:
        await lift_hold(session, row.vendor_order_id, cause=_cause(found))
        await _close_dispute(session, order, row, found)
    word = "decided for the workshop" if is_won else "kept the money"
    note(session, order.id, f"chargeback.{target}", f"The buyer's bank {word}.", SYSTEM,
         is_public=False)  # fmt: skip
    await _tell(session, found)
    return found


async def _lock(session: AsyncSession, chargeback_id: UUID) -> Chargeback:
    """The order first, as everywhere."""
    found = await session.get_one(Chargeback, chargeback_id)
    await orders.lock_order(session, found.order_id)
    return await queries.lock_chargeback(session, chargeback_id)


async def _join_disputes(
    session: AsyncSession,
    order: Order,
    parts: Sequence[VendorOrder],
    allocations: dict[UUID, PaymentAllocation],
    found: Chargeback,
) -> None:
    """Each vendor order bears its share of what it still had of the payment."""
    left = [
        max(0, allocations[part.id].captured_minor - allocations[part.id].refunded_minor)
        if part.id in allocations
        else 0
        for part in parts
    ]
    if not found.disputed_minor or not any(left):
        return
    shares = Money(found.disputed_minor, found.currency).allocate(left)
    for part, share in zip(parts, shares, strict=True):
        if not share:
            continue
        dispute = await _dispute_of(session, order, part, share, found)
        session.add(
            ChargebackPart(
                chargeback_id=found.id,
                vendor_order_id=part.id,
                dispute_id=dispute.id,
                amount_minor=share.minor,
                commission_minor=_commission(part, share),
            )
        )
        await place_hold(
            session, part.id, cause=_cause(found), reason="The buyer's bank took the money back"
        )
    await session.flush()


async def _dispute_of(
    session: AsyncSession, order: Order, part: VendorOrder, share: Money, found: Chargeback
) -> Dispute:
    if known := await queries.open_dispute_of(session, part.id):
        say(session, known, SYSTEM, "The buyer's bank took the money back meanwhile.")
        return known
    return await open_dispute(
        session, SYSTEM, order, part, asked=share,
        subject=f"Chargeback: {found.reason.replace('_', ' ') or 'no reason given'}",
        buyer_spoke_at=await orders.db_now(session),
    )  # fmt: skip


async def _close_dispute(
    session: AsyncSession, order: Order, row: ChargebackPart, found: Chargeback
) -> None:
    if row.dispute_id is None:
        return
    dispute = await queries.lock_dispute(session, row.dispute_id)
    if dispute.status is not DisputeStatus.EVIDENCE:
        return
    is_won = found.status is ChargebackStatus.WON
    dispute.outcome = DisputeOutcome.VENDOR if is_won else DisputeOutcome.BUYER
    dispute.reason = "Decided by the buyer's bank."
    dispute.decided_at, dispute.decided_by = found.closed_at, SYSTEM.actor
    dispute.decided_minor = 0 if is_won else min(row.amount_minor, dispute.asked_minor)
    await move_dispute(session, order, dispute, DisputeStatus.DECIDED, SYSTEM, dispute.reason)
    await close_dispute(session, SYSTEM, order, dispute)


def _commission(part: VendorOrder, share: Money) -> int:
    """What of the commission belongs to the share: it is not earned on money that is lost."""
    if not part.total_minor:
        return 0
    return Money(part.commission_minor, share.currency).scale(
        share.minor, part.total_minor
    ).minor  # fmt: skip


def _cause(found: Chargeback) -> str:
    return f"chargeback:{found.id}"


async def _tell(session: AsyncSession, found: Chargeback) -> None:
    await emit(
        session,
        ChargebackMoved(order_id=found.order_id, chargeback_id=found.id, status=found.status),
    )


async def follow_bank(session: AsyncSession, claim: BankClaim, status: BankStatus) -> None:
    """A gateway told where a dispute stands: once or often, early or late. What is final
    stays.
    """
    found = await receive_chargeback(session, claim)
    if status in {BankStatus.WON, BankStatus.LOST}:
        await close_chargeback(
            session, claim.provider, claim.reference, is_won=status is BankStatus.WON
        )
    elif status is BankStatus.UNDER_REVIEW and found.status is ChargebackStatus.RECEIVED:
        found.status = ChargebackStatus.EVIDENCE_SENT
        await _tell(session, found)
