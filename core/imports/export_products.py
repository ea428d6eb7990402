"""A workshop's products as a file, in batches: memory does not grow with the shop."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

from openpyxl import Workbook
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.importing.context import CategoryFinder
from core.catalog.importing.export import ExportColumns, ExportLayout, product_rows
from core.catalog.importing.record_of import record_of
from core.catalog.models import ProductStatus
from core.inventory.queries import on_hand_at_default
from core.kernel.currencies import CURRENCIES, ensure_sold_in
from core.kernel.principal import Principal, VendorRole
from core.settings import AppName, settings

LIVE = frozenset(ProductStatus) - {ProductStatus.ARCHIVED}


class ExportFormat(StrEnum):
    SHOPIFY_CSV = "shopify-csv"
    CSV = "csv"
    XLSX = "xlsx"

    @property
    def layout(self) -> ExportLayout:
        is_shopify = self is ExportFormat.SHOPIFY_CSV
        return ExportLayout.SHOPIFY if is_shopify else ExportLayout.ECOMARKET


async def export_csv(
    session: AsyncSession,
    caller: Principal,
    *,
    currency: str,
    export_format: ExportFormat = ExportFormat.CSV,
) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, for Excel, a batch of products at a time."""
    rows = _rows(session, caller, currency, export_format)
    yield "\ufeff".encode()
    async for batch in rows:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(batch)
        yield text.getvalue().encode()


async def export_xlsx(
    session: AsyncSession, caller: Principal, out: BinaryIO, *, currency: str
) -> None:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Products")
    async for batch in _rows(session, caller, currency, ExportFormat.XLSX):
        for row in batch:
            sheet.append([cell or None for cell in row])
    workbook.save(out)


async def _rows(
    session: AsyncSession, caller: Principal, currency: str, export_format: ExportFormat
) -> AsyncIterator[Sequence[list[str]]]:
    """The header, then the rows of each batch."""
    vendor_id = caller.require_vendor(VendorRole.CATALOG)
    ensure_sold_in(currency)
    categories = CategoryFinder(await queries.list_categories(session), {})
    columns = await _columns(session, vendor_id, currency, export_format)
    origin = settings().origin(AppName.STOREFRONT)
    yield [columns.header()]
    async for batch in queries.products_for_export(session, vendor_id, LIVE):
        ids = [variant.id for product in batch for variant in product.variants]
        units = await on_hand_at_default(session, vendor_id, ids)
        rows: list[list[str]] = []
        for product in batch:
            product.units = units
            if record := record_of(product, categories, currency, origin, columns.attributes):
                rows += product_rows(record, columns)
        yield rows


async def _columns(
    session: AsyncSession, vendor_id: UUID, currency: str, export_format: ExportFormat
) -> ExportColumns:
    known = await queries.export_attributes(session, vendor_id)
    attributes = {f"custom.{attribute.code}": attribute.name for attribute in known}
    attributes |= await queries.export_fields(session, vendor_id)
    return ExportColumns(
        export_format.layout,
        tuple(sorted(attributes.items())),
        tuple(code for code in CURRENCIES if code != currency),
    )
