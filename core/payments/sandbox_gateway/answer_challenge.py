from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.authorization import authorize, decline
from core.payments.sandbox_gateway.expire_sessions import expire_if_overdue
from core.payments.sandbox_gateway.models import SandboxSession, SessionStatus


async def answer_challenge(
    session: AsyncSession, page_token: str, *, is_confirmed: bool
) -> SandboxSession:
    """The buyer has, or has not, proved to their bank who they are (3-D Secure)."""
    payment = await queries.lock_page(session, page_token)
    await expire_if_overdue(session, payment)
    charge = await queries.live_charge(session, payment.id)
    if payment.status is not SessionStatus.REQUIRES_ACTION or charge is None:
        return payment
    if is_confirmed:
        await authorize(session, payment, charge)
    else:
        await decline(session, payment, charge, "authentication_failed", is_final=False)
    return payment
