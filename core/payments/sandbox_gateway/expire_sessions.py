from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.announce import announce
from core.payments.sandbox_gateway.models import ChargeStatus, SandboxSession, SessionStatus

BATCH = 200


async def expire_sessions(session: AsyncSession) -> int:
    """Close pages whose time is over; says how many, at most ``BATCH``."""
    overdue = await queries.lock_overdue_sessions(session, utc_now(), BATCH)
    for payment in overdue:
        await expire(session, payment)
    return len(overdue)


async def expire_if_overdue(session: AsyncSession, payment: SandboxSession) -> None:
    """For callers that hold the row lock and cannot wait for the periodic job."""
    if payment.status in queries.WAITING and payment.expires_at <= utc_now():
        await expire(session, payment)


async def expire(session: AsyncSession, payment: SandboxSession) -> None:
    payment.move_to(SessionStatus.EXPIRED)
    charge = await queries.live_charge(session, payment.id)
    if charge is not None:
        charge.status = ChargeStatus.VOIDED
    await announce(session, payment, "session.expired", charge=charge)
