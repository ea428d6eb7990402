"""A vendor's file from upload to its word: upload, look, check, confirm or cancel.

Nothing is written to the shop before ``confirm_import``.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.importing.columns import REQUIRED, Field, map_columns
from core.catalog.importing.context import CATEGORY_CHOICE
from core.catalog.importing.errors import MissingColumns
from core.catalog.importing.product_file import FilePreview, preview_file
from core.catalog.models import IMPORT_LIFECYCLE, ImportStatus, ProductImport
from core.imports.errors import ImportNotReady
from core.imports.storage import delete_upload, open_upload, store_upload
from core.jobs.enqueue import enqueue
from core.kernel.currencies import ensure_sold_in
from core.kernel.principal import Principal, VendorRole

CHECK = "imports.check"
RUN = "imports.run"


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """``meanings`` names the field of each column that is read, in the order of the header;
    empty where the column is not used. ``missing`` are required columns not found yet.
    """

    file: FilePreview
    meanings: tuple[str, ...]
    missing: tuple[str, ...]


async def upload_file(
    session: AsyncSession,
    caller: Principal,
    *,
    filename: str,
    content: BinaryIO,
    currency: str,
    is_publish: bool = True,
) -> ProductImport:
    """Keep the file and make the import. A file that holds no table is refused at once."""
    vendor_id = caller.require_vendor(VendorRole.CATALOG)
    currency = ensure_sold_in(currency)
    key = await asyncio.to_thread(store_upload, content)
    try:
        await asyncio.to_thread(_look, key)
    except Exception:
        delete_upload(key)
        raise
    upload = ProductImport(
        vendor_id=vendor_id,
        requested_by=caller.user_id,
        filename=filename.rpartition("/")[2].rpartition("\\")[2][-255:] or "products",
        storage_key=key,
        currency=currency,
        is_publish=is_publish,
    )
    session.add(upload)
    await session.flush()
    return upload


async def preview_import(
    session: AsyncSession,
    caller: Principal,
    import_id: UUID,
    mapping: Mapping[str, str] | None = None,
) -> ImportPreview:
    """What the columns of the file would be read as, with its first rows."""
    upload = await queries.get_import(
        session, caller.require_vendor(VendorRole.CATALOG), import_id
    )
    preview = await asyncio.to_thread(_look, upload.storage_key)
    chosen = column_choices(upload.mapping if mapping is None else mapping)
    try:
        columns = map_columns(preview.header, chosen)
    except MissingColumns as problem:
        missing = problem.names
        stand_ins = tuple(REQUIRED.values())
        columns = map_columns((*preview.header, *stand_ins), chosen)
    else:
        missing = ()
    meanings = [""] * len(columns.header)
    for field, index in columns.fields.items():
        meanings[index] = field.value
    for attribute in columns.attributes:
        meanings[attribute.index] = "attribute"
    return ImportPreview(preview, tuple(meanings[: len(preview.header)]), missing)


async def check_import(
    session: AsyncSession, caller: Principal, import_id: UUID, mapping: Mapping[str, str]
) -> ProductImport:
    """Begin the dry run. ``mapping`` overrules columns (``{"Nome": "title"}``) and categories
    (``{"category/Bracelet": "bracelets"}``).
    """
    upload = await _own(session, caller, import_id)
    _move(upload, ImportStatus.CHECKING)
    upload.mapping = {
        name: choice
        for name, choice in mapping.items()
        if name.startswith(CATEGORY_CHOICE) or choice in {*Field, "attribute", "ignore"}
    }
    lock = f"imports:{upload.vendor_id}"
    await enqueue(session, CHECK, queue="imports", lock=lock, import_id=str(upload.id))
    return upload


async def confirm_import(
    session: AsyncSession, caller: Principal, import_id: UUID
) -> ProductImport:
    """The vendor's word: write what the check announced."""
    upload = await _own(session, caller, import_id)
    _move(upload, ImportStatus.RUNNING)
    upload.processed = 0
    lock = f"imports:{upload.vendor_id}"
    await enqueue(session, RUN, queue="imports", lock=lock, import_id=str(upload.id))
    return upload


async def cancel_import(
    session: AsyncSession, caller: Principal, import_id: UUID
) -> ProductImport:
    upload = await _own(session, caller, import_id)
    _move(upload, ImportStatus.CANCELED)
    delete_upload(upload.storage_key)
    return upload


def column_choices(mapping: Mapping[str, str]) -> dict[str, str]:
    return {n: choice for n, choice in mapping.items() if not n.startswith(CATEGORY_CHOICE)}


def _look(key: str) -> FilePreview:
    with open_upload(key) as file:
        return preview_file(file)


async def _own(session: AsyncSession, caller: Principal, import_id: UUID) -> ProductImport:
    vendor_id = caller.require_vendor(VendorRole.CATALOG)
    await queries.get_import(session, vendor_id, import_id)
    return await queries.lock_import(session, import_id)


def _move(upload: ProductImport, target: ImportStatus) -> None:
    if not IMPORT_LIFECYCLE.allows(upload.status, target):
        raise ImportNotReady(upload.status.value)
    upload.status = target
