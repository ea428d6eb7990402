"""What can be found in the shop, and when it last changed."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.category_queries import list_categories
from core.catalog.guide_models import Collection, CollectionItem, Material
from core.catalog.models import Product
from core.catalog.offer_queries import visible
from core.content.models import HelpArticle, JournalArticle
from core.vendors.models import Vendor, VendorStatus

Row = tuple[str, datetime | date | None]
AT_ONCE = 1000


async def count_products(session: AsyncSession) -> int:
    statement = _visible(func.count())
    return (await session.execute(statement)).scalar_one()


async def stream_products(session: AsyncSession, first: int, most: int) -> AsyncIterator[Row]:
    """Slugs in a fixed order, ``most`` of them from number ``first`` on, from a cursor on the
    server.
    """
    statement = (
        _visible(col(Product.slug), col(Product.updated_at))
        .order_by(col(Product.id))
        .offset(first)
        .limit(most)
        .execution_options(yield_per=AT_ONCE)
    )
    found: Any = await session.stream(statement)
    async for row in found:
        yield row[0], row[1]


async def list_workshops(session: AsyncSession) -> list[Row]:
    """A workshop's page changes with its pieces."""
    statement = (
        select_columns(
            col(Vendor.slug),
            func.coalesce(func.max(col(Product.updated_at)), col(Vendor.created_at)),
        )
        .outerjoin(Product, and_(col(Product.vendor_id) == Vendor.id, visible()))
        .where(col(Vendor.status) == VendorStatus.APPROVED, ~col(Vendor.is_platform))
        .group_by(col(Vendor.id))
        .order_by(col(Vendor.slug))
    )
    return _rows(await session.execute(statement))


async def list_filled_categories(session: AsyncSession) -> list[Row]:
    """Those with something to see in them or below."""
    statement = (
        _visible(col(Product.category_id), func.max(col(Product.updated_at)))
        .where(col(Product.category_id).is_not(None))
        .group_by(col(Product.category_id))
    )
    rows: Any = await session.execute(statement)
    changed: dict[UUID, datetime] = dict(rows.all())
    categories = await list_categories(session)
    parents = {category.id: category.parent_id for category in categories}
    for category_id, at in list(changed.items()):
        above = parents.get(category_id)
        while above is not None:
            changed[above] = max(changed.get(above, at), at)
            above = parents.get(above)
    return [(c.slug, changed[c.id]) for c in categories if c.id in changed]


async def list_collections(session: AsyncSession) -> list[Row]:
    statement = (
        select_columns(
            col(Collection.slug),
            func.coalesce(func.max(col(Product.updated_at)), col(Collection.created_at)),
        )
        .outerjoin(CollectionItem, col(CollectionItem.collection_id) == Collection.id)
        .outerjoin(Product, col(Product.id) == CollectionItem.product_id)
        .where(col(Collection.is_published))
        .group_by(col(Collection.id))
        .order_by(col(Collection.position))
    )
    return _rows(await session.execute(statement))


async def list_materials(session: AsyncSession) -> list[Row]:
    statement = select(Material.slug, Material.created_at).order_by(col(Material.position))
    return _rows(await session.execute(statement))


async def list_help(session: AsyncSession) -> list[Row]:
    statement = (
        select_columns(col(HelpArticle.slug), col(HelpArticle.updated_on))
        .where(col(HelpArticle.is_published))
        .order_by(col(HelpArticle.position))
    )
    return _rows(await session.execute(statement))


def _visible(*columns: Any) -> Any:
    return (
        select_columns(*columns)
        .select_from(Product)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible())
    )


def _rows(found: Any) -> list[Row]:
    return [(slug, changed) for slug, changed in found]


async def list_stories(session: AsyncSession) -> list[Row]:
    statement = (
        select(JournalArticle.slug, JournalArticle.updated_at)
        .where(col(JournalArticle.is_published))
        .order_by(col(JournalArticle.slug))
    )
    return [(slug, changed) for slug, changed in await session.exec(statement)]
