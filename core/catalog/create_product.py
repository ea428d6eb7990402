"""Begin a product."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import category_queries, queries
from core.catalog.announce import announce, record_status
from core.catalog.errors import HandleTaken
from core.catalog.inputs import ProductFields
from core.catalog.models import Product, ProductStatus, ProductVariant
from core.catalog.policies import ensure_catalog_role, ensure_may_state
from core.catalog.slugs import free_slug, slugify
from core.kernel.errors import Forbidden, Invalid
from core.kernel.principal import Principal


async def create_product(
    session: AsyncSession, principal: Principal, vendor_id: UUID, fields: ProductFields
) -> Product:
    """A draft with one variant that has no options yet."""
    if not ensure_catalog_role(principal, vendor_id):
        raise Forbidden("This is not your workshop.")
    if not fields.title:
        raise Invalid("A product needs a title.", field="title")
    ensure_may_state(principal, fields.given().get("impact", ()))
    base = slugify(fields.title)
    handle = fields.handle or base
    await queries.lock_names(session, base, f"{vendor_id}/{handle}")
    if await queries.find_by_handle(session, vendor_id, handle):
        if fields.handle:
            raise HandleTaken(handle)
        handle = free_slug(base, await queries.taken_handles(session, vendor_id, base))
    await ensure_category(session, fields.category_id)
    slug = free_slug(base, await queries.taken_slugs(session, base))
    product = Product(vendor_id=vendor_id, title=fields.title, handle=handle, slug=slug)
    for name, value in fields.given().items():
        if name != "handle":
            setattr(product, name, value)
    session.add(product)
    await session.flush()
    session.add(ProductVariant(product_id=product.id, vendor_id=vendor_id))
    record_status(session, product, None, ProductStatus.DRAFT, principal, "")
    await announce(session, product)
    return product


async def ensure_category(session: AsyncSession, category_id: UUID | None) -> None:
    if category_id is not None:
        await category_queries.get_category(session, category_id)
