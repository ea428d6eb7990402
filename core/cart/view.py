"""What a bag shows: parcels by workshop, with today's prices, stock and delivery. Five
statements however full it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.models import Cart, CartLine
from core.cart.offers import Offer
from core.catalog.models import ProductImage
from core.inventory import queries as inventory
from core.kernel.clock import utc_now
from core.kernel.money import Money, total
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.promotions.apply import Result
from core.promotions.buyer_keys import Buyer
from core.promotions.discounts import Goods, Purchase, discounts_for
from core.promotions.rules import Delivery, Rule
from core.shipping.arrival import Arrival
from core.shipping.packaging import DEFAULT as USUAL_PACKAGING
from core.shipping.rates import Rate, find_parcel_rates
from core.vendors.models import Vendor

Images = Mapping[UUID, Sequence[tuple[ProductImage, MediaAsset]]]


class LineProblem(StrEnum):
    """Why a line cannot be ordered as it is."""

    HIDDEN = "hidden"  # the product or its workshop was taken down
    NO_PRICE = "no_price"  # not sold in the currency of the bag
    SOLD_OUT = "sold_out"
    AWAY = "away"  # the workshop is on holiday
    TOO_MANY = "too_many"  # fewer are left than wanted


@dataclass(frozen=True, slots=True)
class BagLine:
    line_id: UUID
    variant_id: UUID
    product_id: UUID
    category_id: UUID | None
    slug: str
    title: str
    options: tuple[tuple[str, str], ...]
    sku: str
    picture: Picture | None
    alt: str
    quantity: int
    seen: Money
    unit: Money | None
    compare_at: Money | None
    available: int | None
    lead_time_days: int | None
    requires_shipping: bool
    weight_g: int | None
    problem: LineProblem | None

    @property
    def line_total(self) -> Money | None:
        return None if self.unit is None else self.unit * self.quantity

    @property
    def counted(self) -> Money:
        """What the line adds to the bag: nothing while it cannot be had at all."""
        is_there = self.problem in {None, LineProblem.TOO_MANY}
        return self.line_total if is_there and self.line_total else self.seen * 0

    @property
    def price_change(self) -> Money | None:
        """Today's price less the one seen when the thing was put in; None when they agree."""
        if self.unit is None or self.unit == self.seen:
            return None
        return self.unit - self.seen


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one workshop sends together. ``rate`` is None while no country is chosen, when the
    workshop does not deliver there, and for goods that are not sent at all.
    """

    vendor_id: UUID
    vendor_slug: str
    vendor_name: str
    vendor_selvedge: str
    lines: tuple[BagLine, ...]
    goods: Money
    rate: Rate | None = None
    arrival: Arrival | None = None
    is_undeliverable: bool = False

    @property
    def delivery(self) -> Money:
        return self.rate.price if self.rate else Money.zero(self.goods.currency)

    @property
    def left_to_free_delivery(self) -> Money | None:
        if self.rate is None or self.rate.free_over is None or not self.rate.price:
            return None
        return self.rate.free_over - self.goods

    @property
    def lead_time_days(self) -> int:
        """The parcel leaves when its slowest piece is made."""
        return max((line.lead_time_days or 0 for line in self.lines), default=0)

    @property
    def footprint_g(self) -> int | None:
        """CO2e of carrying it in the usual packaging; None where a weight or way is unknown."""
        weights = [line.weight_g and line.weight_g * line.quantity for line in self.lines]
        known = [weight for weight in weights if weight]
        if self.rate is None or len(known) != len(weights):
            return None
        return self.rate.footprint_g(sum(known) + USUAL_PACKAGING.grams)

    @property
    def needs_delivery(self) -> bool:
        return any(line.requires_shipping for line in self.lines)


@dataclass(frozen=True, slots=True)
class Bag:
    currency: str
    country: str | None = None
    parcels: tuple[Parcel, ...] = ()
    saved: tuple[BagLine, ...] = ()
    promotions: Result | None = None

    @property
    def lines(self) -> Iterable[BagLine]:
        return (line for parcel in self.parcels for line in parcel.lines)

    @property
    def units(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def subtotal(self) -> Money:
        return total((parcel.goods for parcel in self.parcels), self.currency)

    @property
    def delivery(self) -> Money:
        return total((parcel.delivery for parcel in self.parcels), self.currency)

    @property
    def discount(self) -> Money:
        return self.promotions.amount if self.promotions else Money.zero(self.currency)

    @property
    def total(self) -> Money:
        return self.subtotal + self.delivery - self.discount

    @property
    def footprint_g(self) -> int | None:
        grams = [parcel.footprint_g for parcel in self.parcels]
        known = [one for one in grams if one is not None]
        return sum(known) if known and len(known) == len(grams) else None

    @property
    def is_orderable(self) -> bool:
        """Whether checkout can begin: there is something, and nothing stands in its way."""
        return bool(self.parcels) and not any(
            parcel.is_undeliverable or any(line.problem for line in parcel.lines)
            for parcel in self.parcels
        )


async def view_bag(
    session: AsyncSession, cart: Cart | None, country: str | None, currency: str, today: date
) -> Bag:
    """The bag as it would be ordered today into ``country``; ``currency`` is for no bag at
    all.
    """
    bag = await view_pieces(session, cart, country, currency, today)
    if cart is None:
        return bag
    buyer = Buyer(cart.user_id)
    return replace(bag, promotions=await price_promotions(session, cart, bag, buyer))


async def view_pieces(
    session: AsyncSession, cart: Cart | None, country: str | None, currency: str, today: date
) -> Bag:
    """The bag before discounts, for who prices them in a quote."""
    if cart is None:
        return Bag(currency, country)
    lines = await queries.list_lines(session, cart.id)
    return await view_lines(session, lines, country, cart.currency, today)


async def price_promotions(
    session: AsyncSession, cart: Cart, bag: Bag, buyer: Buyer, *, also: Sequence[Rule] = ()
) -> Result:
    """What can be ordered at all counts, delivered the usual way."""
    goods = [
        Goods(
            variant_id=line.variant_id,
            product_id=line.product_id,
            vendor_id=parcel.vendor_id,
            category_id=line.category_id,
            unit=line.unit,
            quantity=line.quantity,
        )
        for parcel in bag.parcels
        for line in parcel.lines
        if line.unit and line.counted
    ]
    deliveries = [
        Delivery(parcel.vendor_id, parcel.delivery, parcel.delivery) for parcel in bag.parcels
    ]
    purchase = Purchase(
        currency=cart.currency,
        at=utc_now(),
        country=bag.country,
        codes=tuple(cart.codes),
        buyer=buyer,
    )
    return await discounts_for(session, goods, deliveries, purchase, also=also)


async def view_lines(
    session: AsyncSession,
    lines: Sequence[CartLine],
    country: str | None,
    currency: str,
    today: date,
) -> Bag:
    variant_ids = [line.variant_id for line in lines]
    offers = await queries.offers(session, variant_ids, currency)
    stock = await inventory.available(session, variant_ids)
    images = await queries.images_of(session, {o.product.id for o in offers.values()})
    shown = [
        (
            offer.vendor,
            line.is_saved,
            _line(line, currency, offer, stock.get(offer.variant.id, 0), images),
        )
        for line in lines
        if (offer := offers.get(line.variant_id))
    ]
    parcels = _parcels(
        [(vendor, line) for vendor, is_saved, line in shown if not is_saved], currency
    )
    if country is not None:
        parcels = await _delivered(session, parcels, country, currency, today)
    saved = tuple(line for _, is_saved, line in shown if is_saved)
    return Bag(currency, country, tuple(parcels), saved)


def _line(
    line: CartLine, currency: str, offer: Offer, available: int | None, images: Images
) -> BagLine:
    variant, product = offer.variant, offer.product
    image = _image(offer, images.get(product.id, ()))
    price = offer.price
    return BagLine(
        line_id=line.id,
        variant_id=variant.id,
        product_id=product.id,
        category_id=product.category_id,
        slug=product.slug,
        title=product.title,
        options=tuple(zip(product.option_names, variant.options, strict=False)),
        sku=variant.sku,
        picture=Picture.of(image[1]) if image else None,
        alt=image[0].alt if image else "",
        quantity=line.quantity,
        seen=Money(line.seen_minor, currency),
        unit=offer.amount,
        compare_at=price.compare_at if price else None,
        available=available,
        lead_time_days=variant.lead_time_days,
        requires_shipping=variant.requires_shipping,
        weight_g=variant.weight_g,
        problem=_problem(line, offer, available),
    )


def _problem(line: CartLine, offer: Offer, available: int | None) -> LineProblem | None:
    if not offer.is_visible:
        return LineProblem.HIDDEN
    if offer.price is None:
        return LineProblem.NO_PRICE
    if offer.vendor.back_on(utc_now().date()):
        return LineProblem.AWAY
    if available is not None and available <= 0:
        return LineProblem.SOLD_OUT
    if available is not None and available < line.quantity:
        return LineProblem.TOO_MANY
    return None


def _image(
    offer: Offer, images: Sequence[tuple[ProductImage, MediaAsset]]
) -> tuple[ProductImage, MediaAsset] | None:
    """The variant's own picture, else one of its first option (a color), else the first."""
    if not images:
        return None

    def rank(pair: tuple[ProductImage, MediaAsset]) -> int:
        if pair[0].id == offer.variant.image_id:
            return 0
        return 1 if pair[0].option_value in offer.variant.options[:1] else 2

    return min(images, key=rank)


def _parcels(lines: Iterable[tuple[Vendor, BagLine]], currency: str) -> list[Parcel]:
    """Grouped by workshop, in the order in which the first of its lines was put in."""
    grouped: dict[UUID, tuple[Vendor, list[BagLine]]] = {}
    for vendor, line in lines:
        grouped.setdefault(vendor.id, (vendor, []))[1].append(line)
    return [
        Parcel(
            vendor_id=vendor.id,
            vendor_slug=vendor.slug,
            vendor_name=vendor.name,
            vendor_selvedge=vendor.selvedge,
            lines=tuple(own),
            goods=total((line.counted for line in own), currency),
        )
        for vendor, own in grouped.values()
    ]


async def _delivered(
    session: AsyncSession, parcels: list[Parcel], country: str, currency: str, today: date
) -> list[Parcel]:
    sent = {parcel.vendor_id: parcel.goods for parcel in parcels if parcel.needs_delivery}
    rates = await find_parcel_rates(session, sent, country, currency)
    return [_with_rate(parcel, rates.get(parcel.vendor_id), today) for parcel in parcels]


def _with_rate(parcel: Parcel, rate: Rate | None, today: date) -> Parcel:
    if rate is None:
        return replace(parcel, is_undeliverable=parcel.needs_delivery)
    arrival = rate.arrival(today, lead_time_days=parcel.lead_time_days)
    return replace(parcel, rate=rate, arrival=arrival)
