"""Things to buy: a workshop, a product of it with one variant, its price and its stock."""

from dataclasses import dataclass
from itertools import count

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductStatus, ProductVariant, VariantPrice
from core.identity.models import User
from core.inventory.models import MovementKind, StockLevel, StockLocation, StockMovement
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, Role, VendorRole
from core.shipping.models import DeliveryRate, Service, Zone
from core.vendors.models import Vendor, VendorMember, VendorStatus

_numbers = count(1)


@dataclass(frozen=True, slots=True, eq=False)
class Sold:
    vendor: Vendor
    product: Product
    variant: ProductVariant


async def a_workshop(
    session: AsyncSession,
    *,
    country: str = "PT",
    status: VendorStatus = VendorStatus.APPROVED,
    dispatch_days: tuple[int, int] = (2, 4),
) -> Vendor:
    number = next(_numbers)
    vendor = Vendor(
        slug=f"workshop-{number}",
        name=f"Workshop {number}",
        status=status,
        country=country,
        email=f"workshop-{number}@example.com",
        dispatch_days_min=dispatch_days[0],
        dispatch_days_max=dispatch_days[1],
    )
    session.add(vendor)
    await session.flush()
    session.add(
        StockLocation(vendor_id=vendor.id, name="Workshop", country=country, is_default=True)
    )
    await session.flush()
    return vendor


async def a_piece(
    session: AsyncSession,
    vendor: Vendor | None = None,
    *,
    prices: dict[str, int] | None = None,
    stock: int | None = 10,
    status: ProductStatus = ProductStatus.PUBLISHED,
    lead_time_days: int | None = None,
    requires_shipping: bool = True,
) -> Sold:
    """A published product with one variant; ``stock=None`` is not counted."""
    vendor = vendor or await a_workshop(session)
    number = next(_numbers)
    product = Product(
        vendor_id=vendor.id,
        slug=f"piece-{number}",
        handle=f"piece-{number}",
        title=f"Piece {number}",
        status=status,
        published_at=utc_now() if status is ProductStatus.PUBLISHED else None,
        option_names=["Color"],
    )
    session.add(product)
    await session.flush()
    variant = ProductVariant(
        product_id=product.id,
        vendor_id=vendor.id,
        sku=f"SKU-{number}",
        option1="Oat",
        is_stock_tracked=stock is not None,
        lead_time_days=lead_time_days,
        requires_shipping=requires_shipping,
    )
    session.add(variant)
    await session.flush()
    for currency, minor in ({"EUR": 1250} if prices is None else prices).items():
        session.add(VariantPrice(variant_id=variant.id, currency=currency, amount_minor=minor))
    await _receive(session, vendor, variant, stock)
    await session.flush()
    return Sold(vendor, product, variant)


async def _receive(
    session: AsyncSession, vendor: Vendor, variant: ProductVariant, stock: int | None
) -> None:
    if stock is None:
        return
    place = (
        await session.exec(select(StockLocation).where(StockLocation.vendor_id == vendor.id))
    ).one()
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


async def set_price(session: AsyncSession, piece: Sold, minor: int) -> None:
    price = (
        await session.exec(
            select(VariantPrice).where(VariantPrice.variant_id == piece.variant.id)
        )
    ).one()
    price.amount_minor = minor
    await session.flush()


async def set_stock(session: AsyncSession, piece: Sold, on_hand: int) -> None:
    level = (
        await session.exec(select(StockLevel).where(StockLevel.variant_id == piece.variant.id))
    ).one()
    session.add(
        StockMovement(
            variant_id=level.variant_id,
            location_id=level.location_id,
            kind=MovementKind.ADJUSTED,
            on_hand_delta=on_hand - level.on_hand,
            actor="test",
        )
    )
    level.on_hand = on_hand
    await session.flush()


async def a_delivery_rate(
    session: AsyncSession,
    vendor: Vendor,
    zone: Zone,
    price_minor: int,
    *,
    currency: str = "EUR",
    free_over_minor: int | None = None,
    transit_days: tuple[int, int] = (1, 3),
    service: Service = Service.STANDARD,
) -> DeliveryRate:
    rate = DeliveryRate(
        vendor_id=vendor.id,
        zone=zone,
        currency=currency,
        service=service,
        price_minor=price_minor,
        free_over_minor=free_over_minor,
        transit_days_min=transit_days[0],
        transit_days_max=transit_days[1],
    )
    session.add(rate)
    await session.flush()
    return rate


async def a_shopper(session: AsyncSession) -> Principal:
    user = User(email=f"shopper-{next(_numbers)}@example.com", name="A Shopper")
    session.add(user)
    await session.flush()
    return Principal(user.id, frozenset({Role.CUSTOMER}), user.email)


async def a_member(
    session: AsyncSession, vendor: Vendor, role: VendorRole = VendorRole.OWNER
) -> Principal:
    user = User(email=f"maker-{next(_numbers)}@example.com", name="A Maker")
    session.add(user)
    await session.flush()
    session.add(VendorMember(vendor_id=vendor.id, user_id=user.id, role=role))
    await session.flush()
    return Principal(user.id, frozenset({Role.VENDOR}), user.email, vendor.id, role)
