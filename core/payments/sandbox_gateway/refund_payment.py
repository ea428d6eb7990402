from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import QUEUE, announce
from core.payments.sandbox_gateway.cards import Behavior
from core.payments.sandbox_gateway.errors import AmountTooLarge, WrongState
from core.payments.sandbox_gateway.models import (
    RefundStatus,
    SandboxRefund,
    SessionStatus,
)
from core.settings import settings

SETTLE_REFUND = "sandbox.settle_refund"
_SLOW = (Behavior.REFUNDS_LATE, Behavior.FAILS_REFUNDS)


async def refund_payment(session: AsyncSession, reference: str, amount: Money) -> SandboxRefund:
    """Give back a part or the whole of what was captured, never more."""
    payment = await queries.lock_session(session, reference)
    charge = await queries.live_charge(session, payment.id)
    if payment.status is not SessionStatus.CAPTURED or charge is None:
        raise WrongState(f"This payment is {payment.status}: there is nothing to give back.")
    left = charge.captured_minor - await queries.refunded_minor(session, payment.id)
    if amount > Money(left, payment.currency):
        raise AmountTooLarge(f"Only {left} of this payment can still be given back.")

    is_slow = Behavior(charge.behavior) in _SLOW
    refund = SandboxRefund(
        session_id=payment.id,
        amount_minor=amount.minor,
        currency=amount.currency,
        status=RefundStatus.PENDING if is_slow else RefundStatus.SUCCEEDED,
    )
    session.add(refund)
    await announce(session, payment, f"refund.{refund.status}", charge=charge, refund=refund)
    if is_slow:
        at = utc_now() + timedelta(seconds=settings().sandbox_slow_seconds)
        await enqueue(session, SETTLE_REFUND, queue=QUEUE, at=at, reference=refund.reference)
    return refund
