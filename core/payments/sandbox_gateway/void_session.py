from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import announce
from core.payments.sandbox_gateway.errors import WrongState
from core.payments.sandbox_gateway.expire_sessions import expire
from core.payments.sandbox_gateway.models import ChargeStatus, SandboxSession, SessionStatus

_OVER = (SessionStatus.EXPIRED, SessionStatus.VOIDED, SessionStatus.FAILED)


async def void_session(session: AsyncSession, reference: str) -> SandboxSession:
    """Close a page nobody has paid, or release an authorization. What is over stays as it is;
    what is captured or still with the bank cannot be voided.
    """
    payment = await queries.lock_session(session, reference)
    if payment.status in _OVER:
        return payment
    if payment.status in queries.WAITING:
        await expire(session, payment)
        return payment
    charge = await queries.live_charge(session, payment.id)
    if payment.status is not SessionStatus.AUTHORIZED or charge is None:
        raise WrongState(f"This payment is {payment.status} and cannot be voided.")
    payment.move_to(SessionStatus.VOIDED)
    charge.status = ChargeStatus.VOIDED
    await announce(session, payment, "payment.voided", charge=charge)
    return payment
