"""Delete a file and everything that was made from it."""

import asyncio
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import transaction
from core.jobs.app import job
from core.jobs.enqueue import enqueue
from core.kernel.principal import Principal, VendorRole
from core.media import queries
from core.media.errors import MediaInUse
from core.media.models import MediaAsset
from core.media.storage import storage

DELETE_FILES = "media.delete_files"


async def delete_media(session: AsyncSession, principal: Principal, media_id: UUID) -> None:
    """The row goes at once, the files when this has committed."""
    vendor_id = principal.require_vendor(VendorRole.CATALOG)
    asset = await queries.get_asset(session, media_id, vendor_id)
    if await queries.is_shown(session, media_id):
        raise MediaInUse
    await _delete(session, asset)


async def delete_unused(session: AsyncSession, media_id: UUID) -> None:
    """A picture that belongs to no workshop goes with the last thing that shows it."""
    asset = await session.get(MediaAsset, media_id)
    if asset is None or asset.vendor_id is not None:
        return
    # Somebody who sends the same picture now waits, and then stores it anew.
    await queries.lock_content(session, asset.sha256)
    if not await queries.is_shown(session, media_id):
        await _delete(session, asset)


async def _delete(session: AsyncSession, asset: MediaAsset) -> None:
    keys = sorted({asset.storage_key, *asset.derivatives.values()} - {""})
    await session.delete(asset)
    await session.flush()
    if keys:
        await enqueue(session, DELETE_FILES, queue="media", sha256=asset.sha256, keys=keys)


@job(DELETE_FILES, queue="media")
async def delete_files(*, sha256: str, keys: list[str]) -> None:
    """Under the lock of the content: another workshop may have just stored the same bytes."""
    async with transaction() as session:
        await queries.lock_content(session, sha256)
        needed = await queries.keys_needed(session, sha256)
        for key in set(keys) - needed:
            await asyncio.to_thread(storage().delete, key)
