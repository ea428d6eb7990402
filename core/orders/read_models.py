"""Orders as pages need them: loaded in a fixed number of statements, no table row inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money, total
from core.orders import queries
from core.orders.derive import unpacked
from core.orders.models import (
    Fulfillment,
    FulfillmentLine,
    Order,
    OrderEvent,
    OrderLine,
    VendorOrder,
)
from core.orders.statuses import (
    FulfillmentStatus,
    OrderFulfillmentStatus,
    OrderPaymentStatus,
    OrderStatus,
    VendorOrderStatus,
)
from core.promotions.models import DiscountLine
from core.promotions.queries import discounts_of
from core.promotions.read_models import DiscountDetail, summed
from core.shipping.packaging import packaging
from core.taxes.models import TaxLine
from core.taxes.queries import tax_lines_of_order, tax_lines_of_part
from core.taxes.summary import TaxSum
from core.taxes.summary import summed as summed_taxes
from core.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class LineDetail:
    id: UUID
    title: str
    options: tuple[str, ...]
    sku: str
    slug: str
    image_key: str
    quantity: int
    unit: Money
    discount: Money
    subsidy: Money
    total: Money
    commission: Money
    refunded: Money
    quantity_open: int
    quantity_fulfilled: int
    quantity_canceled: int
    quantity_refunded: int
    weight_g: int | None

    @classmethod
    def of(cls, line: OrderLine, currency: str) -> "LineDetail":
        return cls(
            id=line.id,
            title=line.title,
            options=tuple(line.options),
            sku=line.sku,
            slug=line.slug,
            image_key=line.image_key,
            quantity=line.quantity,
            unit=Money(line.unit_minor, currency),
            discount=Money(line.discount_minor, currency),
            subsidy=Money(line.subsidy_minor, currency),
            total=Money(line.total_minor, currency),
            commission=Money(line.commission_minor, currency),
            refunded=Money(line.refunded_minor, currency),
            quantity_open=line.quantity_open,
            quantity_fulfilled=line.quantity_fulfilled,
            quantity_canceled=line.quantity_canceled,
            quantity_refunded=line.quantity_refunded,
            weight_g=line.weight_g,
        )


@dataclass(frozen=True, slots=True)
class ParcelDetail:
    """``units`` are (order line id, title, quantity)."""

    id: UUID
    number: str
    status: FulfillmentStatus
    carrier: str
    tracking_number: str
    tracking_url: str
    packed_at: datetime
    handed_over_at: datetime | None
    delivered_at: datetime | None
    units: tuple[tuple[UUID, str, int], ...]


@dataclass(frozen=True, slots=True)
class PartDetail:
    """A vendor's part of an order. ``unpacked`` counts units that lie in no parcel, by line."""

    id: UUID
    number: str
    status: VendorOrderStatus
    fulfillment_status: OrderFulfillmentStatus
    vendor_id: UUID
    vendor_name: str
    vendor_slug: str
    selvedge: str
    seller: tuple[str, ...]
    items: Money
    delivery: Money
    total: Money
    commission: Money
    market_tax: Money
    net: Money
    refunded: Money
    discount: Money
    subsidy: Money
    delivery_discount: Money
    discounts: tuple[DiscountDetail, ...]
    delivery_left: Money
    delivery_name: str
    packaging: str
    gift_message: str
    packing: Money
    footprint_g: int | None
    arrives_from: date | None
    arrives_until: date | None
    accept_by: datetime | None
    delivered_at: datetime | None
    lines: tuple[LineDetail, ...]
    parcels: tuple[ParcelDetail, ...]
    unpacked: Mapping[UUID, int]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    at: datetime
    kind: str
    message: str
    actor: str
    part_id: UUID | None


@dataclass(frozen=True, slots=True)
class OrderDetail:
    id: UUID
    number: str
    status: OrderStatus
    payment_status: OrderPaymentStatus
    fulfillment_status: OrderFulfillmentStatus
    email: str
    user_id: UUID | None
    ship_to: Mapping[str, str]
    note: str
    items: Money
    delivery: Money
    tax: Money
    taxes: tuple[TaxSum, ...]
    discount: Money
    discounts: tuple[DiscountDetail, ...]
    total: Money
    refunded: Money
    created_at: datetime
    placed_at: datetime | None
    expires_at: datetime
    parts: tuple[PartDetail, ...]
    timeline: tuple[TimelineEntry, ...]

    @property
    def packing(self) -> Money:
        return total((part.packing for part in self.parts), self.total.currency)


async def order_detail(
    session: AsyncSession, order: Order, *, public_only: bool = True
) -> OrderDetail:
    """The whole order for its buyer (``public_only``) or for staff. Seven statements, one
    more where there are discounts.
    """
    parts = await queries.vendor_orders_of(session, order.id)
    lines = await queries.lines_of_order(session, order.id)
    parcels = await queries.parcels_of(session, [part.id for part in parts])
    vendors = await queries.vendors_of(session, [part.vendor_id for part in parts])
    events = await queries.timeline(session, order.id, public_only=public_only)
    discounts = await discounts_of(session, order.id) if order.discount_minor else ()
    details = [
        _part(part, vendors[part.vendor_id], lines, parcels, discounts) for part in parts
    ]
    taxes = await tax_lines_of_order(session, order.id)
    return _detail(order, details, events, discounts, taxes)


async def vendor_order_detail(
    session: AsyncSession, vendor_id: UUID, number: str
) -> OrderDetail:
    """The order with this vendor's part alone, its money and its events: nothing of others'."""
    part, order = await queries.get_of_vendor(session, vendor_id, number)
    lines = await queries.lines_of_vendor_order(session, part.id)
    parcels = await queries.parcels_of(session, [part.id])
    vendors = await queries.vendors_of(session, [vendor_id])
    events = await queries.vendor_timeline(session, order.id, part.id)
    discounts = await discounts_of(session, order.id, part.id) if part.discount_minor else ()
    detail = _part(part, vendors[vendor_id], lines, parcels, discounts)
    taxes = await tax_lines_of_part(session, part.id)
    whole = _detail(order, [detail], events, discounts, taxes)
    return _only_own_money(whole, part)


def _only_own_money(whole: OrderDetail, part: VendorOrder) -> OrderDetail:
    return replace(
        whole,
        items=Money(part.items_minor, part.currency),
        delivery=Money(part.delivery_minor, part.currency),
        tax=Money(part.tax_minor, part.currency),
        discount=Money(part.discount_minor, part.currency),
        total=part.total,
        refunded=Money(part.refunded_minor, part.currency),
    )


def _detail(
    order: Order,
    parts: Sequence[PartDetail],
    events: Sequence[OrderEvent],
    discounts: Sequence[DiscountLine],
    taxes: Sequence[TaxLine],
) -> OrderDetail:
    currency = order.currency
    return OrderDetail(
        id=order.id,
        number=order.number,
        status=order.status,
        payment_status=order.payment_status,
        fulfillment_status=order.fulfillment_status,
        email=order.email,
        user_id=order.user_id,
        ship_to=order.ship_to,
        note=order.note,
        items=Money(order.items_minor, currency),
        delivery=Money(order.delivery_minor, currency),
        tax=Money(order.tax_minor, currency),
        taxes=summed_taxes(taxes),
        discount=Money(order.discount_minor, currency),
        discounts=summed(discounts),
        total=order.total,
        refunded=Money(order.refunded_minor, currency),
        created_at=order.created_at,
        placed_at=order.placed_at,
        expires_at=order.expires_at,
        parts=tuple(parts),
        timeline=tuple(
            TimelineEntry(e.created_at, e.kind, e.message, e.actor, e.vendor_order_id)
            for e in events
        ),
    )


def _part(
    part: VendorOrder,
    vendor: Vendor,
    lines: Sequence[OrderLine],
    parcels: Sequence[tuple[Fulfillment, FulfillmentLine]],
    discounts: Sequence[DiscountLine],
) -> PartDetail:
    own = [line for line in lines if line.vendor_order_id == part.id]
    sent = [pair for pair in parcels if pair[0].vendor_order_id == part.id]
    currency = part.currency
    return PartDetail(
        id=part.id,
        number=part.number,
        status=part.status,
        fulfillment_status=part.fulfillment_status,
        vendor_id=part.vendor_id,
        vendor_name=vendor.name,
        vendor_slug=vendor.slug,
        selvedge=vendor.selvedge,
        seller=_seller(vendor),
        items=Money(part.items_minor, currency),
        delivery=Money(part.delivery_minor, currency),
        total=part.total,
        commission=Money(part.commission_minor, currency),
        market_tax=Money(part.market_tax_minor, currency),
        net=Money(part.net_minor, currency),
        refunded=Money(part.refunded_minor, currency),
        discount=Money(part.discount_minor, currency),
        subsidy=Money(part.subsidy_minor, currency),
        delivery_discount=Money(part.delivery_discount_minor, currency),
        discounts=summed(discounts, part.id),
        delivery_left=Money(part.delivery_left_minor, currency),
        delivery_name=part.delivery_name,
        packaging=packaging(part.packaging).name if part.packaging else "",
        gift_message=part.gift_message,
        packing=Money(part.packaging_minor, currency),
        footprint_g=part.delivery_g_co2e,
        arrives_from=part.arrives_from,
        arrives_until=part.arrives_until,
        accept_by=part.accept_by,
        delivered_at=part.delivered_at,
        lines=tuple(LineDetail.of(line, currency) for line in own),
        parcels=_parcels(sent, {line.id: line.title for line in own}),
        unpacked=unpacked(own, sent),
    )


def _seller(vendor: Vendor) -> tuple[str, ...]:
    """Who sells, as the law wants it named on what a buyer gets."""
    town = f"{vendor.postcode} {vendor.town}".strip()
    number = f"VAT number {vendor.vat_id}" if vendor.vat_id else ""
    lines = (vendor.legal_name or vendor.name, vendor.line1, town, vendor.country, number)
    return tuple(line for line in (*lines, vendor.email) if line)


def _parcels(
    rows: Sequence[tuple[Fulfillment, FulfillmentLine]], titles: Mapping[UUID, str]
) -> tuple[ParcelDetail, ...]:
    parcels = {parcel.id: parcel for parcel, _ in rows}
    return tuple(
        ParcelDetail(
            id=parcel.id,
            number=parcel.number,
            status=parcel.status,
            carrier=parcel.carrier,
            tracking_number=parcel.tracking_number,
            tracking_url=parcel.tracking_url,
            packed_at=parcel.created_at,
            handed_over_at=parcel.handed_over_at,
            delivered_at=parcel.delivered_at,
            units=tuple(
                (row.order_line_id, titles[row.order_line_id], row.quantity)
                for owner, row in rows
                if owner.id == parcel.id
            ),
        )
        for parcel in parcels.values()
    )
