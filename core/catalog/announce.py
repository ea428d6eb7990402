"""Tell what changed: history rows and events, in the transaction of the change."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.events import ProductChanged
from core.catalog.models import Product, ProductStatus, ProductStatusChange
from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal


async def announce(session: AsyncSession, product: Product) -> None:
    """Pages and the search index show the product anew."""
    touch(product)
    await emit(session, ProductChanged(product_id=product.id))


def touch(product: Product) -> None:
    """A part of it changed: prices, variants and pictures are rows of their own."""
    product.updated_at = utc_now()


def record_status(
    session: AsyncSession,
    product: Product,
    before: ProductStatus | None,
    after: ProductStatus,
    principal: Principal,
    reason: str,
) -> None:
    session.add(
        ProductStatusChange(
            product_id=product.id,
            from_status=before.value if before else None,
            to_status=after.value,
            actor=principal.actor,
            reason=reason[:500],
        )
    )
