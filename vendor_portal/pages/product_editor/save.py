"""Everything that the editor's one button changes, or nothing of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.inputs import ProductFields
from core.catalog.set_prices import remove_prices
from core.catalog.set_variants import update_variant
from core.catalog.update_product import update_product
from core.inventory.errors import StockMoved
from core.inventory.service import ensure_location, set_on_hand
from core.kernel.errors import DomainError
from core.kernel.principal import Principal
from core.vendors.queries import get_vendor
from vendor_portal.pages.product_editor.form import VariantChange
from vendor_portal.pages.product_editor.views import cell_name


class CellRefused(Exception):
    """The refusal belongs to the cell ``name`` of the grid."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name, self.message = name, message


async def save_editor(
    session: AsyncSession,
    caller: Principal,
    product_id: UUID,
    fields: ProductFields,
    changes: Sequence[VariantChange],
) -> None:
    await update_product(session, caller, product_id, fields)
    for change in changes:
        await _save_row(session, caller, product_id, change)
    if any(change.units is not None for change in changes):
        vendor = await get_vendor(session, caller.require_vendor())
        await ensure_location(session, vendor.id, vendor.country)
    for change in changes:
        await _count(session, caller, change)


async def _save_row(
    session: AsyncSession, caller: Principal, product_id: UUID, change: VariantChange
) -> None:
    try:
        await update_variant(session, caller, product_id, change.variant_id, change.wanted)
    except DomainError as refused:
        raise CellRefused(cell_name("sku", change.variant_id), refused.message) from refused
    for currency in change.dropped:
        await remove_prices(session, caller, product_id, [change.variant_id], currency)


async def _count(session: AsyncSession, caller: Principal, change: VariantChange) -> None:
    if change.units is None:
        return
    try:
        await set_on_hand(
            session,
            caller,
            change.variant_id,
            change.units,
            expected=change.units_before,
            reason="Product editor",
        )
    except StockMoved as moved:
        sentence = f"{moved.message} Nothing was saved; look again."
        raise CellRefused(cell_name("units", change.variant_id), sentence) from moved
    except DomainError as refused:
        raise CellRefused(cell_name("units", change.variant_id), refused.message) from refused
