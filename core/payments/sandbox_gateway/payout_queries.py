from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway.errors import NoSuchPayout
from core.payments.sandbox_gateway.payout_models import SandboxPayout


async def get_payout(session: AsyncSession, reference: str) -> SandboxPayout:
    statement = select(SandboxPayout).where(col(SandboxPayout.reference) == reference)
    return _found((await session.exec(statement)).first())


async def lock_payout(session: AsyncSession, reference: str) -> SandboxPayout:
    statement = select(SandboxPayout).where(col(SandboxPayout.reference) == reference)
    return _found((await session.exec(statement.with_for_update())).first())


def _found(payout: SandboxPayout | None) -> SandboxPayout:
    if payout is None:
        raise NoSuchPayout("There is no such payout.")
    return payout
