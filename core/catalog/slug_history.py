"""Where a thing is found now whose address was another once."""

from enum import StrEnum
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries, slug_queries
from core.catalog.announce import announce
from core.catalog.errors import AddressTaken
from core.catalog.events import CategoryChanged
from core.catalog.models import Category, Product
from core.catalog.slugs import slugify
from core.catalog.update_product import lock_for_edit
from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Invalid, NotFound
from core.kernel.principal import Principal

LONGEST_ASKED = 160


class Named(StrEnum):
    """What has an address of its own. The value is the table."""

    PRODUCT = "products"
    CATEGORY = "categories"
    VENDOR = "vendors"


async def find_renamed(session: AsyncSession, kind: Named, slug: str) -> str | None:
    """The present slug of what was called ``slug``. Ask only when nothing is called so now."""
    if not slug or len(slug) > LONGEST_ASKED or not slug.isprintable():
        return None
    return await slug_queries.find_present_slug(session, kind.value, slug)


async def readdress_product(
    session: AsyncSession, principal: Principal, product_id: UUID, wanted: str
) -> Product:
    """Another address for a product. The old one leads on to it."""
    product = await lock_for_edit(session, principal, product_id)
    slug = _checked(wanted)
    if slug != product.slug:
        await _ensure_free(session, Named.PRODUCT, slug, product.id)
        product.slug = slug
        await session.flush()
        await announce(session, product)
    return product


async def readdress_category(
    session: AsyncSession, staff: Principal, category_id: UUID, wanted: str
) -> Category:
    staff.require_staff()
    await queries.lock_names(session, "categories")
    category = await session.get(Category, category_id)
    if category is None:
        raise NotFound("There is no such category.")
    slug = _checked(wanted)
    if slug == category.slug:
        return category
    await _ensure_free(session, Named.CATEGORY, slug, category.id)
    before, category.slug = category.slug, slug
    await session.flush()
    await emit(session, CategoryChanged(category_id=category.id))
    await audit.record(
        session, staff, "catalog.readdress_category", "category", category.id, category.name,
        before=before, after=slug,
    )  # fmt: skip
    return category


def _checked(wanted: str) -> str:
    slug = slugify(wanted, otherwise="")
    if not slug:
        raise Invalid("An address has letters or digits.", field="slug")
    return slug


async def _ensure_free(session: AsyncSession, kind: Named, slug: str, own_id: UUID) -> None:
    """A slug that something else has, or had: links to that one would lead here."""
    if await slug_queries.is_slug_taken(session, kind.value, slug, own_id):
        raise AddressTaken(slug)
