"""The catalog as tests need it: categories, products with variants, pictures, attributes."""

from collections.abc import Mapping, Sequence
from itertools import count, product
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import (
    Attribute,
    Category,
    OptionValue,
    PriceChange,
    Product,
    ProductAttribute,
    ProductImage,
    ProductStatus,
    ProductVariant,
    VariantPrice,
)
from core.inventory.models import MovementKind, StockLevel, StockLocation, StockMovement
from core.kernel.clock import utc_now
from core.media.models import MediaAsset, MediaKind, MediaStatus
from core.vendors.models import Vendor, VendorStatus
from tests.factories.shop import a_workshop

_numbers = count(1)


async def a_vendor(
    session: AsyncSession,
    *,
    name: str = "",
    status: VendorStatus = VendorStatus.APPROVED,
    is_auto_publish: bool = True,
) -> Vendor:
    vendor = await a_workshop(session, status=status)
    vendor.name = name or vendor.name
    vendor.is_auto_publish = is_auto_publish
    await session.flush()
    return vendor


async def a_category(
    session: AsyncSession, name: str = "", *, parent: Category | None = None, position: int = 0
) -> Category:
    number = next(_numbers)
    category = Category(
        slug=f"{name.lower().replace(' ', '-')}-{number}" if name else f"category-{number}",
        name=name or f"Category {number}",
        parent_id=parent.id if parent else None,
        position=position,
    )
    session.add(category)
    await session.flush()
    return category


async def an_attribute(
    session: AsyncSession, code: str, *, name: str = "", is_facet: bool = True
) -> Attribute:
    attribute = Attribute(code=code, name=name or code.capitalize(), is_facet=is_facet)
    session.add(attribute)
    await session.flush()
    return attribute


async def a_picture(
    session: AsyncSession, vendor_id: UUID, *, status: MediaStatus = MediaStatus.READY
) -> MediaAsset:
    """A picture's row; there is no file behind it."""
    number = next(_numbers)
    is_ready = status is MediaStatus.READY
    sizes = (360, 720, 1080) if is_ready else ()
    asset = MediaAsset(
        vendor_id=vendor_id,
        kind=MediaKind.IMAGE,
        status=status,
        storage_key=f"00/{number:064x}.jpg" if status is not MediaStatus.FAILED else "",
        mime="image/jpeg",
        bytes=120_000 if is_ready else 0,
        sha256=f"{number:064x}" if is_ready else "",
        error="Not a picture" if status is MediaStatus.FAILED else "",
        source_url="https://maker.example/a.jpg" if status is MediaStatus.WAITING else "",
        width=1200,
        height=1500,
        placeholder="#c8b8a0",
        derivatives={
            f"{width}.{kind}": f"00/{number:060x}{width:04x}.{kind}"
            for width in sizes
            for kind in ("avif", "webp")
        },
    )
    session.add(asset)
    await session.flush()
    return asset


async def a_product(
    session: AsyncSession,
    *,
    vendor: Vendor | None = None,
    category: Category | None = None,
    title: str = "",
    price: int | Mapping[str, int] = 2400,
    compare_at: int | None = None,
    stock: int | None = 10,
    options: Mapping[str, Sequence[str]] | None = None,
    attributes: Mapping[str, Sequence[str]] | None = None,
    status: ProductStatus = ProductStatus.PUBLISHED,
    images: int = 1,
    tags: Sequence[str] = (),
    technique: str = "",
    sku: str = "",
) -> Product:
    """A product with a variant for every combination of ``options``, each with ``stock`` units
    (None: not counted) and the price in EUR, or in the currencies of the mapping.
    """
    vendor = vendor or await a_vendor(session)
    number = next(_numbers)
    made = Product(
        vendor_id=vendor.id,
        category_id=category.id if category else None,
        slug=f"product-{number}",
        handle=f"product-{number}",
        title=title or f"Product {number}",
        summary="Made by hand.",
        status=status,
        published_at=utc_now() if status is ProductStatus.PUBLISHED else None,
        tags=list(tags),
        technique=technique,
        option_names=list(options or ()),
    )
    session.add(made)
    await session.flush()
    await _add_variants(session, made, options or {}, stock, sku or f"SKU-{number}")
    prices = {"EUR": price} if isinstance(price, int) else price
    await _add_prices(session, made, prices, compare_at)
    for position in range(images):
        asset = await a_picture(session, vendor.id)
        session.add(
            ProductImage(
                product_id=made.id, media_id=asset.id, position=position, alt=f"View {position}"
            )
        )
    for code, values in (attributes or {}).items():
        await give_attribute(session, made, code, values)
    await session.flush()
    return made


async def give_attribute(
    session: AsyncSession, to: Product, code: str, values: Sequence[str]
) -> None:
    found = await session.exec(select(Attribute).where(Attribute.code == code))
    attribute = found.first() or await an_attribute(session, code)
    for value in values:
        session.add(ProductAttribute(product_id=to.id, attribute_id=attribute.id, value=value))
    await session.flush()


async def variants_of(session: AsyncSession, of: Product) -> list[ProductVariant]:
    statement = (
        select(ProductVariant)
        .where(ProductVariant.product_id == of.id)
        .order_by(ProductVariant.position)  # pyright: ignore[reportArgumentType]
    )
    return list(await session.exec(statement))


async def _add_variants(
    session: AsyncSession,
    made: Product,
    options: Mapping[str, Sequence[str]],
    stock: int | None,
    sku: str,
) -> None:
    for axis, values in enumerate(options.values(), start=1):
        session.add_all(
            OptionValue(product_id=made.id, axis=axis, value=value, position=position)
            for position, value in enumerate(values)
        )
    place = (
        await session.exec(
            select(StockLocation).where(StockLocation.vendor_id == made.vendor_id)
        )
    ).one()
    for position, chosen in enumerate(product(*options.values())):
        padded = (*chosen, None, None, None)
        variant = ProductVariant(
            product_id=made.id,
            vendor_id=made.vendor_id,
            sku=f"{sku}-{position}" if options else sku,
            option1=padded[0],
            option2=padded[1],
            option3=padded[2],
            position=position,
            is_stock_tracked=stock is not None,
        )
        session.add(variant)
        await session.flush()
        if stock is not None:
            session.add(StockLevel(variant_id=variant.id, location_id=place.id, on_hand=stock))
            session.add(
                StockMovement(
                    variant_id=variant.id,
                    location_id=place.id,
                    kind=MovementKind.RECEIVED,
                    on_hand_delta=stock,
                    actor="test",
                )
            )
    await session.flush()


async def _add_prices(
    session: AsyncSession, made: Product, prices: Mapping[str, int], compare_at: int | None
) -> None:
    for variant in await variants_of(session, made):
        for currency, minor in prices.items():
            facts = {
                "variant_id": variant.id,
                "currency": currency,
                "amount_minor": minor,
                "compare_at_minor": compare_at,
            }
            session.add_all([VariantPrice(**facts), PriceChange(**facts, actor="test")])
    await session.flush()
