from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import QUEUE, announce
from core.payments.sandbox_gateway.authorization import authorize, decline
from core.payments.sandbox_gateway.cards import Behavior, Card
from core.payments.sandbox_gateway.expire_sessions import expire_if_overdue
from core.payments.sandbox_gateway.models import (
    ChargeStatus,
    SandboxCharge,
    SandboxSession,
    SessionStatus,
)
from core.payments.sandbox_gateway.save_method import save_method
from core.settings import settings

SETTLE = "sandbox.settle_payment"
_PAID = (SessionStatus.AUTHORIZED, SessionStatus.CAPTURED)
_IN_DOUBT = (Behavior.PROCESSES, Behavior.PROCESSES_THEN_FAILS)


async def attempt_payment(session: AsyncSession, page_token: str, card: Card) -> SandboxSession:
    """Try one card on an open page. On any other page nothing happens: a second click finds
    what the first one did.
    """
    payment = await queries.lock_page(session, page_token)
    await expire_if_overdue(session, payment)
    if payment.status is not SessionStatus.OPEN:
        return payment
    charge = SandboxCharge(
        session_id=payment.id,
        amount_minor=payment.amount_minor,
        status=ChargeStatus.PROCESSING,
        card_brand=card.brand,
        card_last4=card.last4,
        behavior=card.behavior,
    )
    session.add(charge)
    await _answer(session, payment, charge, card)
    if payment.saves_method and payment.status in _PAID:
        await save_method(session, payment.customer_reference, card)
    await session.flush()
    return payment


async def _answer(
    session: AsyncSession, payment: SandboxSession, charge: SandboxCharge, card: Card
) -> None:
    if card.behavior in (Behavior.DECLINES, Behavior.BLOCKS):
        code = card.decline_code or "generic_decline"
        is_final = card.behavior is Behavior.BLOCKS
        await decline(session, payment, charge, code, is_final=is_final)
    elif card.behavior is Behavior.ASKS:
        payment.move_to(SessionStatus.REQUIRES_ACTION)
        charge.status = ChargeStatus.REQUIRES_ACTION
        await announce(session, payment, "payment.requires_action", charge=charge)
    elif card.behavior in _IN_DOUBT:
        payment.move_to(SessionStatus.PROCESSING)
        await announce(session, payment, "payment.processing", charge=charge)
        at = utc_now() + timedelta(seconds=settings().sandbox_slow_seconds)
        await enqueue(session, SETTLE, queue=QUEUE, at=at, reference=payment.reference)
    else:
        await authorize(session, payment, charge)
