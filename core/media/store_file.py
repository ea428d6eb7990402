"""Keep a file that somebody gave us."""

import asyncio
import hashlib
from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import Principal, VendorRole
from core.media import queries
from core.media.errors import UnknownFileType
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.media.prepare import Prepared, prepare
from core.media.storage import storage, storage_key
from core.media.work import request_derivatives


async def store_upload(
    session: AsyncSession, principal: Principal, data: bytes, *, vendor_id: UUID | None = None
) -> MediaAsset:
    """A file from a workshop's people; with ``vendor_id``, from staff on its behalf. The same
    picture sent twice is one asset.
    """
    if principal.is_staff or principal.is_system:
        owner = vendor_id
    else:
        owner = principal.require_vendor(VendorRole.CATALOG)
    prepared = await asyncio.to_thread(prepare, data)
    return await keep(session, owner, prepared)


async def store_picture(session: AsyncSession, data: bytes) -> MediaAsset:
    """A picture that belongs to no workshop: whoever calls says who may send one."""
    prepared = await asyncio.to_thread(prepare, data)
    if prepared.kind is not MediaKind.IMAGE:
        raise UnknownFileType
    return await keep(session, None, prepared)


async def keep(session: AsyncSession, vendor_id: UUID | None, prepared: Prepared) -> MediaAsset:
    """Store what was prepared; derivatives of a picture follow in a job."""
    sha256 = hashlib.sha256(prepared.data).hexdigest()
    await queries.lock_content(session, sha256)
    if same := await queries.find_same(session, vendor_id, sha256):
        return same
    asset = MediaAsset(vendor_id=vendor_id, kind=prepared.kind, status=MediaStatus.STORED)
    await fill(session, asset, prepared)
    session.add(asset)
    await session.flush()
    if asset.status is MediaStatus.STORED:
        await request_derivatives(session)
    return asset


async def fill(session: AsyncSession, asset: MediaAsset, prepared: Prepared) -> None:
    """Write the file and say on the asset what it is. A model is ready as it is."""
    sha256 = hashlib.sha256(prepared.data).hexdigest()
    await queries.lock_content(session, sha256)
    is_picture = prepared.kind is MediaKind.IMAGE
    asset.storage_key = storage_key(prepared.data, prepared.extension)
    asset.mime = prepared.mime
    asset.bytes = len(prepared.data)
    asset.sha256 = sha256
    asset.width, asset.height = prepared.width, prepared.height
    asset.placeholder = prepared.placeholder
    asset.status = MediaStatus.STORED if is_picture else MediaStatus.READY
    asset.error = ""
    await asyncio.to_thread(storage().put, asset.storage_key, prepared.data)


def write_derivatives(sha256: str, derivatives: Mapping[str, bytes]) -> dict[str, str]:
    """Store the copies of the original ``sha256``; their keys by name."""
    keys: dict[str, str] = {}
    for name, data in derivatives.items():
        image_format = name.rpartition(".")[2]
        keys[name] = storage_key(data, image_format, origin=sha256)
        storage().put(keys[name], data)
    return keys
