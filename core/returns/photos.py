"""Pictures about an order: sent first, then bound to the case that shows them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.media.delete_media import delete_unused
from core.media.models import MediaAsset
from core.media.store_file import store_picture
from core.orders.models import Order, VendorOrder
from core.returns import queries
from core.returns.access import ensure_buyer
from core.returns.dispute_models import DisputeEvidence, OrderIssue
from core.returns.models import CasePhoto, ReturnRequest

MOST_PHOTOS = 6
MOST_WAITING = 3 * MOST_PHOTOS
MAX_BYTES = 10_000_000


async def add_photo(
    session: AsyncSession, caller: Principal, order: Order, data: bytes, *, token: str = ""
) -> tuple[CasePhoto, MediaAsset]:
    """By the buyer of the order, for a case that they are about to open."""
    ensure_buyer(caller, order, token)
    return await _keep(session, caller, order.id, data)


async def add_vendors_photo(
    session: AsyncSession, caller: Principal, part: VendorOrder, data: bytes
) -> tuple[CasePhoto, MediaAsset]:
    """By the workshop of a part, as evidence. The caller has been checked."""
    return await _keep(session, caller, part.order_id, data)


async def _keep(
    session: AsyncSession, caller: Principal, order_id: UUID, data: bytes
) -> tuple[CasePhoto, MediaAsset]:
    if await queries.count_waiting_photos(session, order_id) >= MOST_WAITING:
        raise Invalid("Too many pictures wait already. Send what you have first.")
    asset = await store_picture(session, data)
    photo = CasePhoto(order_id=order_id, media_id=asset.id, sent_by=caller.actor)
    session.add(photo)
    await session.flush()
    return photo, asset


async def bind_photos(
    session: AsyncSession,
    order_id: UUID,
    photo_ids: Sequence[UUID],
    case: ReturnRequest | OrderIssue | DisputeEvidence,
) -> None:
    """Ids of others, or of other cases, are passed over."""
    wanted = list(dict.fromkeys(photo_ids))
    if len(wanted) > MOST_PHOTOS:
        raise Invalid(f"At most {MOST_PHOTOS} pictures.", field="photos")
    for photo in await queries.waiting_photos(session, order_id, wanted):
        if isinstance(case, ReturnRequest):
            photo.return_id = case.id
        elif isinstance(case, OrderIssue):
            photo.issue_id = case.id
        else:
            photo.evidence_id = case.id
    await session.flush()


async def sweep_photos(session: AsyncSession, before: datetime) -> int:
    left_behind = await queries.list_left_behind(session, before, most=100)
    for photo in left_behind:
        await session.delete(photo)
        await session.flush()
        await delete_unused(session, photo.media_id)
    return len(left_behind)
