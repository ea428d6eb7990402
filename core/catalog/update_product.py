"""Change what a product says of itself."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import announce
from core.catalog.create_product import ensure_category
from core.catalog.errors import HandleTaken
from core.catalog.inputs import ProductFields
from core.catalog.models import Product, ProductStatus
from core.catalog.policies import ensure_may_edit, ensure_may_state
from core.kernel.errors import Conflict
from core.kernel.principal import Principal


async def update_product(
    session: AsyncSession, principal: Principal, product_id: UUID, fields: ProductFields
) -> Product:
    """Only the given fields change. The address stays what it was, whatever the title."""
    product = await lock_for_edit(session, principal, product_id)
    ensure_may_state(principal, fields.given().get("impact", ()), product.impact)
    await _apply(session, product, fields)
    await announce(session, product)
    return product


async def lock_for_edit(
    session: AsyncSession, principal: Principal, product_id: UUID
) -> Product:
    """The product, locked, if the caller may edit it and it is not archived."""
    product = await queries.lock_product(session, product_id)
    ensure_may_edit(principal, product)
    if product.status is ProductStatus.ARCHIVED:
        raise Conflict("This product is archived and cannot be changed.")
    return product


async def _apply(session: AsyncSession, product: Product, fields: ProductFields) -> None:
    given = fields.given()
    if handle := given.pop("handle", ""):
        other = await queries.find_by_handle(session, product.vendor_id, handle)
        if other is not None and other.id != product.id:
            raise HandleTaken(handle)
        product.handle = handle
    if given.get("category_id", product.category_id) != product.category_id:
        await ensure_category(session, fields.category_id)
    for name, value in given.items():
        setattr(product, name, value)
    await session.flush()
