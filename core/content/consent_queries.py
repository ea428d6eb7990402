from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.content.models import Consent

MOST_SHOWN = 20


async def list_consents(session: AsyncSession, user_id: UUID) -> Sequence[Consent]:
    statement = (
        select(Consent)
        .where(col(Consent.user_id) == user_id)
        .order_by(col(Consent.created_at).desc(), col(Consent.id).desc())
        .limit(MOST_SHOWN)
    )
    return (await session.exec(statement)).all()
