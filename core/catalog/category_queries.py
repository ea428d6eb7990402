"""Reads of the category tree and of attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, literal
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.errors import CategoryNotFound
from core.catalog.models import Attribute, Category, Product
from core.catalog.offer_queries import has_price_in, visible
from core.catalog.read_models import CategoryData, CategoryNode
from core.vendors.models import Vendor

DEEPEST = 12  # stops a cycle that somebody made by hand


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category where it stands in the tree; ``products`` are those directly in it."""

    category: CategoryData
    depth: int
    products: int
    children: int
    is_first: bool
    is_last: bool


async def get_category(session: AsyncSession, category_id: UUID) -> Category:
    if category := await session.get(Category, category_id):
        return category
    raise CategoryNotFound(category_id)


async def find_category(session: AsyncSession, slug: str) -> CategoryData | None:
    statement = select(Category).where(col(Category.slug) == slug)
    category = (await session.exec(statement)).first()
    return category_data(category) if category else None


async def list_categories(session: AsyncSession) -> list[Category]:
    statement = select(Category).order_by(col(Category.position), col(Category.name))
    return list(await session.exec(statement))


async def category_parents(session: AsyncSession) -> dict[UUID, UUID | None]:
    """Every category and what it stands under."""
    rows = await session.exec(select(Category.id, Category.parent_id))
    return dict(rows.all())


async def category_tree(
    session: AsyncSession, currency: str | None = None
) -> tuple[CategoryNode, ...]:
    """The departments with what is below them; with a currency, the visible products of each
    branch are counted.
    """
    categories = await list_categories(session)
    counts = await _visible_per_category(session, currency) if currency else {}
    children: dict[UUID | None, list[Category]] = {}
    for category in categories:
        children.setdefault(category.parent_id, []).append(category)

    def node(category: Category) -> CategoryNode:
        below = tuple(node(child) for child in children.get(category.id, ()))
        products = counts.get(category.id, 0) + sum(child.products for child in below)
        return CategoryNode(category_data(category), below, products)

    return tuple(node(category) for category in children.get(None, ()))


async def path_to(session: AsyncSession, category_id: UUID) -> tuple[CategoryData, ...]:
    """From the department down to the category itself."""
    start = select(Category, literal(0).label("height")).where(col(Category.id) == category_id)
    up = start.cte("up", recursive=True)
    up = up.union_all(
        select(Category, up.c.height + 1)
        .join(up, up.c.parent_id == Category.id)
        .where(up.c.height < DEEPEST)
    )
    statement = select(Category).join(up, up.c.id == Category.id).order_by(up.c.height.desc())
    return tuple(category_data(category) for category in await session.exec(statement))


async def ids_below(session: AsyncSession, category_id: UUID) -> list[UUID]:
    """The category and everything under it."""
    start = select(col(Category.id).label("id"), literal(0).label("depth")).where(
        col(Category.id) == category_id
    )
    down = start.cte("down", recursive=True)
    down = down.union_all(
        select(Category.id, down.c.depth + 1)
        .join(down, down.c.id == Category.parent_id)
        .where(down.c.depth < DEEPEST)
    )
    return list(await session.exec(select(down.c.id)))


async def list_product_ids_below(session: AsyncSession, category_id: UUID) -> list[UUID]:
    ids = await ids_below(session, category_id)
    statement = select(Product.id).where(col(Product.category_id).in_(ids))
    return list(await session.exec(statement))


async def find_categories_named(
    session: AsyncSession, prefix: str, *, most: int
) -> list[CategoryData]:
    """Categories one of whose words starts so, for suggestions."""
    pattern = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    statement = (
        select(Category)
        .where(
            col(Category.name).ilike(f"{pattern}%", escape="\\")
            | col(Category.name).ilike(f"% {pattern}%", escape="\\")
        )
        .order_by(func.length(Category.name), col(Category.name))
        .limit(most)
    )
    return [category_data(category) for category in await session.exec(statement)]


async def count_products(session: AsyncSession, category_id: UUID) -> int:
    """Products of any status directly in the category."""
    statement = select(func.count()).where(col(Product.category_id) == category_id)
    return await session.scalar(statement) or 0


async def list_rows(session: AsyncSession) -> list[CategoryRow]:
    """The tree as a list: each category is followed by what is below it."""
    counting = select(Product.category_id, func.count()).group_by(col(Product.category_id))
    counts = dict((await session.exec(counting)).all())
    children: dict[UUID | None, list[Category]] = {}
    for category in await list_categories(session):
        children.setdefault(category.parent_id, []).append(category)

    def below(parent_id: UUID | None, depth: int) -> list[CategoryRow]:
        siblings = children.get(parent_id, [])
        rows: list[CategoryRow] = []
        for place, category in enumerate(siblings):
            rows.append(
                CategoryRow(
                    category=category_data(category),
                    depth=depth,
                    products=counts.get(category.id, 0),
                    children=len(children.get(category.id, ())),
                    is_first=place == 0,
                    is_last=place == len(siblings) - 1,
                )
            )
            rows.extend(below(category.id, depth + 1) if depth < DEEPEST else [])
        return rows

    return below(None, 0)


async def list_attributes(session: AsyncSession) -> Sequence[Attribute]:
    statement = select(Attribute).order_by(col(Attribute.position), col(Attribute.code))
    return (await session.exec(statement)).all()


async def find_attributes(session: AsyncSession, codes: Sequence[str]) -> dict[str, Attribute]:
    statement = select(Attribute).where(col(Attribute.code).in_(codes))
    return {attribute.code: attribute for attribute in await session.exec(statement)}


async def _visible_per_category(session: AsyncSession, currency: str) -> dict[UUID, int]:
    statement = (
        select(Product.category_id, func.count())
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), has_price_in(currency), col(Product.category_id).is_not(None))
        .group_by(col(Product.category_id))
    )
    rows = (await session.exec(statement)).all()
    return {category_id: count for category_id, count in rows if category_id}


def category_data(category: Category) -> CategoryData:
    return CategoryData(
        category.id, category.slug, category.name, category.intro, category.parent_id,
        category.position,
    )  # fmt: skip
