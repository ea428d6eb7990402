"""The outbox: reads for staff, and the row-level writes of its life."""

from uuid import UUID

from sqlalchemy import func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.notifications.errors import MailNotFound
from core.notifications.models import MailStatus, OutgoingMail


async def insert_once(session: AsyncSession, mail: OutgoingMail) -> bool:
    """Keep the mail unless its fact has one for this recipient; whether it is new."""
    statement = (
        insert(OutgoingMail)
        .values(**mail.model_dump())
        .on_conflict_do_nothing(index_elements=["dedup_key"])
        .returning(col(OutgoingMail.id))
    )
    return (await session.execute(statement)).first() is not None


async def find_mail(session: AsyncSession, mail_id: UUID) -> OutgoingMail | None:
    return await session.get(OutgoingMail, mail_id)


async def get_mail(session: AsyncSession, mail_id: UUID) -> OutgoingMail:
    mail = await find_mail(session, mail_id)
    if mail is None:
        raise MailNotFound
    return mail


async def lock_mail(session: AsyncSession, mail_id: UUID) -> OutgoingMail:
    statement = select(OutgoingMail).where(OutgoingMail.id == mail_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    mail = found.first()
    if mail is None:
        raise MailNotFound
    return mail


async def mark_sent(session: AsyncSession, mail_id: UUID) -> None:
    await session.execute(
        update(OutgoingMail)
        .where(col(OutgoingMail.id) == mail_id)
        .values(status=MailStatus.SENT, sent_at=func.now(), error="")
    )


async def mark_failed(session: AsyncSession, mail_id: UUID, error: str) -> None:
    await session.execute(
        update(OutgoingMail)
        .where(col(OutgoingMail.id) == mail_id, col(OutgoingMail.status) != MailStatus.SENT)
        .values(status=MailStatus.FAILED, error=error[:300])
    )


async def list_mails(
    session: AsyncSession,
    *,
    search: str = "",
    kind: str = "",
    status: MailStatus | None = None,
    order_id: UUID | None = None,
    page: int = 1,
    size: int = 50,
) -> Page[OutgoingMail]:
    """Newest first; ``search`` matches recipients and subjects."""
    number, size = clamp(page, size)
    matching = select(OutgoingMail)
    if words := search.strip():
        matching = matching.where(
            or_(
                col(OutgoingMail.recipient).icontains(words, autoescape=True),
                col(OutgoingMail.subject).icontains(words, autoescape=True),
            )
        )
    if kind:
        matching = matching.where(OutgoingMail.kind == kind)
    if status is not None:
        matching = matching.where(OutgoingMail.status == status)
    if order_id is not None:
        matching = matching.where(OutgoingMail.order_id == order_id)
    total = (await session.exec(select(func.count()).select_from(matching.subquery()))).one()
    rows = await session.exec(
        matching.order_by(col(OutgoingMail.id).desc()).limit(size).offset((number - 1) * size)
    )
    return Page(list(rows), total, number, size)


async def count_by_status(session: AsyncSession) -> dict[MailStatus, int]:
    statement = select(OutgoingMail.status, func.count()).group_by(col(OutgoingMail.status))
    return {MailStatus(status): count for status, count in await session.exec(statement)}


async def list_kinds(session: AsyncSession) -> list[str]:
    statement = select(OutgoingMail.kind).distinct().order_by(col(OutgoingMail.kind))
    return list(await session.exec(statement))
