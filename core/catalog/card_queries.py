"""Products as cards: a page of them in at most three statements."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import (
    Category,
    OptionValue,
    Product,
    ProductImage,
    ProductVariant,
)
from core.catalog.offer_queries import (
    has_price_in,
    lowest_before_reduction,
    offers,
    vacation_end,
    visible,
)
from core.catalog.read_models import ProductCardData, ProductDetail, ProductImageData, Rating
from core.kernel.money import Money
from core.kernel.page_tags import LISTS, product_tag, shows
from core.kernel.pagination import Page, clamp
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.vendors.models import Vendor, VendorStatus

IMAGES_ON_A_CARD = 4
COLOR_OPTIONS = ("color", "colour", "wood or colour")


async def cards_by_ids(
    session: AsyncSession, ids: Sequence[UUID], currency: str
) -> list[ProductCardData]:
    """Cards in the order of ``ids``; what cannot be seen in this currency is left out."""
    if not ids:
        return []
    rows = (await session.exec(_cards(currency, ids))).all()
    shows(*(product_tag(row.id) for row in rows))
    images = await images_of(session, [row.id for row in rows], most=IMAGES_ON_A_CARD)
    reduced = [row.variant_id for row in rows if row.compare_at is not None]
    lowest = await lowest_before_reduction(session, reduced, currency) if reduced else {}
    cards = {
        row.id: _card(row, currency, images.get(row.id, ()), lowest.get(row.variant_id))
        for row in rows
    }
    return [cards[product_id] for product_id in ids if product_id in cards]


async def cards_by_slugs(
    session: AsyncSession, slugs: Sequence[str], currency: str
) -> list[ProductCardData]:
    """The same by address, in the order of ``slugs``."""
    statement = select(Product.slug, Product.id).where(col(Product.slug).in_(slugs))
    ids = dict((await session.exec(statement)).all())
    known = [ids[slug] for slug in slugs if slug in ids]
    return await cards_by_ids(session, known, currency)


async def newest(session: AsyncSession, currency: str, *, most: int) -> list[ProductCardData]:
    shows(LISTS)
    ids = await session.exec(_visible_ids(currency).limit(most))
    return await cards_by_ids(session, ids.all(), currency)


async def list_by_vendor(
    session: AsyncSession, vendor_id: UUID, currency: str, *, number: int = 1, size: int = 24
) -> Page[ProductCardData]:
    """What can be seen of one workshop, newest first."""
    return await _page(session, currency, number, size, col(Product.vendor_id) == vendor_id)


async def related_to(
    session: AsyncSession, product: ProductDetail, *, most: int = 8
) -> list[ProductCardData]:
    """Other pieces of the same category or technique, those that share both first."""
    category = product.category.id if product.category else None
    same_category = col(Product.category_id) == category
    same_technique = func.lower(Product.technique) == product.technique.lower()
    likeness = case((same_category, 2), else_=0)
    conditions: list[ColumnElement[bool]] = [same_category]
    if product.technique:
        conditions.append(same_technique)
        likeness = likeness + case((same_technique, 1), else_=0)
    statement = (
        _visible_ids(product.currency)
        .where(or_(*conditions), col(Product.id) != product.id)
        .order_by(None)
        .order_by(
            likeness.desc(),
            (col(Product.vendor_id) == product.workshop.id).asc(),
            col(Product.published_at).desc(),
        )
        .limit(most)
    )
    ids = (await session.exec(statement)).all()
    return await cards_by_ids(session, ids, product.currency)


async def similar_to_withdrawn(
    session: AsyncSession, slug: str, currency: str, *, most: int = 8
) -> list[ProductCardData]:
    """What comes closest to a piece that was taken down: of its category, those of its workshop
    or technique first.
    """
    gone = (await session.exec(select(Product).where(col(Product.slug) == slug))).first()
    if gone is None or gone.category_id is None:
        return []
    is_like = or_(
        col(Product.vendor_id) == gone.vendor_id,
        func.lower(Product.technique) == gone.technique.lower(),
    )
    statement = (
        _visible_ids(currency)
        .where(col(Product.category_id) == gone.category_id, col(Product.id) != gone.id)
        .order_by(None)
        .order_by(case((is_like, 0), else_=1), col(Product.published_at).desc())
        .limit(most)
    )
    ids = (await session.exec(statement)).all()
    return await cards_by_ids(session, ids, currency)


async def more_from_vendor(
    session: AsyncSession, product: ProductDetail, *, most: int = 8
) -> list[ProductCardData]:
    statement = (
        _visible_ids(product.currency)
        .where(col(Product.vendor_id) == product.workshop.id, col(Product.id) != product.id)
        .limit(most)
    )
    ids = (await session.exec(statement)).all()
    return await cards_by_ids(session, ids, product.currency)


async def find_matching(
    session: AsyncSession,
    text: str,
    currency: str,
    *,
    category_ids: Sequence[UUID] | None,
    vendor_slugs: Sequence[str],
    number: int,
    size: int,
) -> tuple[list[UUID], int]:
    """Plain substring search over titles, tags and workshops, for when there is no index."""
    conditions: list[ColumnElement[bool]] = []
    for word in text.split():
        part = f"%{_escaped(word)}%"
        conditions.append(
            or_(
                col(Product.title).ilike(part, escape="\\"),
                col(Vendor.name).ilike(part, escape="\\"),
                func.array_to_string(Product.tags, " ").ilike(part, escape="\\"),
                func.array_to_string(Product.search_terms, " ").ilike(part, escape="\\"),
            )
        )
    if category_ids is not None:
        conditions.append(col(Product.category_id).in_(category_ids))
    if vendor_slugs:
        conditions.append(col(Vendor.slug).in_(vendor_slugs))
    ids, total = await _ids(session, currency, number, size, *conditions)
    return list(ids), total


async def find_workshops_named(
    session: AsyncSession, prefix: str, *, most: int
) -> list[tuple[str, str]]:
    """Slug and name of approved workshops one of whose words starts so, for suggestions."""
    start = _escaped(prefix)
    statement = (
        select(Vendor.slug, Vendor.name)
        .where(
            col(Vendor.status) == VendorStatus.APPROVED,
            col(Vendor.name).ilike(f"{start}%", escape="\\")
            | col(Vendor.name).ilike(f"% {start}%", escape="\\"),
        )
        .order_by(func.length(Vendor.name), col(Vendor.name))
        .limit(most)
    )
    return list((await session.exec(statement)).all())


async def images_of(
    session: AsyncSession, product_ids: Sequence[UUID], *, most: int
) -> Mapping[UUID, tuple[ProductImageData, ...]]:
    """The first pictures of each product that have a file."""
    rank = func.row_number().over(
        partition_by=col(ProductImage.product_id),
        order_by=(col(ProductImage.position), col(ProductImage.id)),
    )
    ranked = (
        select(ProductImage.id, rank.label("rank"))
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(col(ProductImage.product_id).in_(product_ids), col(MediaAsset.storage_key) != "")
        .subquery("ranked")
    )
    statement = (
        select(ProductImage, MediaAsset)
        .join(ranked, ranked.c.id == ProductImage.id)
        .join(MediaAsset, col(MediaAsset.id) == ProductImage.media_id)
        .where(ranked.c.rank <= most)
        .order_by(col(ProductImage.product_id), ranked.c.rank)
    )
    found: dict[UUID, tuple[ProductImageData, ...]] = {}
    for image, asset in await session.exec(statement):
        if data := image_data(image, asset):
            found[image.product_id] = (*found.get(image.product_id, ()), data)
    return found


def image_data(image: ProductImage, asset: MediaAsset) -> ProductImageData | None:
    picture = Picture.of(asset)
    if picture is None:
        return None
    return ProductImageData(image.id, picture, image.alt, image.view, image.option_value)


async def _page(
    session: AsyncSession,
    currency: str,
    number: int,
    size: int,
    *conditions: ColumnElement[bool],
) -> Page[ProductCardData]:
    number, size = clamp(number, size)
    ids, total = await _ids(session, currency, number, size, *conditions)
    return Page(await cards_by_ids(session, ids, currency), total, number, size)


async def _ids(
    session: AsyncSession,
    currency: str,
    number: int,
    size: int,
    *conditions: ColumnElement[bool],
) -> tuple[Sequence[UUID], int]:
    matching = _visible_ids(currency).where(*conditions)
    total = await session.scalar(
        select(func.count()).select_from(matching.order_by(None).subquery())
    )
    page = matching.limit(size).offset((number - 1) * size)
    return (await session.exec(page)).all(), total or 0


def _visible_ids(currency: str) -> Any:
    return (
        select(Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .where(visible(), has_price_in(currency))
        .order_by(col(Product.published_at).desc(), col(Product.id).desc())
    )


def _cards(currency: str, ids: Sequence[UUID]) -> Any:
    # The ids twice: the planner does not carry them into the aggregate by itself.
    offer = offers(currency, col(ProductVariant.product_id).in_(ids))
    return (
        select_columns(
            col(Product.id), col(Product.slug), col(Product.title), col(Product.summary),
            col(Product.technique), col(Product.origin_country), col(Product.published_at),
            col(Product.rating_count), col(Product.rating_sum),
            col(Vendor.slug).label("workshop_slug"),
            col(Vendor.name).label("workshop_name"),
            col(Vendor.selvedge), col(Vendor.dispatch_days_min), col(Vendor.dispatch_days_max),
            func.coalesce(Category.slug, "").label("category_slug"),
            func.coalesce(Category.name, "").label("category_name"),
            offer.c.lowest, offer.c.highest, offer.c.compare_at, offer.c.variant_id,
            offer.c.variants, offer.c.is_buyable, offer.c.is_made_to_order,
            vacation_end().label("away_until"),
            _colors().label("colors"),
        )
        .join(offer, offer.c.product_id == Product.id)
        .join(Vendor, col(Vendor.id) == Product.vendor_id)
        .outerjoin(Category, col(Category.id) == Product.category_id)
        .where(col(Product.id).in_(ids), visible())
    )  # fmt: skip


def _colors() -> Any:
    """What a product's option of colors offers, in the order of its workshop."""
    axis = func.lower(Product.option_names[OptionValue.axis])  # pyright: ignore[reportCallIssue, reportArgumentType]
    return (
        select_columns(
            func.array_agg(
                aggregate_order_by(col(OptionValue.value), col(OptionValue.position))
            )
        )
        .where(col(OptionValue.product_id) == Product.id, axis.in_(COLOR_OPTIONS))
        .correlate(Product)
        .scalar_subquery()
    )


def _card(
    row: Any,
    currency: str,
    images: tuple[ProductImageData, ...],
    lowest: Money | None,
) -> ProductCardData:
    is_reduced = row.compare_at is not None
    return ProductCardData(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        technique=row.technique,
        origin_country=row.origin_country,
        workshop_slug=row.workshop_slug,
        workshop_name=row.workshop_name,
        workshop_selvedge=row.selvedge,
        category_slug=row.category_slug,
        category_name=row.category_name,
        price_from=Money(row.lowest, currency),
        price_to=Money(row.highest, currency),
        compare_at=Money(row.compare_at, currency) if is_reduced else None,
        lowest_30_days=lowest if is_reduced else None,
        is_buyable=row.is_buyable and row.away_until is None,
        is_made_to_order=row.is_made_to_order,
        variant_count=row.variants,
        variant_id=row.variant_id if row.variants == 1 else None,
        dispatch_days_min=row.dispatch_days_min,
        dispatch_days_max=row.dispatch_days_max,
        rating=Rating(row.rating_count, row.rating_sum),
        published_at=row.published_at,
        colors=tuple(row.colors or ()),
        images=images,
        back_on=row.away_until + timedelta(days=1) if row.away_until else None,
    )


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
