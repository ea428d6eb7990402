"""Products of a file go public, to moderation or off sale, and the market is told."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.announce import record_status
from core.catalog.events import (
    PriceChanged,
    ProductChanged,
    ProductHidden,
    ProductPublished,
    ProductSubmitted,
)
from core.catalog.importing.context import ImportContext
from core.catalog.importing.plans import ProductPlan
from core.catalog.models import (
    PRODUCT_LIFECYCLE,
    Product,
    ProductStatus,
)
from core.events.outbox import emit
from core.kernel.clock import utc_now

REASON = "Product file"


async def move_products(
    session: AsyncSession,
    written: Sequence[tuple[ProductPlan, Product]],
    context: ImportContext,
) -> None:
    for plan, product in written:
        was = product.status
        if plan.existing is None:
            record_status(session, product, None, was, context.principal, REASON)
        for target in _steps(was, plan.status):
            _move(session, product, target, context)
        await _announce(session, plan, product, was)
    await session.flush()


def _steps(current: ProductStatus, target: ProductStatus | None) -> list[ProductStatus]:
    if target is None:
        return []
    if target is ProductStatus.PUBLISHED and current is ProductStatus.DRAFT:
        return [ProductStatus.IN_REVIEW, ProductStatus.PUBLISHED]
    return [target]


def _move(
    session: AsyncSession, product: Product, target: ProductStatus, context: ImportContext
) -> None:
    PRODUCT_LIFECYCLE.check(product.status, target)
    record_status(session, product, product.status, target, context.principal, REASON)
    product.status = target
    if target is ProductStatus.PUBLISHED:
        product.published_at = product.published_at or utc_now()


async def _announce(
    session: AsyncSession, plan: ProductPlan, product: Product, was: ProductStatus
) -> None:
    ids = {"product_id": product.id, "vendor_id": product.vendor_id}
    if product.status is ProductStatus.PUBLISHED and was is not ProductStatus.PUBLISHED:
        await emit(session, ProductPublished(**ids))
        return
    if product.status is ProductStatus.IN_REVIEW and was is not ProductStatus.IN_REVIEW:
        await emit(session, ProductSubmitted(**ids))
    elif was is ProductStatus.PUBLISHED and product.status is not ProductStatus.PUBLISHED:
        await emit(session, ProductHidden(**ids))
    elif was is ProductStatus.PUBLISHED:
        await emit(session, ProductChanged(product_id=product.id))
    repriced = [v.existing.id for v in plan.variants if v.existing and v.prices]
    if repriced:
        await emit(session, PriceChanged(product_id=product.id, variant_ids=repriced))
