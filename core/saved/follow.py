"""Follow workshops: needs an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids
from core.catalog.read_models import ProductCardData
from core.identity import queries as users
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.saved import follow_queries, links
from core.saved.models import Frequency
from core.vendors.errors import VendorNotFound
from core.vendors.models import Vendor, VendorStatus
from core.vendors.queries import find_by_slug

MOST_MARKS = 1000


@dataclass(frozen=True, slots=True)
class Followers:
    vendor_id: UUID
    count: int


async def follow(session: AsyncSession, caller: Principal, slug: str) -> Followers:
    """Twice is once. A workshop that is not open cannot be found."""
    user_id = caller.require_user()
    vendor = await _get(session, slug)
    if vendor.status is not VendorStatus.APPROVED:
        raise VendorNotFound
    await follow_queries.add_follow(session, user_id, vendor.id)
    return await _followers(session, vendor)


async def unfollow(session: AsyncSession, caller: Principal, slug: str) -> Followers:
    """Also of a workshop that has closed meanwhile."""
    user_id = caller.require_user()
    vendor = await _get(session, slug)
    await follow_queries.remove_follow(session, user_id, vendor.id)
    return await _followers(session, vendor)


async def followed_marks(session: AsyncSession, caller: Principal) -> Sequence[str]:
    """Slugs of the workshops the caller follows; none for a guest."""
    if caller.user_id is None:
        return ()
    return await follow_queries.followed_slugs(session, caller.user_id, most=MOST_MARKS)


async def list_followed(
    session: AsyncSession, caller: Principal, *, number: int = 1
) -> Page[Vendor]:
    return await follow_queries.list_followed(session, caller.require_user(), number=number)


async def list_new_pieces(
    session: AsyncSession, caller: Principal, currency: str, *, number: int = 1
) -> Page[ProductCardData]:
    """The feed: what followed workshops have published since."""
    page = await follow_queries.list_new_pieces(
        session, caller.require_user(), currency, number=number
    )
    cards = await cards_by_ids(session, page.items, currency)
    return Page(cards, page.total, page.number, page.size)


async def set_frequency(session: AsyncSession, caller: Principal, wanted: Frequency) -> None:
    await follow_queries.set_frequency(session, caller.require_user(), wanted, utc_now())


async def end_digest_by_link(session: AsyncSession, token: str) -> None:
    """Without signing in."""
    user_id = links.read_token(links.END_DIGEST, token)
    if user_id is None:
        raise NotFound("This link is not one of ours.")
    await users.get_user(session, user_id)
    await follow_queries.set_frequency(session, user_id, Frequency.NEVER, utc_now())


async def _get(session: AsyncSession, slug: str) -> Vendor:
    vendor = await find_by_slug(session, slug)
    if vendor is None:
        raise VendorNotFound
    return vendor


async def _followers(session: AsyncSession, vendor: Vendor) -> Followers:
    return Followers(vendor.id, await follow_queries.count_followers(session, vendor.id))
