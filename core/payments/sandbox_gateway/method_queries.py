from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway.errors import NoSuchMethod, NoSuchSession
from core.payments.sandbox_gateway.method_models import (
    SandboxCustomer,
    SandboxMethod,
    SandboxSetup,
)


async def get_customer(session: AsyncSession, reference: str) -> SandboxCustomer:
    statement = select(SandboxCustomer).where(col(SandboxCustomer.reference) == reference)
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchMethod("There is no such customer.")


async def get_method(session: AsyncSession, reference: str) -> SandboxMethod:
    statement = select(SandboxMethod).where(col(SandboxMethod.reference) == reference)
    if found := (await session.exec(statement)).first():
        return found
    raise NoSuchMethod("There is no such card.")


async def methods_of(session: AsyncSession, customer: str) -> Sequence[SandboxMethod]:
    statement = (
        select(SandboxMethod)
        .where(
            col(SandboxMethod.customer_reference) == customer,
            col(SandboxMethod.is_removed).is_(False),
        )
        .order_by(col(SandboxMethod.id))
    )
    return (await session.exec(statement)).all()


async def get_setup(session: AsyncSession, page_token: str) -> SandboxSetup:
    statement = select(SandboxSetup).where(col(SandboxSetup.page_token) == page_token)
    return _found((await session.exec(statement)).first())


async def lock_setup(session: AsyncSession, page_token: str) -> SandboxSetup:
    statement = select(SandboxSetup).where(col(SandboxSetup.page_token) == page_token)
    return _found((await session.exec(statement.with_for_update())).first())


def _found(setup: SandboxSetup | None) -> SandboxSetup:
    if setup is None:
        raise NoSuchSession("There is no such page.")
    return setup
