from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import announce
from core.payments.sandbox_gateway.cards import Behavior
from core.payments.sandbox_gateway.models import RefundStatus


async def settle_refund(session: AsyncSession, reference: str) -> None:
    """A pending refund reaches the card, or the bank sends it back. Safe to repeat."""
    refund = await queries.get_refund(session, reference)
    owner = await queries.get_session_of(session, refund.session_id)
    payment = await queries.lock_session(session, owner.reference)
    await session.refresh(refund)
    charge = await queries.live_charge(session, payment.id)
    if refund.status is not RefundStatus.PENDING or charge is None:
        return
    if charge.behavior == Behavior.FAILS_REFUNDS:
        refund.status, refund.failure = RefundStatus.FAILED, "expired_or_canceled_card"
    else:
        refund.status = RefundStatus.SUCCEEDED
    await announce(session, payment, f"refund.{refund.status}", charge=charge, refund=refund)
