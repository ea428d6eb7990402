"""Pictures of buyers: sent first, then bound to the review that shows them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal
from core.media.delete_media import delete_unused
from core.media.models import MediaAsset
from core.media.store_file import store_picture
from core.reviews import queries
from core.reviews.errors import TooManyPhotos
from core.reviews.models import MOST_PHOTOS, Review, ReviewPhoto

MAX_BYTES = 10_000_000
MOST_WAITING = 3 * MOST_PHOTOS  # uploads of one person that belong to no review yet


async def add_photo(
    session: AsyncSession, buyer: Principal, data: bytes
) -> tuple[ReviewPhoto, MediaAsset]:
    """Keep a picture for the review that its sender is about to write."""
    user_id = buyer.require_user()
    if await queries.count_waiting_photos(session, user_id) >= MOST_WAITING:
        raise TooManyPhotos
    asset = await store_picture(session, data)
    photo = ReviewPhoto(user_id=user_id, media_id=asset.id)
    session.add(photo)
    await session.flush()
    return photo, asset


async def attach_photos(
    session: AsyncSession, user_id: UUID, review: Review, photo_ids: Sequence[UUID]
) -> None:
    """The review shows exactly these, in this order. Ids of others are passed over."""
    wanted = list(dict.fromkeys(photo_ids))
    if len(wanted) > MOST_PHOTOS:
        raise TooManyPhotos
    found = await queries.find_photos(session, user_id, wanted)
    mine = [found[i] for i in wanted if i in found and found[i].review_id in {None, review.id}]
    kept = {photo.id for photo in mine}
    for photo in await queries.photos_of(session, review.id):
        if photo.id not in kept:
            await discard(session, photo)
    for position, photo in enumerate(mine):
        photo.review_id, photo.position = review.id, position
    await session.flush()


async def discard(session: AsyncSession, photo: ReviewPhoto) -> None:
    """The file goes too, unless something else shows the same picture."""
    await session.delete(photo)
    await session.flush()
    await delete_unused(session, photo.media_id)


async def remove_photo(session: AsyncSession, buyer: Principal, photo_id: UUID) -> None:
    """One that waits in the form. Those of a review go when the review is saved without."""
    found = await queries.find_photos(session, buyer.require_user(), [photo_id])
    photo = found.get(photo_id)
    if photo is not None and photo.review_id is None:
        await discard(session, photo)


async def sweep_photos(session: AsyncSession, before: datetime) -> int:
    """Forget pictures that nobody bound to a review."""
    left_behind = await queries.list_left_behind(session, before, most=100)
    for photo in left_behind:
        await discard(session, photo)
    return len(left_behind)
