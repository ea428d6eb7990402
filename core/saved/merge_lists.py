"""At sign-in, what was saved as a guest becomes part of the account's lists."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.saved import queries
from core.saved.models import SavedList
from core.saved.owner import Owner, guest_owner

BEFORE_SIGN_IN = "Saved before signing in"


async def merge_guest_lists(
    session: AsyncSession, guest_token: str | None, user_id: UUID
) -> None:
    """Named lists change hands, pieces of the default list join the account's: nothing is lost,
    limits or not, shared links go on working, and doing it twice changes nothing.

    Locks the guest's lists before the account's; a second sign-in finds none.
    """
    guest = guest_owner(guest_token)
    if guest is None:
        return
    lists = await queries.lock_lists(session, guest)
    if not lists:
        return
    mine = await queries.open_default(session, Owner(user_id=user_id))
    position = await queries.count_lists(session, Owner(user_id=user_id))
    for theirs in lists.values():
        if theirs.is_default and await _joined(session, theirs, mine):
            continue
        theirs.user_id, theirs.token_hash, theirs.expires_at = user_id, None, None
        theirs.position, position = position, position + 1
    await session.flush()


async def _joined(session: AsyncSession, theirs: SavedList, mine: SavedList) -> bool:
    """Both defaults in one. Two links cannot be one: then the guest's stays a list of its
    own.
    """
    if theirs.share_id is not None and mine.share_id is not None:
        theirs.is_default, theirs.name = False, BEFORE_SIGN_IN
        return False
    await queries.move_all_pieces(session, theirs.id, mine.id)
    share = theirs.share_id, theirs.share_hash, theirs.shared_by
    await session.delete(theirs)
    await session.flush()
    if share[0] is not None:
        mine.share_id, mine.share_hash, mine.shared_by = share
    return True
