from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.payments.sandbox_gateway.errors import NoSuchRefund, NoSuchSession
from core.payments.sandbox_gateway.models import (
    ChargeStatus,
    RefundStatus,
    SandboxCharge,
    SandboxRefund,
    SandboxRequest,
    SandboxSession,
    SandboxWebhook,
    SessionStatus,
)

WAITING = (SessionStatus.OPEN, SessionStatus.REQUIRES_ACTION)
DEAD = (ChargeStatus.DECLINED, ChargeStatus.VOIDED)


async def get_session(session: AsyncSession, reference: str) -> SandboxSession:
    statement = select(SandboxSession).where(col(SandboxSession.reference) == reference)
    return _found((await session.exec(statement)).first())


async def lock_session(session: AsyncSession, reference: str) -> SandboxSession:
    """Every change of a session, its charges and refunds is made under this row lock."""
    statement = select(SandboxSession).where(col(SandboxSession.reference) == reference)
    return _found((await session.exec(statement.with_for_update())).first())


async def get_page(session: AsyncSession, page_token: str) -> SandboxSession:
    statement = select(SandboxSession).where(col(SandboxSession.page_token) == page_token)
    return _found((await session.exec(statement)).first())


async def lock_page(session: AsyncSession, page_token: str) -> SandboxSession:
    statement = select(SandboxSession).where(col(SandboxSession.page_token) == page_token)
    return _found((await session.exec(statement.with_for_update())).first())


async def lock_overdue_sessions(
    session: AsyncSession, now: datetime, limit: int
) -> Sequence[SandboxSession]:
    statement = (
        select(SandboxSession)
        .where(col(SandboxSession.status).in_(WAITING), col(SandboxSession.expires_at) <= now)
        .order_by(col(SandboxSession.expires_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(statement)).all()


async def latest_charge(session: AsyncSession, session_id: UUID) -> SandboxCharge | None:
    statement = (
        select(SandboxCharge)
        .where(col(SandboxCharge.session_id) == session_id)
        .order_by(col(SandboxCharge.id).desc())
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def live_charge(session: AsyncSession, session_id: UUID) -> SandboxCharge | None:
    statement = select(SandboxCharge).where(
        col(SandboxCharge.session_id) == session_id, col(SandboxCharge.status).not_in(DEAD)
    )
    return (await session.exec(statement)).first()


async def refunded_minor(session: AsyncSession, session_id: UUID) -> int:
    """Given back or on its way: a pending refund is no longer there to be given twice."""
    statement = select(func.coalesce(func.sum(SandboxRefund.amount_minor), 0)).where(
        col(SandboxRefund.session_id) == session_id,
        col(SandboxRefund.status) != RefundStatus.FAILED,
    )
    return int((await session.exec(statement)).one())


async def get_refund(session: AsyncSession, reference: str) -> SandboxRefund:
    statement = select(SandboxRefund).where(col(SandboxRefund.reference) == reference)
    if refund := (await session.exec(statement)).first():
        return refund
    raise NoSuchRefund("There is no such refund.")


async def get_session_of(session: AsyncSession, session_id: UUID) -> SandboxSession:
    return _found(await session.get(SandboxSession, session_id))


async def get_webhook(session: AsyncSession, webhook_id: UUID) -> SandboxWebhook | None:
    return await session.get(SandboxWebhook, webhook_id)


async def claim_request(session: AsyncSession, key: str, fingerprint: str) -> SandboxRequest:
    """The row of an idempotency key, locked: the same key waits here for its first caller."""
    await session.exec(
        insert(SandboxRequest)
        .values(key=key, fingerprint=fingerprint, faulted=0)
        .on_conflict_do_nothing()
    )
    statement = select(SandboxRequest).where(col(SandboxRequest.key) == key).with_for_update()
    return (await session.exec(statement)).one()


def _found(found: SandboxSession | None) -> SandboxSession:
    if found is None:
        raise NoSuchSession("There is no such payment.")
    return found
