"""Reads and row-level writes of identity. Whatever a person can reach takes their id."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    DateTime,
    Row,
    Select,
    String,
    Text,
    Uuid,
    column,
    delete,
    func,
    or_,
    table,
    true,
    update,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.errors import AddressNotFound, UserNotFound
from core.identity.models import (
    Address,
    App,
    AuditEntry,
    OneTimeToken,
    TokenPurpose,
    User,
    UserRole,
    UserSession,
)
from core.kernel.pagination import Page, clamp
from core.kernel.principal import Role

# Memberships belong to vendors, which build on identity. A caller is resolved on every event,
# in one statement, so that statement names the table without importing its model.
_members = table(
    "vendor_members",
    column("vendor_id", Uuid),
    column("user_id", Uuid),
    column("role", String),
    column("joined_at", DateTime(timezone=True)),
)


class SessionFacts(NamedTuple):
    session_id: UUID
    last_seen_at: datetime
    user_id: UUID
    email: str
    roles: list[str] | None
    vendor_id: UUID | None
    vendor_role: str | None


async def find_user_by_email(session: AsyncSession, email: str) -> User | None:
    return (await session.exec(select(User).where(User.email == email))).first()


async def get_user(session: AsyncSession, user_id: UUID) -> User:
    user = await session.get(User, user_id)
    if user is None:
        raise UserNotFound
    return user


async def lock_user(session: AsyncSession, user_id: UUID) -> User:
    statement = select(User).where(User.id == user_id).with_for_update()
    user = (await session.exec(statement.execution_options(populate_existing=True))).first()
    if user is None:
        raise UserNotFound
    return user


async def list_roles(session: AsyncSession, user_id: UUID) -> set[Role]:
    roles = await session.exec(select(UserRole.role).where(UserRole.user_id == user_id))
    return {Role(role) for role in roles}


async def find_role(session: AsyncSession, user_id: UUID, role: Role) -> UserRole | None:
    statement = select(UserRole).where(UserRole.user_id == user_id, UserRole.role == role)
    return (await session.exec(statement)).first()


async def lock_active_super_admins(session: AsyncSession) -> list[UUID]:
    """The accounts that could undo any other act, locked so that two cannot leave at once."""
    statement = (
        select(UserRole.user_id)
        .join(User, col(User.id) == UserRole.user_id)
        .where(UserRole.role == Role.SUPER_ADMIN, col(User.is_active))
        .order_by(col(UserRole.id))
        .with_for_update()
    )
    return list(await session.exec(statement))


async def is_member(session: AsyncSession, user_id: UUID) -> bool:
    """Does this account act for any workshop?"""
    found = await session.execute(_membership_of(user_id).limit(1))
    return found.first() is not None


async def find_session(
    session: AsyncSession, token_hash: bytes, app: App
) -> SessionFacts | None:
    """The live session behind a cookie, with all that its power depends on: one statement."""
    roles = (
        select(func.array_agg(sql_cast(UserRole.role, Text)))
        .where(UserRole.user_id == User.id)
        .scalar_subquery()
    )
    member = _membership_of(col(User.id)).limit(1).lateral()
    statement = (
        select_columns(
            col(UserSession.id),
            col(UserSession.last_seen_at),
            col(User.id),
            col(User.email),
            roles,
            member.c.vendor_id,
            member.c.role,
        )
        .join(User, col(User.id) == UserSession.user_id)
        .outerjoin(member, true())
        .where(col(UserSession.token_hash) == token_hash, col(UserSession.app) == app)
        .where(col(UserSession.revoked_at).is_(None), col(UserSession.expires_at) > func.now())
        .where(col(User.is_active))
    )
    row: Row[Any] | None = (await session.execute(statement)).first()
    return SessionFacts(*row) if row else None


async def touch_session(
    session: AsyncSession, session_id: UUID, *, seen_before: datetime, expires_at: datetime
) -> None:
    await session.execute(
        update(UserSession)
        .where(col(UserSession.id) == session_id, col(UserSession.revoked_at).is_(None))
        .where(col(UserSession.last_seen_at) < seen_before)
        .values(last_seen_at=func.now(), expires_at=expires_at)
    )


async def revoke_sessions(
    session: AsyncSession,
    user_id: UUID,
    *,
    only: UUID | None = None,
    but: UUID | None = None,
) -> int:
    """End one, all, or all other sessions of an account; how many ended."""
    statement = (
        update(UserSession)
        .where(col(UserSession.user_id) == user_id, col(UserSession.revoked_at).is_(None))
        .values(revoked_at=func.now())
        .returning(col(UserSession.id))
    )
    if only is not None:
        statement = statement.where(col(UserSession.id) == only)
    if but is not None:
        statement = statement.where(col(UserSession.id) != but)
    return len((await session.execute(statement)).all())


async def revoke_session_by_hash(session: AsyncSession, token_hash: bytes) -> None:
    await session.execute(
        update(UserSession)
        .where(col(UserSession.token_hash) == token_hash)
        .where(col(UserSession.revoked_at).is_(None))
        .values(revoked_at=func.now())
    )


async def list_live_sessions(session: AsyncSession, user_id: UUID) -> list[UserSession]:
    statement = (
        select(UserSession)
        .where(UserSession.user_id == user_id, col(UserSession.revoked_at).is_(None))
        .where(UserSession.expires_at > func.now())
        .order_by(col(UserSession.last_seen_at).desc())
        .limit(100)
    )
    return list(await session.exec(statement))


async def consume_token(
    session: AsyncSession, token_hash: bytes, purpose: TokenPurpose
) -> OneTimeToken | None:
    """Use up a link: of any number of parallel calls, exactly one gets it."""
    statement = (
        update(OneTimeToken)
        .where(col(OneTimeToken.token_hash) == token_hash)
        .where(col(OneTimeToken.purpose) == purpose, col(OneTimeToken.used_at).is_(None))
        .where(col(OneTimeToken.expires_at) > func.now())
        .values(used_at=func.now())
        .returning(OneTimeToken)
    )
    return (await session.execute(statement)).scalars().first()


async def find_live_token(
    session: AsyncSession, token_hash: bytes, purpose: TokenPurpose
) -> OneTimeToken | None:
    statement = (
        select(OneTimeToken)
        .where(OneTimeToken.token_hash == token_hash, OneTimeToken.purpose == purpose)
        .where(col(OneTimeToken.used_at).is_(None), col(OneTimeToken.expires_at) > func.now())
    )
    return (await session.exec(statement)).first()


async def void_tokens(session: AsyncSession, user_id: UUID, purpose: TokenPurpose) -> None:
    """Earlier links of the same purpose stop working."""
    await session.execute(
        update(OneTimeToken)
        .where(col(OneTimeToken.user_id) == user_id, col(OneTimeToken.purpose) == purpose)
        .where(col(OneTimeToken.used_at).is_(None))
        .values(used_at=func.now())
    )


async def delete_token(session: AsyncSession, token_id: UUID) -> None:
    await session.execute(delete(OneTimeToken).where(col(OneTimeToken.id) == token_id))


async def delete_ended_sessions(session: AsyncSession, *, older_than: timedelta) -> int:
    limit = func.now() - older_than
    statement = (
        delete(UserSession)
        .where(or_(col(UserSession.expires_at) < limit, col(UserSession.revoked_at) < limit))
        .returning(col(UserSession.id))
    )
    return len((await session.execute(statement)).all())


async def delete_spent_tokens(session: AsyncSession, *, older_than: timedelta) -> int:
    limit = func.now() - older_than
    statement = (
        delete(OneTimeToken)
        .where(or_(col(OneTimeToken.expires_at) < limit, col(OneTimeToken.used_at) < limit))
        .returning(col(OneTimeToken.id))
    )
    return len((await session.execute(statement)).all())


async def list_addresses(session: AsyncSession, user_id: UUID) -> list[Address]:
    statement = (
        select(Address)
        .where(Address.user_id == user_id)
        .order_by(col(Address.is_default).desc(), col(Address.id))
    )
    return list(await session.exec(statement))


async def get_address(session: AsyncSession, user_id: UUID, address_id: UUID) -> Address:
    statement = select(Address).where(Address.id == address_id, Address.user_id == user_id)
    address = (await session.exec(statement)).first()
    if address is None:
        raise AddressNotFound
    return address


async def clear_default_address(session: AsyncSession, user_id: UUID) -> None:
    await session.execute(
        update(Address)
        .where(col(Address.user_id) == user_id, col(Address.is_default))
        .values(is_default=False)
    )


async def list_users(
    session: AsyncSession, *, search: str = "", page: int = 1, size: int = 25
) -> Page[User]:
    """Accounts for staff, newest first."""
    number, size = clamp(page, size)
    matching = select(User)
    if words := search.strip():
        pattern = f"%{_literal(words)}%"
        matching = matching.where(
            or_(col(User.email).ilike(pattern), col(User.name).ilike(pattern))
        )
    total = (await session.exec(select(func.count()).select_from(matching.subquery()))).one()
    rows = await session.exec(
        matching.order_by(col(User.id).desc()).limit(size).offset((number - 1) * size)
    )
    return Page(list(rows), total, number, size)


async def list_emails(
    session: AsyncSession, user_ids: Collection[UUID]
) -> Sequence[tuple[UUID, str]]:
    statement = select(User.id, User.email).where(col(User.id).in_(user_ids))
    return (await session.exec(statement)).all()


async def list_audit_entries(
    session: AsyncSession,
    *,
    actor: str = "",
    action: str = "",
    object_id: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[AuditEntry]:
    """The audit trail for staff, newest first. ``actor`` matches an id or part of an
    address.
    """
    number, size = clamp(page, size)
    matching = select(AuditEntry)
    if actor:
        label = f"%{_literal(actor)}%"
        matching = matching.where(
            or_(col(AuditEntry.actor) == actor, col(AuditEntry.actor_label).ilike(label))
        )
    if action:
        matching = matching.where(col(AuditEntry.action).startswith(action, autoescape=True))
    if object_id:
        matching = matching.where(AuditEntry.object_id == object_id)
    total = (await session.exec(select(func.count()).select_from(matching.subquery()))).one()
    rows = await session.exec(
        matching.order_by(col(AuditEntry.id).desc()).limit(size).offset((number - 1) * size)
    )
    return Page(list(rows), total, number, size)


def _membership_of(user_id: Any) -> Select[Any, Any]:
    return (
        select_columns(_members.c.vendor_id, _members.c.role)
        .where(_members.c.user_id == user_id, _members.c.joined_at.is_not(None))
        .order_by(_members.c.joined_at)
    )


def _literal(words: str) -> str:
    """A person's words inside LIKE: its signs mean themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
