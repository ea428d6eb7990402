"""When alerts are looked at. Each look asks what is true now, so that events may come late,
twice or out of order.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.events import PriceChanged, ProductChanged, ProductPublished
from core.events.subscribers import on
from core.inventory.events import StockChanged
from core.saved import alert_queries
from core.saved.events import AlertArmed
from core.saved.fire_alerts import fire_alerts
from core.saved.tell_followers import tell_at_once
from core.vendors.events import VendorApproved, VendorReinstated


@on(StockChanged)
async def look_at_stock(session: AsyncSession, event: StockChanged) -> None:
    await fire_alerts(session, alert_queries.of_variants(event.variant_ids))


@on(PriceChanged)
async def look_at_prices(session: AsyncSession, event: PriceChanged) -> None:
    await fire_alerts(session, alert_queries.of_variants(event.variant_ids))


@on(ProductChanged, ProductPublished)
async def look_at_product(
    session: AsyncSession, event: ProductChanged | ProductPublished
) -> None:
    """It may be back on sale, priced in another currency, or no longer counted."""
    await fire_alerts(session, alert_queries.of_product(event.product_id))


@on(ProductPublished)
async def tell_of_piece(session: AsyncSession, event: ProductPublished) -> None:
    await tell_at_once(session, event.product_id)


@on(VendorApproved, VendorReinstated)
async def look_at_workshop(
    session: AsyncSession, event: VendorApproved | VendorReinstated
) -> None:
    await fire_alerts(session, alert_queries.of_vendor(event.vendor_id))


@on(AlertArmed)
async def look_at_once(session: AsyncSession, event: AlertArmed) -> None:
    """What happened between the look that set it and its commit told nobody."""
    await fire_alerts(session, alert_queries.only(event.alert_id))
