"""A picture that is somewhere on the web and shall be here."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict, Invalid
from core.kernel.principal import Principal, VendorRole
from core.media import queries
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.media.work import request_fetch

LONGEST_URL = 2000


async def request_image(session: AsyncSession, vendor_id: UUID, source_url: str) -> MediaAsset:
    """The workshop's picture of this address: known already, or fetched by a job."""
    address = source_url.strip()
    if not address or len(address) > LONGEST_URL:
        raise Invalid("This is not a web address.", field="url")
    if known := await queries.find_by_source(session, vendor_id, address):
        return known
    asset = MediaAsset(
        vendor_id=vendor_id,
        kind=MediaKind.IMAGE,
        status=MediaStatus.WAITING,
        source_url=address,
    )
    session.add(asset)
    await session.flush()
    await request_fetch(session)
    return asset


async def retry_fetch(session: AsyncSession, principal: Principal, media_id: UUID) -> None:
    """Try an address again that failed."""
    vendor_id = principal.require_vendor(VendorRole.CATALOG)
    asset = await queries.get_asset(session, media_id, vendor_id)
    if asset.status is not MediaStatus.FAILED or not asset.source_url:
        raise Conflict("There is nothing to try again.")
    asset.status, asset.error = MediaStatus.WAITING, ""
    await request_fetch(session)
