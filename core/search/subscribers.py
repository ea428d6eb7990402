"""What changes a document."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.category_queries import list_product_ids_below
from core.catalog.events import (
    CategoryChanged,
    PriceChanged,
    ProductChanged,
    ProductHidden,
    ProductPublished,
)
from core.catalog.index_queries import list_ids_of_vendor
from core.catalog.queries import product_of_variants
from core.events.subscribers import on
from core.inventory.events import StockChanged
from core.search.index_products import request_indexing
from core.vendors.events import (
    VendorApproved,
    VendorReinstated,
    VendorSuspended,
    VendorUpdated,
)


@on(ProductChanged, ProductPublished, ProductHidden, PriceChanged)
async def follow_product(
    session: AsyncSession,
    event: ProductChanged | ProductPublished | ProductHidden | PriceChanged,
) -> None:
    await request_indexing(session, [event.product_id])


@on(StockChanged)
async def follow_stock(session: AsyncSession, event: StockChanged) -> None:
    products = await product_of_variants(session, event.variant_ids)
    await request_indexing(session, set(products.values()))


@on(VendorApproved, VendorSuspended, VendorReinstated, VendorUpdated)
async def follow_vendor(
    session: AsyncSession,
    event: VendorApproved | VendorSuspended | VendorReinstated | VendorUpdated,
) -> None:
    await request_indexing(session, await list_ids_of_vendor(session, event.vendor_id))


@on(CategoryChanged)
async def follow_category(session: AsyncSession, event: CategoryChanged) -> None:
    await request_indexing(session, await list_product_ids_below(session, event.category_id))
