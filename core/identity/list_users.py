"""Accounts as operators look them up."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import queries
from core.identity.models import User, UserSession
from core.kernel.pagination import Page
from core.kernel.principal import Principal, Role


async def list_users(
    session: AsyncSession,
    principal: Principal,
    *,
    search: str = "",
    page: int = 1,
    size: int = 25,
) -> Page[User]:
    """Newest first; ``search`` matches part of a name or an address."""
    principal.require_staff()
    return await queries.list_users(session, search=search[:100], page=page, size=size)


async def get_user(session: AsyncSession, principal: Principal, user_id: UUID) -> User:
    principal.require_staff()
    return await queries.get_user(session, user_id)


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what they may do and where they are signed in."""

    user: User
    roles: frozenset[Role]
    sessions: tuple[UserSession, ...]


async def get_account(session: AsyncSession, principal: Principal, user_id: UUID) -> Account:
    principal.require_staff()
    return Account(
        await queries.get_user(session, user_id),
        frozenset(await queries.list_roles(session, user_id)),
        tuple(await queries.list_live_sessions(session, user_id)),
    )


async def names_of(
    session: AsyncSession, principal: Principal, actors: Iterable[str]
) -> dict[str, str]:
    """Addresses by actor, for histories; an actor that is no account is left out."""
    principal.require_staff()
    return {
        str(user_id): email
        for user_id, email in await queries.list_emails(session, _ids(actors))
    }


def _ids(actors: Iterable[str]) -> set[UUID]:
    found: set[UUID] = set()
    for actor in actors:
        with suppress(ValueError):
            found.add(UUID(actor))
    return found
