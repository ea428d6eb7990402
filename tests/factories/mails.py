"""What has been told and what can be found in a mailbox."""

from typing import TypeVar

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.base import DomainEvent
from core.events.models import OutboxMessage
from core.identity.links import one_time_secret
from core.identity.models import OneTimeToken, TokenPurpose, User

E = TypeVar("E", bound=DomainEvent)


async def told(session: AsyncSession, event: type[E]) -> list[E]:
    """Events of one kind, in the order they were told."""
    statement = select(OutboxMessage).where(OutboxMessage.event == event.name())
    rows = await session.exec(statement.order_by(col(OutboxMessage.id)))
    return [event.model_validate(row.payload) for row in rows]


async def everything_told(session: AsyncSession) -> list[str]:
    rows = await session.exec(select(OutboxMessage).order_by(col(OutboxMessage.id)))
    return [row.event for row in rows]


async def mailed_secret(session: AsyncSession, user: User, purpose: TokenPurpose) -> str:
    """The secret in the newest link that was mailed to ``user``."""
    statement = (
        select(OneTimeToken)
        .where(OneTimeToken.user_id == user.id, OneTimeToken.purpose == purpose)
        .order_by(col(OneTimeToken.id).desc())
    )
    token = (await session.exec(statement)).first()
    assert token is not None
    return one_time_secret(purpose, token.id)
