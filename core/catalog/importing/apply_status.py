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
from core.catalog.publish_product import TRUSTED
from core.events.base import DomainEvent
from core.events.outbox import emit_all
from core.kernel.clock import utc_now
from core.kernel.principal import SYSTEM

REASON = "Product file"


async def move_products(
    session: AsyncSession,
    written: Sequence[tuple[ProductPlan, Product]],
    context: ImportContext,
) -> None:
    events: list[DomainEvent] = []
    for plan, product in written:
        was = product.status
        if plan.existing is None:
            record_status(session, product, None, was, context.principal, REASON)
        for target in _steps(was, plan.status):
            _move(session, product, target, context)
        events += _events(plan, product, was)
    await emit_all(session, events)


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
    approver = (SYSTEM, TRUSTED) if target is ProductStatus.PUBLISHED else None
    principal, reason = approver or (context.principal, REASON)
    record_status(session, product, product.status, target, principal, reason)
    product.status = target
    if target is ProductStatus.PUBLISHED:
        product.published_at = product.published_at or utc_now()


def _events(plan: ProductPlan, product: Product, was: ProductStatus) -> list[DomainEvent]:
    """What the market is told: products nobody could see before or now are not news."""
    ids = {"product_id": product.id, "vendor_id": product.vendor_id}
    is_shown, was_shown = (s is ProductStatus.PUBLISHED for s in (product.status, was))
    events: list[DomainEvent] = []
    if is_shown:
        events.append(
            ProductChanged(product_id=product.id) if was_shown else ProductPublished(**ids)
        )
    elif was_shown:
        events.append(ProductHidden(**ids))
    elif product.status is ProductStatus.IN_REVIEW and was is not ProductStatus.IN_REVIEW:
        events.append(ProductSubmitted(**ids))
    repriced = [v.existing.id for v in plan.variants if v.existing and v.prices]
    if repriced:
        events.append(PriceChanged(product_id=product.id, variant_ids=repriced))
    return events
