"""Subscriptions: who is told where, and the row-level writes of their life."""

from uuid import UUID

from sqlalchemy import delete, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import UserSession
from core.notifications.push_models import PushSubscription

MOVES_WITH_THE_BROWSER = ("user_id", "session_id", "p256dh", "auth", "label", "failures")


async def put(session: AsyncSession, subscription: PushSubscription) -> None:
    """An endpoint is one browser: whoever signed in there last has it."""
    statement = insert(PushSubscription).values(**subscription.model_dump())
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["endpoint"],
            set_={name: statement.excluded[name] for name in MOVES_WITH_THE_BROWSER},
        )
    )


async def list_live(session: AsyncSession, user_id: UUID) -> list[PushSubscription]:
    """Those of browsers that are still signed in, newest first."""
    statement = (
        select(PushSubscription)
        .join(UserSession, col(UserSession.id) == PushSubscription.session_id)
        .where(
            PushSubscription.user_id == user_id,
            UserSession.user_id == user_id,
            col(UserSession.revoked_at).is_(None),
            col(UserSession.expires_at) > func.now(),
        )
        .order_by(col(PushSubscription.id).desc())
    )
    return list(await session.exec(statement))


async def find_subscription(
    session: AsyncSession, subscription_id: UUID
) -> PushSubscription | None:
    return await session.get(PushSubscription, subscription_id)


async def keep_newest(session: AsyncSession, user_id: UUID, most: int) -> None:
    """The oldest beyond ``most`` go."""
    surplus = (
        select(PushSubscription.id)
        .where(PushSubscription.user_id == user_id)
        .order_by(col(PushSubscription.id).desc())
        .offset(most)
    )
    await session.execute(delete(PushSubscription).where(col(PushSubscription.id).in_(surplus)))


async def remove(session: AsyncSession, user_id: UUID, subscription_id: UUID) -> None:
    await session.execute(
        delete(PushSubscription).where(
            col(PushSubscription.id) == subscription_id,
            col(PushSubscription.user_id) == user_id,
        )
    )


async def remove_endpoint(session: AsyncSession, user_id: UUID, endpoint: str) -> None:
    await session.execute(
        delete(PushSubscription).where(
            col(PushSubscription.endpoint) == endpoint,
            col(PushSubscription.user_id) == user_id,
        )
    )


async def forget(session: AsyncSession, subscription_id: UUID) -> None:
    """The push service says that there is no such browser any more."""
    await session.execute(
        delete(PushSubscription).where(col(PushSubscription.id) == subscription_id)
    )


async def note_success(session: AsyncSession, subscription_id: UUID) -> None:
    await session.execute(
        update(PushSubscription)
        .where(col(PushSubscription.id) == subscription_id)
        .values(last_success_at=func.now(), failures=0)
    )


async def note_failure(session: AsyncSession, subscription_id: UUID) -> int:
    """How many messages in a row were refused."""
    counted = await session.execute(
        update(PushSubscription)
        .where(col(PushSubscription.id) == subscription_id)
        .values(failures=PushSubscription.failures + 1)
        .returning(col(PushSubscription.failures))
    )
    return counted.scalar_one_or_none() or 0
