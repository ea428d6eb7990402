"""Cases follow their refunds, and the pages that show a case look again when it moves."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.pubsub import publish
from core.events.subscribers import on
from core.kernel.money import Money
from core.kernel.principal import SYSTEM
from core.orders.subscribers import order_channel, vendor_channel
from core.payments import queries as payments
from core.payments.events import DisputeTold, RefundSucceeded
from core.payments.providers.disputes import DisputeStatus as BankStatus
from core.returns.chargebacks import BankClaim, follow_bank
from core.returns.disputes import settle_dispute
from core.returns.events import (
    DisputeMoved,
    EvidenceGiven,
    IssueMoved,
    ReplacementSent,
    ReturnMoved,
)
from core.returns.pay_back import settle_return

CASES = "cases"


@on(RefundSucceeded)
async def close_what_was_paid(session: AsyncSession, event: RefundSucceeded) -> None:
    refund = await payments.get_refund(session, event.refund_id)
    await settle_return(session, SYSTEM, refund)
    await settle_dispute(session, SYSTEM, refund)


@on(DisputeTold)
async def follow_the_bank(session: AsyncSession, event: DisputeTold) -> None:
    """The gateway's own fee comes with its report and is booked by the reconciliation."""
    claim = BankClaim(
        provider=event.provider,
        reference=event.reference,
        payment_id=event.payment_id,
        amount=Money(event.amount_minor, event.currency),
        fee=Money.zero(event.currency),
        reason=event.reason,
        due_at=event.evidence_due,
    )
    await follow_bank(session, claim, BankStatus(event.status))


@on(DisputeMoved, EvidenceGiven, IssueMoved, ReplacementSent, ReturnMoved)
async def tell_pages(
    session: AsyncSession,  # noqa: ARG001  every subscriber is given one
    event: DisputeMoved | EvidenceGiven | IssueMoved | ReplacementSent | ReturnMoved,
) -> None:
    await publish(order_channel(event.order_id))
    await publish(vendor_channel(event.vendor_id), str(event.order_id))
    await publish(CASES, str(event.order_id))
