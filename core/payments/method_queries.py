from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import NotFound
from core.payments.method_models import PaymentCustomer, SavedMethod


class NoSuchMethod(NotFound):
    def __init__(self) -> None:
        super().__init__("This payment method is not saved here.")


async def find_customer(
    session: AsyncSession, user_id: UUID, provider: str
) -> PaymentCustomer | None:
    statement = select(PaymentCustomer).where(
        col(PaymentCustomer.user_id) == user_id, col(PaymentCustomer.provider) == provider
    )
    return (await session.exec(statement)).first()


async def customers_of(session: AsyncSession, user_id: UUID) -> Sequence[PaymentCustomer]:
    statement = select(PaymentCustomer).where(col(PaymentCustomer.user_id) == user_id)
    return (await session.exec(statement)).all()


async def remember_customer(
    session: AsyncSession, user_id: UUID, provider: str, reference: str
) -> None:
    row = PaymentCustomer(user_id=user_id, provider=provider, reference=reference)
    statement = insert(PaymentCustomer).values(**row.model_dump(exclude={"created_at"}))
    await session.exec(statement.on_conflict_do_nothing())


async def methods_of(session: AsyncSession, user_id: UUID) -> Sequence[SavedMethod]:
    """Usable ones, the newest first."""
    statement = (
        select(SavedMethod)
        .where(col(SavedMethod.user_id) == user_id, col(SavedMethod.removed_at).is_(None))
        .order_by(col(SavedMethod.id).desc())
    )
    return (await session.exec(statement)).all()


async def lock_own_method(session: AsyncSession, user_id: UUID, method_id: UUID) -> SavedMethod:
    statement = (
        select(SavedMethod)
        .where(col(SavedMethod.id) == method_id, col(SavedMethod.user_id) == user_id)
        .with_for_update()
    )
    found = (await session.exec(statement)).first()
    if found is None or found.removed_at is not None:
        raise NoSuchMethod
    return found


async def lock_methods_at(
    session: AsyncSession, user_id: UUID, provider: str
) -> dict[str, SavedMethod]:
    statement = (
        select(SavedMethod)
        .where(col(SavedMethod.user_id) == user_id, col(SavedMethod.provider) == provider)
        .order_by(col(SavedMethod.id))
        .with_for_update()
    )
    return {row.reference: row for row in await session.exec(statement)}
