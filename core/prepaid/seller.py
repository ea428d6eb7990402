"""The market itself as the seller of gift cards: one vendor, one product that no list shows.

Made when first needed. Its cards are multi-purpose vouchers: no tax, no commission, no
delivery is charged, and what is paid for them is owed until they are spent.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductStatus
from core.kernel.clock import utc_now
from core.kernel.currencies import CURRENCIES
from core.prepaid import shelf_queries
from core.settings import settings
from core.shipping.models import DeliveryRate, Zone
from core.vendors.models import CommissionPlan, Vendor, VendorStatus

SLUG = "gift-card"
TITLE = "Gift card"
PLAN = "Gift cards"


async def gift_card_product(session: AsyncSession) -> Product:
    """Two at once make one: whoever comes second waits and finds it."""
    found = await shelf_queries.find_product(session)
    if found is not None:
        return found
    await shelf_queries.lock_seller(session)
    return await shelf_queries.find_product(session) or await _make(session)


async def _make(session: AsyncSession) -> Product:
    plan = CommissionPlan(name=PLAN, rate_bps=0)
    session.add(plan)
    await session.flush()
    vendor = Vendor(
        slug="ecomarket",
        name="EcoMarket",
        status=VendorStatus.APPROVED,
        is_platform=True,
        craft="Gift cards",
        email=settings().operator_email,
        country="DE",
        dispatch_days_min=0,
        dispatch_days_max=0,
        is_auto_accept=True,
        commission_plan_id=plan.id,
    )
    session.add(vendor)
    await session.flush()
    session.add_all(
        DeliveryRate(
            vendor_id=vendor.id,
            zone=zone,
            currency=currency,
            name="By e-mail",
            price_minor=0,
            transit_days_min=0,
            transit_days_max=0,
        )
        for zone in Zone
        for currency in CURRENCIES
    )
    product = Product(
        vendor_id=vendor.id,
        slug=SLUG,
        handle=SLUG,
        title=TITLE,
        summary="Spent like money on every piece of the market.",
        status=ProductStatus.PUBLISHED,
        published_at=utc_now(),
        option_names=["Amount", "Card"],
    )
    session.add(product)
    await session.flush()
    return product
