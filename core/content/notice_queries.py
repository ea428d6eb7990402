from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.content.errors import NoticeNotFound
from core.content.models import Notice, NoticeChange, NoticeStatus
from core.kernel.pagination import Page, clamp


async def get_notice(session: AsyncSession, notice_id: UUID) -> Notice:
    found = await session.get(Notice, notice_id)
    if found is None:
        raise NoticeNotFound
    return found


async def get_by_number(session: AsyncSession, number: str) -> Notice:
    statement = select(Notice).where(col(Notice.number) == number)
    found = (await session.exec(statement)).first()
    if found is None:
        raise NoticeNotFound
    return found


async def lock_notice(session: AsyncSession, number: str) -> Notice:
    statement = select(Notice).where(col(Notice.number) == number).with_for_update()
    found = (await session.exec(statement)).first()
    if found is None:
        raise NoticeNotFound
    return found


async def list_notices(
    session: AsyncSession, *, status: NoticeStatus | None, number: int, size: int
) -> Page[Notice]:
    """Those that wait first, the nearest deadline on top; then the decided ones."""
    number, size = clamp(number, size)
    wanted = [] if status is None else [col(Notice.status) == status]
    total = await session.scalar(select(func.count()).select_from(Notice).where(*wanted))
    statement = (
        select(Notice)
        .where(*wanted)
        .order_by(
            (col(Notice.status) == NoticeStatus.DECIDED),
            col(Notice.due_at),
            col(Notice.id),
        )
        .offset((number - 1) * size)
        .limit(size)
    )
    return Page((await session.exec(statement)).all(), total or 0, number, size)


async def count_by_status(session: AsyncSession) -> dict[NoticeStatus, int]:
    statement = select(Notice.status, func.count()).group_by(col(Notice.status))
    rows = (await session.exec(statement)).all()
    return {NoticeStatus(status): notices for status, notices in rows}


async def list_changes(session: AsyncSession, notice_id: UUID) -> Sequence[NoticeChange]:
    statement = (
        select(NoticeChange)
        .where(col(NoticeChange.notice_id) == notice_id)
        .order_by(col(NoticeChange.id))
    )
    return (await session.exec(statement)).all()


async def find_product(session: AsyncSession, slug: str) -> Product | None:
    """Whatever its state: what is hidden by now may still be reported."""
    return (await session.exec(select(Product).where(col(Product.slug) == slug))).first()
