"""Reads of stored files."""

from uuid import UUID

from sqlalchemy import column, func, table
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.media.errors import MediaNotFound
from core.media.models import MediaAsset, MediaStatus

CONTENT = 11  # keeps these locks apart from other advisory locks

# What builds on media is named here the way foreign keys name it.
_pictures = table("product_images", column("media_id"))
_products = table("products", column("ar_model_id"))
_photos = table("review_photos", column("media_id"))
_case_photos = table("case_photos", column("media_id"))
_journal = table("journal_pictures", column("media_id"))


async def get_asset(session: AsyncSession, media_id: UUID, vendor_id: UUID) -> MediaAsset:
    """A file of this workshop; others do not exist for it."""
    asset = await session.get(MediaAsset, media_id)
    if asset is None or asset.vendor_id != vendor_id:
        raise MediaNotFound
    return asset


async def find_same(
    session: AsyncSession, vendor_id: UUID | None, sha256: str
) -> MediaAsset | None:
    """The workshop's own copy of exactly these bytes."""
    statement = (
        select(MediaAsset)
        .where(col(MediaAsset.sha256) == sha256, col(MediaAsset.vendor_id) == vendor_id)
        .order_by(col(MediaAsset.created_at))
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def find_by_source(
    session: AsyncSession, vendor_id: UUID, source_url: str
) -> MediaAsset | None:
    """What was fetched, or is to be, from this address for this workshop."""
    statement = (
        select(MediaAsset)
        .where(
            col(MediaAsset.source_url) == source_url,
            col(MediaAsset.source_url) != "",
            col(MediaAsset.vendor_id) == vendor_id,
        )
        .limit(1)
    )
    return (await session.exec(statement)).first()


async def list_library(
    session: AsyncSession, vendor_id: UUID, *, number: int = 1, size: int = 48
) -> Page[MediaAsset]:
    number, size = clamp(number, size)
    own = col(MediaAsset.vendor_id) == vendor_id
    total = await session.scalar(select(func.count()).where(own)) or 0
    statement = (
        select(MediaAsset)
        .where(own)
        .order_by(col(MediaAsset.created_at).desc(), col(MediaAsset.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    return Page((await session.exec(statement)).all(), total, number, size)


async def next_ids(session: AsyncSession, status: MediaStatus, most: int) -> list[UUID]:
    """Files that wait for work, oldest first."""
    statement = (
        select(MediaAsset.id)
        .where(col(MediaAsset.status) == status)
        .order_by(col(MediaAsset.id))
        .limit(most)
    )
    return list(await session.exec(statement))


async def lock_asset(session: AsyncSession, media_id: UUID) -> MediaAsset | None:
    statement = (
        select(MediaAsset)
        .where(col(MediaAsset.id) == media_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).first()


async def lock_content(session: AsyncSession, sha256: str) -> None:
    """Until the end of the transaction nobody else stores or deletes these bytes."""
    lock = func.pg_advisory_xact_lock(func.hashtextextended(sha256, CONTENT))
    await session.execute(select(lock))


async def keys_needed(session: AsyncSession, sha256: str) -> set[str]:
    """Files that the assets of these bytes refer to."""
    statement = select(MediaAsset).where(col(MediaAsset.sha256) == sha256)
    needed: set[str] = set()
    for asset in await session.exec(statement):
        needed |= {asset.storage_key, *asset.derivatives.values()}
    return needed


async def is_shown(session: AsyncSession, media_id: UUID) -> bool:
    """A product shows the file, as a picture or as its model, or a review, a case or an article
    of the journal does.
    """
    picture = select(_pictures.c.media_id).where(_pictures.c.media_id == media_id)
    model = select(_products.c.ar_model_id).where(_products.c.ar_model_id == media_id)
    photo = select(_photos.c.media_id).where(_photos.c.media_id == media_id)
    case = select(_case_photos.c.media_id).where(_case_photos.c.media_id == media_id)
    story = select(_journal.c.media_id).where(_journal.c.media_id == media_id)
    shown = picture.exists() | model.exists() | photo.exists() | case.exists() | story.exists()
    return bool(await session.scalar(select(shown)))
