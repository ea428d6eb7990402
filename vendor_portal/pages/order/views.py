"""A vendor's part of an order: what to send, where to, and what it brings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from core.media.picture import media_url
from core.orders.read_models import LineDetail, OrderDetail, ParcelDetail, PartDetail
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.ui.countries import country_name
from core.ui.format import (
    ago,
    amount_input,
    day,
    day_range,
    moment,
    money,
    money_or_free,
    weight,
)
from vendor_portal.state.order_words import ORDER_WORDS, PARCEL_WORDS

STOPPED = {VendorOrderStatus.DECLINED, VendorOrderStatus.CANCELED, VendorOrderStatus.EXPIRED}
UNDER_WAY = {FulfillmentStatus.HANDED_OVER, FulfillmentStatus.DELIVERED}
# Where the timeline's sentence speaks to the buyer, the workshop reads this.
OWN_WORDS = {
    "order.created": "Ordered",
    "order.placed": "Paid",
    "payment.failed": "A payment did not go through",
    "vendor_order.placed": "Came to your workshop",
    "vendor_order.accepted": "Accepted",
    "vendor_order.fulfilled": "Everything has left the workshop",
    "vendor_order.delivered": "Everything has been delivered",
    "vendor_order.completed": "Completed",
}
FAILED_KINDS = ("vendor_order.declined", "vendor_order.canceled", "refund.failed")


@dataclass(frozen=True, slots=True)
class LineView:
    """``unpacked`` units lie in no parcel; ``refundable`` ones were not given back yet."""

    id: str = ""
    title: str = ""
    options: str = ""
    sku: str = ""
    image: str = ""
    weight: str = ""
    quantity: int = 1
    unpacked: int = 0
    refundable: int = 0
    unit: str = ""
    total: str = ""
    note: str = ""

    @classmethod
    def of(cls, line: LineDetail, unpacked: int) -> Self:
        return cls(
            id=str(line.id),
            title=line.title,
            options=", ".join(line.options),
            sku=line.sku,
            image=media_url(line.image_key) if line.image_key else "",
            weight=weight(line.weight_g) if line.weight_g else "",
            quantity=line.quantity,
            unpacked=max(0, unpacked),
            refundable=line.quantity - line.quantity_refunded,
            unit=money(line.unit),
            total=money(line.total),
            note=_line_note(line),
        )


@dataclass(frozen=True, slots=True)
class ParcelView:
    id: str = ""
    number: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    contents: str = ""
    carrier: str = ""
    tracking: str = ""
    tracking_href: str = ""
    when: str = ""
    slip_href: str = ""
    is_packed: bool = False
    is_under_way: bool = False

    @classmethod
    def of(cls, parcel: ParcelDetail, order_number: str) -> Self:
        word, tone, shape = PARCEL_WORDS[parcel.status]
        return cls(
            id=str(parcel.id),
            number=parcel.number,
            status=word,
            tone=tone,
            shape=shape,
            contents=", ".join(f"{count} × {title}" for _, title, count in parcel.units),
            carrier=parcel.carrier,
            tracking=parcel.tracking_number,
            tracking_href=parcel.tracking_url,
            when=moment(parcel.delivered_at or parcel.handed_over_at or parcel.packed_at),
            slip_href=f"/documents/packing-slip/{order_number}.pdf?parcel={parcel.number}",
            is_packed=parcel.status is FulfillmentStatus.PACKED,
            is_under_way=parcel.status is FulfillmentStatus.HANDED_OVER,
        )


@dataclass(frozen=True, slots=True)
class TimelineView:
    title: str = ""
    at: str = ""
    note: str = ""
    state: str = "done"


@dataclass(frozen=True, slots=True)
class MoneyView:
    """What the buyer paid for this part, what the market keeps of it, what remains."""

    pieces: str = ""
    delivery: str = ""
    packaging: str = ""
    packing: str = ""
    discounts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    gross: str = ""
    subsidy: str = ""
    commission: str = ""
    net: str = ""
    refunded: str = ""
    delivery_left: str = ""
    currency: str = "EUR"
    has_delivery_left: bool = False

    @classmethod
    def of(cls, part: PartDetail) -> Self:
        left = part.delivery_left
        return cls(
            pieces=money(part.items),
            delivery=money_or_free(part.delivery - part.packing),
            packaging=part.packaging,
            packing=money_or_free(part.packing),
            discounts=[(one.name, money(-one.amount)) for one in part.discounts],
            gross=money(part.total),
            subsidy=money(part.subsidy) if part.subsidy else "",
            commission=money(-part.commission),
            net=money(part.net),
            refunded=money(-part.refunded) if part.refunded else "",
            delivery_left=amount_input(left),
            currency=part.total.currency,
            has_delivery_left=left.minor > 0,
        )


@dataclass(frozen=True, slots=True)
class OrderView:
    id: str = ""
    number: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    placed: str = ""
    deadline: str = ""
    arrival: str = ""
    email: str = ""
    note: str = ""
    gift: str = ""
    slip_href: str = ""
    address: list[str] = field(default_factory=list[str])
    lines: list[LineView] = field(default_factory=list[LineView])
    parcels: list[ParcelView] = field(default_factory=list[ParcelView])
    history: list[TimelineView] = field(default_factory=list[TimelineView])
    money: MoneyView = field(default_factory=MoneyView)
    is_new: bool = False
    can_pack: bool = False
    can_cancel: bool = False
    can_refund: bool = False

    @classmethod
    def of(cls, order: OrderDetail) -> Self:
        (part,) = order.parts
        word, tone, shape = ORDER_WORDS[part.status]
        return cls(
            id=str(part.id),
            number=part.number,
            status=word,
            tone=tone,
            shape=shape,
            placed=moment(order.placed_at or order.created_at),
            deadline=_deadline(part),
            arrival=_arrival(part),
            email=order.email,
            note=order.note,
            gift=part.gift_message,
            slip_href=f"/documents/packing-slip/{part.number}.pdf",
            address=address_lines(order.ship_to),
            lines=[LineView.of(line, part.unpacked.get(line.id, 0)) for line in part.lines],
            parcels=[ParcelView.of(parcel, part.number) for parcel in part.parcels],
            history=_history(order),
            money=MoneyView.of(part),
            **_moves(part),
        )


def address_lines(address: Mapping[str, str]) -> list[str]:
    town = f"{address.get('postcode', '')} {address.get('city', '')}".strip()
    lines = [
        address.get("name", ""),
        address.get("line1", ""),
        address.get("line2", ""),
        ", ".join(text for text in (town, address.get("region", "")) if text),
        country_name(address.get("country", "")),
        address.get("phone", ""),
    ]
    return [line for line in lines if line]


def _moves(part: PartDetail) -> dict[str, bool]:
    """What may be done now; the core has the last word."""
    is_open = part.status in {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}
    has_left = any(parcel.status in UNDER_WAY for parcel in part.parcels)
    unpacked = any(count > 0 for count in part.unpacked.values())
    return {
        "is_new": part.status is VendorOrderStatus.PLACED,
        "can_pack": part.status is VendorOrderStatus.ACCEPTED and unpacked,
        "can_cancel": is_open and not has_left,
        "can_refund": part.status not in STOPPED and part.total > part.refunded,
    }


def _line_note(line: LineDetail) -> str:
    notes: list[str] = []
    if line.quantity_canceled:
        notes.append(f"{line.quantity_canceled} canceled")
    if line.quantity_fulfilled:
        notes.append(f"{line.quantity_fulfilled} sent")
    if line.refunded:
        notes.append(f"{money(line.refunded)} refunded")
    return ", ".join(notes)


def _deadline(part: PartDetail) -> str:
    if part.status is not VendorOrderStatus.PLACED or part.accept_by is None:
        return ""
    return f"Answer {ago(part.accept_by)}, by {moment(part.accept_by)} UTC."


def _arrival(part: PartDetail) -> str:
    if part.delivered_at:
        return f"Delivered {day(part.delivered_at)}"
    if part.status in STOPPED or part.arrives_from is None or part.arrives_until is None:
        return ""
    return f"Promised for {day_range(part.arrives_from, part.arrives_until)}"


def _history(order: OrderDetail) -> list[TimelineView]:
    """Newest first."""
    return [
        TimelineView(
            OWN_WORDS.get(entry.kind) or entry.message.rstrip("."),
            moment(entry.at),
            state="failed" if entry.kind in FAILED_KINDS else "done",
        )
        for entry in reversed(order.timeline)
    ]
