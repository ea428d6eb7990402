"""Lists by name: made, renamed, put in order, shared, deleted."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.kernel.secrets import token_hash
from core.saved import links, queries
from core.saved.errors import DefaultListStays, NoSuchList, TooManyLists
from core.saved.models import FIRST_NAME_LENGTH, MAX_LISTS, NAME_LENGTH, SavedList
from core.saved.owner import find_owner, get_owner


@dataclass(frozen=True, slots=True)
class ListSummary:
    id: UUID
    name: str
    pieces: int
    is_default: bool
    is_shared: bool


async def list_lists(
    session: AsyncSession, caller: Principal, guest_token: str | None
) -> list[ListSummary]:
    """All lists of the caller, the default one first; it is there once something is saved."""
    owner = find_owner(caller, guest_token)
    if owner is None:
        return []
    return [
        ListSummary(found.id, found.name, pieces, found.is_default, found.share_id is not None)
        for found, pieces in await queries.list_lists(session, owner)
    ]


async def create_list(
    session: AsyncSession, caller: Principal, guest_token: str | None, name: str
) -> SavedList:
    """A new, empty list after the others. Locks the default list, so that two tabs cannot pass
    the limit together.
    """
    owner = get_owner(caller, guest_token)
    default = await queries.open_default(session, owner)
    await queries.renew(session, owner)
    count = await queries.count_lists(session, owner)
    if count >= MAX_LISTS:
        raise TooManyLists
    made = SavedList(
        user_id=owner.user_id,
        token_hash=owner.token_hash,
        name=_name(name),
        position=count,
        expires_at=default.expires_at,
    )
    session.add(made)
    await session.flush()
    return made


async def rename_list(
    session: AsyncSession, caller: Principal, guest_token: str | None, list_id: UUID, name: str
) -> None:
    found = await queries.lock_list(session, get_owner(caller, guest_token), list_id)
    if found.is_default:
        raise DefaultListStays
    found.name = _name(name)
    await session.flush()


async def delete_list(
    session: AsyncSession, caller: Principal, guest_token: str | None, list_id: UUID
) -> None:
    """With everything on it, and its link."""
    found = await queries.lock_list(session, get_owner(caller, guest_token), list_id)
    if found.is_default:
        raise DefaultListStays
    await session.delete(found)
    await session.flush()


async def shift_list(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    list_id: UUID,
    *,
    is_up: bool,
) -> None:
    """One place up or down among the named lists."""
    lists = await queries.lock_lists(session, get_owner(caller, guest_token))
    named = sorted(
        (found for found in lists.values() if not found.is_default),
        key=lambda found: (found.position, found.id),
    )
    places = [found.id for found in named]
    if list_id not in places:
        raise NoSuchList
    place = places.index(list_id)
    other = place - 1 if is_up else place + 1
    if 0 <= other < len(named):
        named[place], named[other] = named[other], named[place]
    for position, found in enumerate(named, start=1):
        found.position = position
    await session.flush()


async def share_list(
    session: AsyncSession,
    caller: Principal,
    guest_token: str | None,
    list_id: UUID,
    *,
    first_name: str = "",
) -> str:
    """The token of the link. A list that is shared keeps its link; ``first_name`` is all that
    it says about its owner.
    """
    found = await queries.lock_list(session, get_owner(caller, guest_token), list_id)
    shown = " ".join(first_name.split())
    if len(shown) > FIRST_NAME_LENGTH:
        raise Invalid(f"Up to {FIRST_NAME_LENGTH} characters.", field="first_name")
    found.shared_by = shown
    found.share_id = found.share_id or new_id()
    token = links.share_token(found.share_id)
    found.share_hash = token_hash(token)
    await session.flush()
    return token


async def unshare_list(
    session: AsyncSession, caller: Principal, guest_token: str | None, list_id: UUID
) -> None:
    """The link leads nowhere from now on, also when the list is shared again."""
    found = await queries.lock_list(session, get_owner(caller, guest_token), list_id)
    found.share_id = found.share_hash = None
    found.shared_by = ""
    await session.flush()


async def get_shared(session: AsyncSession, token: str) -> SavedList:
    """The list behind a link, for anybody who has it."""
    found = await queries.find_shared(session, token_hash(token))
    if found is None:
        raise NoSuchList
    return found


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(f"Give the list a name of up to {NAME_LENGTH} characters.", field="name")
    return name
