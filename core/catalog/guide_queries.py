"""Reads of collections and materials."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Numeric, Select, case, cast, func, true
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids, images_of
from core.catalog.guide_models import Collection, CollectionItem, Material
from core.catalog.models import Attribute, Product, ProductAttribute
from core.catalog.offer_queries import has_price_in, visible
from core.catalog.read_models import ProductCardData, ProductImageData
from core.kernel.errors import NotFound
from core.kernel.page_tags import LISTS, shows
from core.kernel.pagination import Page, clamp
from core.vendors.models import Vendor

MATERIAL = "material"  # the attribute whose values materials gather
VERIFIED, MISSING = "verified", "missing"


@dataclass(frozen=True, slots=True)
class CollectionData:
    """``pieces`` are those that can be seen now; ``images`` the first pictures of the first
    three.
    """

    id: UUID
    slug: str
    title: str
    intro: str
    is_published: bool
    position: int
    pieces: int
    images: tuple[ProductImageData, ...] = ()


@dataclass(frozen=True, slots=True)
class MaterialData:
    slug: str
    name: str
    intro: str
    about: str
    care: str
    names: tuple[str, ...]
    pieces: int = 0
    image: ProductImageData | None = None


@dataclass(frozen=True, slots=True)
class MeasureRange:
    """What the pieces of a material say about one measure. ``lowest`` is None when none of them
    says a number.
    """

    measure: str
    label: str
    unit: str
    lowest: float | None
    highest: float | None
    stated: int
    verified: int
    pieces: int


async def find_collection(session: AsyncSession, slug: str) -> Collection | None:
    return (await session.exec(select(Collection).where(col(Collection.slug) == slug))).first()


async def get_collection(session: AsyncSession, slug: str) -> Collection:
    if found := await find_collection(session, slug):
        return found
    raise NotFound("There is no such collection.")


async def get_published_collection(session: AsyncSession, slug: str) -> Collection:
    found = await get_collection(session, slug)
    if not found.is_published:
        raise NotFound("There is no such collection.")
    return found


async def lock_collection(session: AsyncSession, collection_id: UUID) -> Collection:
    statement = select(Collection).where(col(Collection.id) == collection_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    if collection := found.first():
        return collection
    raise NotFound("There is no such collection.")


async def list_collection_slugs(session: AsyncSession, base: str) -> set[str]:
    statement = select(Collection.slug).where(
        col(Collection.slug).startswith(base, autoescape=True)
    )
    return set(await session.exec(statement))


async def list_items(session: AsyncSession, collection_id: UUID) -> list[tuple[UUID, str, str]]:
    """Id, address and title of every piece, whether it can be seen or not, in their order."""
    statement = (
        select(Product.id, Product.slug, Product.title)
        .join(CollectionItem, col(CollectionItem.product_id) == Product.id)
        .where(col(CollectionItem.collection_id) == collection_id)
        .order_by(col(CollectionItem.position))
    )
    return list((await session.exec(statement)).all())


async def list_item_rows(session: AsyncSession, collection_id: UUID) -> list[CollectionItem]:
    statement = select(CollectionItem).where(col(CollectionItem.collection_id) == collection_id)
    return list(await session.exec(statement))


async def find_product_ids(session: AsyncSession, slugs: Sequence[str]) -> dict[str, UUID]:
    statement = select(Product.slug, Product.id).where(col(Product.slug).in_(slugs))
    return dict((await session.exec(statement)).all())


async def list_collections(
    session: AsyncSession,
    currency: str,
    *,
    drafts: bool = False,
    number: int = 1,
    size: int = 24,
) -> Page[CollectionData]:
    """In the order that operators gave them; ``drafts`` too, for operators."""
    shows(LISTS)
    number, size = clamp(number, size)
    ids = _visible_ids(currency).correlate(None).subquery("seen")
    seen = (
        select_columns(col(CollectionItem.collection_id), func.count().label("pieces"))
        .join(ids, ids.c.id == CollectionItem.product_id)
        .group_by(col(CollectionItem.collection_id))
        .subquery("counted")
    )
    statement = select_columns(Collection, func.coalesce(seen.c.pieces, 0)).outerjoin(
        seen, seen.c.collection_id == Collection.id
    )
    if not drafts:
        statement = statement.where(col(Collection.is_published), seen.c.pieces > 0)
    total = await session.scalar(select(func.count()).select_from(statement.subquery()))
    rows = await session.execute(
        statement.order_by(col(Collection.position), col(Collection.id))
        .limit(size)
        .offset((number - 1) * size)
    )
    found = rows.tuples().all()
    pictures = await _pictures(session, [collection.id for collection, _ in found], currency)
    return Page(
        [_collection(one, pieces, pictures.get(one.id, ())) for one, pieces in found],
        total or 0,
        number,
        size,
    )


async def list_pieces(
    session: AsyncSession, collection_id: UUID, currency: str, *, number: int, size: int
) -> Page[ProductCardData]:
    shows(LISTS)
    number, size = clamp(number, size)
    matching = (
        _visible_ids(currency)
        .join(CollectionItem, col(CollectionItem.product_id) == Product.id)
        .where(col(CollectionItem.collection_id) == collection_id)
    )
    total = await session.scalar(select(func.count()).select_from(matching.subquery()))
    page = (
        matching.order_by(col(CollectionItem.position)).limit(size).offset((number - 1) * size)
    )
    ids = (await session.scalars(page)).all()
    return Page(await cards_by_ids(session, ids, currency), total or 0, number, size)


async def list_materials(session: AsyncSession, currency: str) -> list[MaterialData]:
    """With how many pieces are made of each, and a picture of the newest."""
    shows(LISTS)
    made = _made_of(currency).subquery("made")
    newest = func.array_agg(aggregate_order_by(made.c.product_id, made.c.published_at.desc()))
    statement = (
        select_columns(Material, func.count(made.c.product_id.distinct()), newest[1])
        .join(made, made.c.material_id == Material.id)
        .group_by(col(Material.id))
        .order_by(col(Material.position), col(Material.name))
    )
    rows = (await session.execute(statement)).tuples().all()
    images = await images_of(session, [product_id for _, _, product_id in rows], most=1)
    return [
        _material(one, pieces, next(iter(images.get(product_id, ())), None))
        for one, pieces, product_id in rows
    ]


async def get_material(session: AsyncSession, slug: str) -> MaterialData:
    statement = select(Material).where(col(Material.slug) == slug)
    if found := (await session.exec(statement)).first():
        return _material(found)
    raise NotFound("There is no such material.")


async def impact_of(session: AsyncSession, slug: str, currency: str) -> list[MeasureRange]:
    """The range of every measure over the pieces of a material that can be seen, and how many
    of them say anything.
    """
    shows(LISTS)
    made = (
        _made_of(currency)
        .where(col(Material.slug) == slug)
        .with_only_columns(col(Product.id).label("id"), col(Product.impact).label("impact"))
        .distinct(col(Product.id))
        .cte("made")
    )
    line = func.jsonb_array_elements(made.c.impact).table_valued("value", name="line")
    fact = cast(line.c.value, JSONB)
    facts = (
        select_columns(
            *(
                fact[name].astext.label(name)
                for name in ("measure", "label", "unit", "evidence")
            ),
            case(
                (func.jsonb_typeof(fact["value"]) == "number", fact["value"].astext), else_=None
            ).label("figure"),
        )
        .select_from(made)
        .join(line, onclause=true())
        .subquery("facts")
    )
    amount = cast(facts.c.figure, Numeric)
    is_stated = facts.c.evidence != MISSING
    statement = (
        select_columns(
            facts.c.measure,
            func.max(facts.c.label).label("label"),
            func.max(facts.c.unit).label("unit"),
            func.min(amount).label("lowest"),
            func.max(amount).label("highest"),
            func.count().filter(is_stated).label("stated"),
            func.count().filter(facts.c.evidence == VERIFIED).label("verified"),
            select_columns(func.count()).select_from(made).scalar_subquery().label("pieces"),
        )
        .group_by(facts.c.measure)
        .order_by(func.count().filter(is_stated).desc(), facts.c.measure)
    )
    return [_range(row) for row in await session.execute(statement)]


def _made_of(currency: str) -> Select[Any, Any, Any]:
    """One row a visible product and material that it is made of."""
    name = func.lower(ProductAttribute.value)
    joined = func.lower(func.array_to_string(Material.names, "\n"))
    names = func.string_to_array(joined, "\n")
    return (
        select_columns(
            col(Material.id).label("material_id"),
            col(Product.id).label("product_id"),
            col(Product.published_at).label("published_at"),
        )
        .select_from(ProductAttribute)
        .join(Attribute, col(Attribute.id) == ProductAttribute.attribute_id)
        .join(Product, col(Product.id) == ProductAttribute.product_id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .join(Material, func.array_position(names, name).is_not(None))
        .where(col(Attribute.code) == MATERIAL, visible(), has_price_in(currency))
    )


def _visible_ids(currency: str) -> Select[Any]:
    return (
        select_columns(col(Product.id).label("id"))
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), has_price_in(currency))
    )


async def _pictures(
    session: AsyncSession, collection_ids: Sequence[UUID], currency: str
) -> dict[UUID, tuple[ProductImageData, ...]]:
    """Of the first three visible pieces of each."""
    rank = func.row_number().over(
        partition_by=col(CollectionItem.collection_id), order_by=col(CollectionItem.position)
    )
    ranked = (
        _visible_ids(currency)
        .join(CollectionItem, col(CollectionItem.product_id) == Product.id)
        .where(col(CollectionItem.collection_id).in_(collection_ids))
        .add_columns(col(CollectionItem.collection_id).label("of"), rank.label("rank"))
        .subquery("ranked")
    )
    first = select_columns(ranked.c.of, ranked.c.id).where(ranked.c.rank <= 3)  # noqa: PLR2004
    rows = (await session.execute(first.order_by(ranked.c.of, ranked.c.rank))).all()
    images = await images_of(session, [row.id for row in rows], most=1)
    found: dict[UUID, tuple[ProductImageData, ...]] = {}
    for row in rows:
        found[row.of] = (*found.get(row.of, ()), *images.get(row.id, ()))
    return found


def _collection(
    one: Collection, pieces: int, images: tuple[ProductImageData, ...]
) -> CollectionData:
    return CollectionData(
        one.id, one.slug, one.title, one.intro, one.is_published, one.position, pieces, images
    )


def _material(
    one: Material, pieces: int = 0, image: ProductImageData | None = None
) -> MaterialData:
    return MaterialData(
        one.slug, one.name, one.intro, one.about, one.care, tuple(one.names), pieces, image
    )


def _range(row: Any) -> MeasureRange:
    has_numbers = row.lowest is not None
    return MeasureRange(
        measure=row.measure,
        label=row.label,
        unit=row.unit or "",
        lowest=float(row.lowest) if has_numbers else None,
        highest=float(row.highest) if has_numbers else None,
        stated=row.stated,
        verified=row.verified,
        pieces=row.pieces,
    )
