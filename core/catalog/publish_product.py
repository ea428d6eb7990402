"""Take a product through its lifecycle. Who decides is told in ``policies``."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import record_status
from core.catalog.errors import WorkshopNotApproved
from core.catalog.events import (
    ProductHidden,
    ProductPublished,
    ProductRejected,
    ProductSubmitted,
)
from core.catalog.models import PRODUCT_LIFECYCLE, Product, ProductStatus
from core.catalog.policies import ensure_may_edit, ensure_publishable
from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.principal import SYSTEM, Principal
from core.vendors.models import Vendor, VendorStatus

TRUSTED = "Published at once: the workshop is trusted."


async def publish_product(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    *,
    without_image: bool = False,
) -> ProductStatus:
    """Show the product, or queue it for moderation; the status says which. ``without_image`` is
    the caller's explicit word that no picture is wanted.
    """
    product = await _lock(session, principal, product_id)
    vendor = await session.get_one(Vendor, product.vendor_id)
    await _ensure_publishable(session, product, vendor, without_image=without_image)
    if product.status is ProductStatus.PAUSED:
        await _show(session, product, principal, "")
        return product.status
    if product.status is ProductStatus.REJECTED:
        _move(session, product, ProductStatus.DRAFT, principal, "")
    _move(session, product, ProductStatus.IN_REVIEW, principal, "")
    if principal.is_system or principal.is_staff:
        await _show(session, product, principal, "")
    elif vendor.is_auto_publish:
        await _show(session, product, SYSTEM, TRUSTED)
    else:
        await emit(
            session, ProductSubmitted(product_id=product.id, vendor_id=product.vendor_id)
        )
    return product.status


async def approve_product(
    session: AsyncSession, staff: Principal, product_id: UUID, *, note: str = ""
) -> Product:
    """Let a product in review through."""
    staff.require_staff()
    product = await queries.lock_product(session, product_id)
    vendor = await session.get_one(Vendor, product.vendor_id)
    if vendor.status is not VendorStatus.APPROVED:
        raise WorkshopNotApproved
    await _show(session, product, staff, note)
    await _record(session, staff, "approve", product, note)
    return product


async def reject_product(
    session: AsyncSession, staff: Principal, product_id: UUID, *, reason: str
) -> Product:
    """Send a product in review back. The workshop is told the reason."""
    staff.require_staff()
    if not reason.strip():
        raise Invalid("Say why, so that the workshop can put it right.", field="reason")
    product = await queries.lock_product(session, product_id)
    _move(session, product, ProductStatus.REJECTED, staff, reason.strip())
    await emit(
        session,
        ProductRejected(
            product_id=product.id, vendor_id=product.vendor_id, reason=reason.strip()
        ),
    )
    await _record(session, staff, "reject", product, reason.strip())
    return product


async def reopen_product(
    session: AsyncSession, principal: Principal, product_id: UUID
) -> Product:
    """Back to draft: withdrawn from review, or taken up again after a rejection."""
    product = await _lock(session, principal, product_id)
    _move(session, product, ProductStatus.DRAFT, principal, "")
    return product


async def pause_product(
    session: AsyncSession, principal: Principal, product_id: UUID, *, reason: str = ""
) -> Product:
    """Hide a published product until it is published again."""
    product = await _lock(session, principal, product_id)
    await _hide(session, product, ProductStatus.PAUSED, principal, reason)
    return product


async def archive_product(
    session: AsyncSession, principal: Principal, product_id: UUID, *, reason: str = ""
) -> Product:
    """Withdraw a product for good. Orders keep showing it."""
    product = await _lock(session, principal, product_id)
    await _hide(session, product, ProductStatus.ARCHIVED, principal, reason)
    return product


async def _lock(session: AsyncSession, principal: Principal, product_id: UUID) -> Product:
    product = await queries.lock_product(session, product_id)
    ensure_may_edit(principal, product)
    return product


async def _ensure_publishable(
    session: AsyncSession, product: Product, vendor: Vendor, *, without_image: bool
) -> None:
    ensure_publishable(
        product,
        vendor,
        priced=await queries.count_priced_variants(session, product.id),
        images=await queries.count_images(session, product.id),
        without_image=without_image,
    )


async def _show(
    session: AsyncSession, product: Product, principal: Principal, reason: str
) -> None:
    _move(session, product, ProductStatus.PUBLISHED, principal, reason)
    product.published_at = product.published_at or utc_now()
    await emit(session, ProductPublished(product_id=product.id, vendor_id=product.vendor_id))


async def _hide(
    session: AsyncSession,
    product: Product,
    target: ProductStatus,
    principal: Principal,
    reason: str,
) -> None:
    was_visible = product.status is ProductStatus.PUBLISHED
    _move(session, product, target, principal, reason)
    if principal.is_staff:
        await _record(session, principal, target.value, product, reason)
    if was_visible:
        await emit(session, ProductHidden(product_id=product.id, vendor_id=product.vendor_id))


def _move(
    session: AsyncSession,
    product: Product,
    target: ProductStatus,
    principal: Principal,
    reason: str,
) -> None:
    PRODUCT_LIFECYCLE.check(product.status, target)
    record_status(session, product, product.status, target, principal, reason)
    product.status = target


async def _record(
    session: AsyncSession, staff: Principal, verb: str, product: Product, reason: str
) -> None:
    """What staff decide about others' products is on the audit trail."""
    summary = f"“{product.title}” is {product.status.value}"
    await audit.record(
        session, staff, f"catalog.{verb}", "product", product.id, summary, reason=reason
    )
