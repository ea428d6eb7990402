from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.payments.sandbox_gateway import queries
from core.payments.sandbox_gateway.authorization import take
from core.payments.sandbox_gateway.errors import AmountTooLarge, WrongState
from core.payments.sandbox_gateway.models import SandboxSession, SessionStatus


async def capture_payment(
    session: AsyncSession, reference: str, amount: Money
) -> SandboxSession:
    """Take up to what was authorized, once. The rest is released."""
    payment = await queries.lock_session(session, reference)
    charge = await queries.live_charge(session, payment.id)
    if payment.status is not SessionStatus.AUTHORIZED or charge is None:
        raise WrongState(f"This payment is {payment.status} and has nothing to capture.")
    if amount > Money(charge.amount_minor, payment.currency):
        raise AmountTooLarge("More cannot be captured than was authorized.")
    await take(session, payment, charge, amount.minor)
    return payment
