"""Jobs: fetch pictures from their addresses, make their smaller copies."""

import asyncio
import logging
from uuid import UUID

from core.db.session import transaction
from core.events.outbox import emit
from core.jobs.app import job
from core.kernel.errors import DomainError
from core.media import queries
from core.media.derivatives import make_derivatives
from core.media.errors import BrokenFile
from core.media.events import MediaReady
from core.media.fetch import PUBLIC_WEB, Gate, fetch
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.media.prepare import Prepared, prepare
from core.media.storage import storage
from core.media.store_file import fill, write_derivatives
from core.media.work import DERIVE, FETCH, request_derivatives, request_fetch

AT_ONCE = 6
A_ROUND = 60  # then another job goes on, so that the worker can stop in between

log = logging.getLogger(__name__)


@job(FETCH, queue="media")
async def fetch_images() -> None:
    """Fetch what waits, a few at a time, and leave the rest to the next job."""
    async with transaction() as session:
        waiting = await queries.next_ids(session, MediaStatus.WAITING, A_ROUND)
    for start in range(0, len(waiting), AT_ONCE):
        batch = waiting[start : start + AT_ONCE]
        await asyncio.gather(*(fetch_image(media_id) for media_id in batch))
    async with transaction() as session:
        if waiting:
            await request_derivatives(session)
        if len(waiting) == A_ROUND:
            await request_fetch(session)


@job(DERIVE, queue="media")
async def derive() -> None:
    """Make the copies of what is stored, one picture after the other."""
    async with transaction() as session:
        stored = await queries.next_ids(session, MediaStatus.STORED, A_ROUND)
    for media_id in stored:
        await derive_one(media_id)
    if len(stored) == A_ROUND:
        async with transaction() as session:
            await request_derivatives(session)


@job("media.sweep", queue="media", periodic="* * * * *")
async def sweep(*, timestamp: int) -> None:  # noqa: ARG001  given by the scheduler
    """Whatever waits gets a job, also when the one it had died with its worker."""
    async with transaction() as session:
        if await queries.next_ids(session, MediaStatus.WAITING, 1):
            await request_fetch(session)
        if await queries.next_ids(session, MediaStatus.STORED, 1):
            await request_derivatives(session)


async def fetch_image(media_id: UUID, *, gate: Gate = PUBLIC_WEB) -> None:
    """Fetch one; what goes wrong is said on the asset and is nobody's end."""
    async with transaction() as session:
        asset = await session.get(MediaAsset, media_id)
    if asset is None or asset.status is not MediaStatus.WAITING:
        return
    try:
        data = await fetch(asset.source_url, gate=gate)
        prepared = await asyncio.to_thread(prepare, data)
    except DomainError as refusal:
        await _give_up(media_id, refusal)
        return
    await _keep_fetched(media_id, prepared)


async def derive_one(media_id: UUID) -> None:
    async with transaction() as session:
        asset = await session.get(MediaAsset, media_id)
    if asset is None or asset.status is not MediaStatus.STORED:
        return
    try:
        original = await asyncio.to_thread(storage().read, asset.storage_key)
        made = await asyncio.to_thread(make_derivatives, original)
    except (DomainError, OSError) as error:
        log.warning("No derivatives of %s: %s", media_id, error)
        await _give_up(media_id, BrokenFile())
        return
    files = {derivative.name: derivative.data for derivative in made}
    async with transaction() as session:
        # A deletion that is under way waits, or has taken the row already.
        await queries.lock_content(session, asset.sha256)
        locked = await queries.lock_asset(session, media_id)
        if locked is None or locked.status is not MediaStatus.STORED:
            return
        locked.derivatives = await asyncio.to_thread(write_derivatives, asset.sha256, files)
        locked.status = MediaStatus.READY
        await emit(session, MediaReady(media_id=media_id))


async def _keep_fetched(media_id: UUID, prepared: Prepared) -> None:
    if prepared.kind is not MediaKind.IMAGE:
        await _give_up(media_id, BrokenFile())
        return
    async with transaction() as session:
        asset = await queries.lock_asset(session, media_id)
        if asset is not None and asset.status is MediaStatus.WAITING:
            await fill(session, asset, prepared)


async def _give_up(media_id: UUID, refusal: DomainError) -> None:
    async with transaction() as session:
        asset = await queries.lock_asset(session, media_id)
        if asset is not None and asset.status in {MediaStatus.WAITING, MediaStatus.STORED}:
            asset.status, asset.error = MediaStatus.FAILED, refusal.message[:300]
