from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.orders.models import OrderMessage


async def list_messages(
    session: AsyncSession, vendor_order_ids: Collection[UUID], *, most: int
) -> Sequence[OrderMessage]:
    """The latest ones, oldest first."""
    statement = (
        select(OrderMessage)
        .where(col(OrderMessage.vendor_order_id).in_(vendor_order_ids))
        .order_by(col(OrderMessage.id).desc())
        .limit(most)
    )
    return list(reversed((await session.exec(statement)).all()))


async def count_messages(session: AsyncSession, vendor_order_id: UUID) -> int:
    statement = select(func.count()).where(col(OrderMessage.vendor_order_id) == vendor_order_id)
    return (await session.exec(statement)).one()


async def find_message(session: AsyncSession, message_id: UUID) -> OrderMessage | None:
    return await session.get(OrderMessage, message_id)
