"""What the bank's answer does to a session. Callers hold the session's row lock."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway.announce import announce
from core.payments.sandbox_gateway.models import (
    ChargeStatus,
    SandboxCharge,
    SandboxSession,
    SessionStatus,
)

MAX_DECLINED_ATTEMPTS = 5


async def authorize(
    session: AsyncSession, payment: SandboxSession, charge: SandboxCharge
) -> None:
    """The bank said yes; unless the shop wants to capture later, the money is taken too."""
    payment.move_to(SessionStatus.AUTHORIZED)
    payment.decline_code = None
    charge.status = ChargeStatus.AUTHORIZED
    await announce(session, payment, "payment.authorized", charge=charge)
    if payment.is_capture_automatic:
        await take(session, payment, charge, charge.amount_minor)


async def take(
    session: AsyncSession, payment: SandboxSession, charge: SandboxCharge, amount_minor: int
) -> None:
    payment.move_to(SessionStatus.CAPTURED)
    charge.status = ChargeStatus.CAPTURED
    charge.captured_minor = amount_minor
    await announce(session, payment, "payment.captured", charge=charge)


async def decline(
    session: AsyncSession,
    payment: SandboxSession,
    charge: SandboxCharge,
    decline_code: str,
    *,
    is_final: bool,
) -> None:
    """The bank said no. The page stays open for another card, unless this was the end."""
    charge.status = ChargeStatus.DECLINED
    charge.decline_code = payment.decline_code = decline_code
    payment.declined_attempts += 1
    if is_final or payment.declined_attempts >= MAX_DECLINED_ATTEMPTS:
        payment.move_to(SessionStatus.FAILED)
        await announce(session, payment, "payment.failed", charge=charge)
        return
    if payment.status is not SessionStatus.OPEN:
        payment.move_to(SessionStatus.OPEN)
    await announce(session, payment, "payment.declined", charge=charge)
