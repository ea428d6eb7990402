from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.authorization import authorize, decline
from core.payments.sandbox_gateway.cards import Behavior
from core.payments.sandbox_gateway.models import SessionStatus


async def settle_payment(session: AsyncSession, reference: str) -> None:
    """The slow bank has decided. Safe to repeat."""
    payment = await queries.lock_session(session, reference)
    charge = await queries.live_charge(session, payment.id)
    if payment.status is not SessionStatus.PROCESSING or charge is None:
        return
    if charge.behavior == Behavior.PROCESSES_THEN_FAILS:
        await decline(session, payment, charge, "processing_error", is_final=True)
    else:
        await authorize(session, payment, charge)
