"""An order for its buyer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from core.documents.models import Document
from core.media.picture import media_url
from core.orders.read_models import LineDetail, OrderDetail, ParcelDetail, PartDetail
from core.orders.statuses import (
    FulfillmentStatus,
    OrderPaymentStatus,
    OrderStatus,
    VendorOrderStatus,
)
from core.ui.countries import country_name
from core.ui.format import day, day_range, moment, money, money_or_free
from core.ui.tax_view import TaxView
from core.ui.urls import address
from storefront.bag.views import footprint

PART_WORDS = {
    VendorOrderStatus.PENDING_PAYMENT: ("Waiting for payment", "neutral", "new"),
    VendorOrderStatus.PLACED: ("Ordered", "info", "new"),
    VendorOrderStatus.ACCEPTED: ("Accepted", "info", "partial"),
    VendorOrderStatus.FULFILLED: ("On its way", "attention", "partial"),
    VendorOrderStatus.DELIVERED: ("Delivered", "success", "done"),
    VendorOrderStatus.COMPLETED: ("Delivered", "success", "done"),
    VendorOrderStatus.DECLINED: ("Declined", "danger", "blocked"),
    VendorOrderStatus.CANCELED: ("Canceled", "danger", "blocked"),
    VendorOrderStatus.EXPIRED: ("Expired", "neutral", "blocked"),
}
PARCEL_WORDS = {
    FulfillmentStatus.PACKED: "Packed",
    FulfillmentStatus.HANDED_OVER: "With the carrier",
    FulfillmentStatus.DELIVERED: "Delivered",
    FulfillmentStatus.CANCELED: "Canceled",
    FulfillmentStatus.LOST: "Lost on the way",
    FulfillmentStatus.RETURNED_TO_SENDER: "Went back to the workshop",
}
PAYMENT_WORDS = {
    OrderPaymentStatus.NONE: "Not paid",
    OrderPaymentStatus.AUTHORIZED: "Authorized",
    OrderPaymentStatus.PAID: "Paid",
    OrderPaymentStatus.PARTIALLY_REFUNDED: "Partly refunded",
    OrderPaymentStatus.REFUNDED: "Refunded",
    OrderPaymentStatus.VOIDED: "Not charged",
}
EVENT_WORDS = {
    "vendor_order.placed": "Ordered",
    "vendor_order.accepted": "Accepted by the workshop",
    "parcel.packed": "Packed",
    "parcel.handed_over": "Handed to the carrier",
    "vendor_order.delivered": "Delivered",
}
STOPPED = {
    VendorOrderStatus.DECLINED,
    VendorOrderStatus.CANCELED,
    VendorOrderStatus.EXPIRED,
}
SENT = {
    VendorOrderStatus.FULFILLED,
    VendorOrderStatus.DELIVERED,
    VendorOrderStatus.COMPLETED,
}
CANCELABLE = {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}


@dataclass(frozen=True, slots=True)
class Step:
    """``state`` is done, current, next or failed."""

    title: str = ""
    at: str = ""
    note: str = ""
    state: str = "next"


@dataclass(frozen=True, slots=True)
class OrderLineView:
    title: str = ""
    href: str = ""
    options: str = ""
    image: str = ""
    quantity: int = 1
    total: str = ""
    before: str = ""
    note: str = ""
    review_href: str = ""

    @classmethod
    def of(cls, line: LineDetail, to_review: Collection[UUID]) -> Self:
        return cls(
            title=line.title,
            href=f"/p/{line.slug}",
            options=", ".join(line.options),
            image=media_url(line.image_key) if line.image_key else "",
            quantity=line.quantity,
            total=money(line.total),
            before=money(line.total + line.discount) if line.discount else "",
            note=f"{money(line.refunded)} refunded" if line.refunded else "",
            review_href=f"/reviews/write/{line.id}" if line.id in to_review else "",
        )


@dataclass(frozen=True, slots=True)
class PackageView:
    number: str = ""
    status: str = ""
    carrier: str = ""
    tracking: str = ""
    tracking_href: str = ""
    contents: str = ""

    @classmethod
    def of(cls, parcel: ParcelDetail) -> Self:
        return cls(
            number=parcel.number,
            status=PARCEL_WORDS[parcel.status],
            carrier=parcel.carrier,
            tracking=parcel.tracking_number,
            tracking_href=parcel.tracking_url,
            contents=", ".join(f"{count} × {title}" for _, title, count in parcel.units),
        )


@dataclass(frozen=True, slots=True)
class PartView:
    """What one workshop sends."""

    number: str = ""
    workshop: str = ""
    href: str = ""
    selvedge: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    arrival: str = ""
    delivery: str = ""
    total: str = ""
    refunded: str = ""
    last: str = ""
    footprint: str = ""
    gift: str = ""
    lines: list[OrderLineView] = field(default_factory=list[OrderLineView])
    packages: list[PackageView] = field(default_factory=list[PackageView])
    steps: list[Step] = field(default_factory=list[Step])
    return_href: str = ""
    issue_href: str = ""

    @classmethod
    def of(
        cls, part: PartDetail, times: Mapping[str, datetime], to_review: Collection[UUID]
    ) -> Self:
        word, tone, shape = PART_WORDS[part.status]
        return cls(
            number=part.number,
            workshop=part.vendor_name,
            href=f"/shop/{part.vendor_slug}",
            selvedge=part.selvedge,
            status=word,
            tone=tone,
            shape=shape,
            arrival=_arrival(part),
            delivery=_delivery(part),
            last=_last(times),
            footprint=footprint(part.footprint_g) if part.footprint_g else "",
            gift=part.gift_message,
            total=money(part.total),
            refunded=money(part.refunded) if part.refunded else "",
            lines=[OrderLineView.of(line, to_review) for line in part.lines],
            packages=[
                PackageView.of(parcel)
                for parcel in part.parcels
                if parcel.status is not FulfillmentStatus.CANCELED
            ],
            steps=_steps(part, times),
        )


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """An invoice or credit note to be read."""

    label: str = ""
    href: str = ""

    @classmethod
    def of(cls, document: Document, number: str, token: str) -> Self:
        label = f"{document.facts['title']} {document.number}"
        path = f"/documents/orders/{number}/{document.id}.pdf"
        return cls(label, address(path, {"t": token}))


@dataclass(frozen=True, slots=True)
class OrderView:
    number: str = ""
    email: str = ""
    placed: str = ""
    payment: str = ""
    is_placed: bool = False
    is_pending: bool = False
    is_canceled: bool = False
    can_cancel: bool = False
    goods: str = ""
    delivery: str = ""
    packing: str = ""
    discounts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    taxes: TaxView = field(default_factory=TaxView)
    total: str = ""
    refunded: str = ""
    address: list[str] = field(default_factory=list[str])
    parts: list[PartView] = field(default_factory=list[PartView])
    history: list[Step] = field(default_factory=list[Step])

    @classmethod
    def of(
        cls, order: OrderDetail, to_review: Collection[UUID] = (), *, token: str = ""
    ) -> Self:
        """``to_review`` are lines that arrived and that their buyer has not reviewed; ``token``
        is the secret of the order's link, for a guest.
        """
        return cls(
            number=order.number,
            email=order.email,
            placed=day(order.placed_at or order.created_at),
            payment=PAYMENT_WORDS[order.payment_status],
            is_placed=order.status is OrderStatus.PLACED,
            is_pending=order.status is OrderStatus.PENDING_PAYMENT,
            is_canceled=order.status in {OrderStatus.CANCELED, OrderStatus.EXPIRED},
            can_cancel=any(part.status in CANCELABLE for part in order.parts),
            goods=money(order.items),
            discounts=[(one.name, f"−{money(one.amount)}") for one in order.discounts],
            delivery=money_or_free(order.delivery - order.packing),
            packing=money(order.packing) if order.packing else "",
            taxes=TaxView.of(order.taxes),
            total=money(order.total),
            refunded=money(order.refunded) if order.refunded else "",
            address=address_lines(order.ship_to),
            parts=[
                replace(
                    PartView.of(part, _times(order, part.id), to_review),
                    **_after_sale(order.number, part, token),
                )
                for part in order.parts
            ],
            history=[
                Step(entry.message, moment(entry.at), state="done")
                for entry in reversed(order.timeline)
            ],
        )


def _after_sale(number: str, part: PartDetail, token: str) -> dict[str, str]:
    """Where a part that was sent can be complained about, and one that arrived returned."""
    if part.status not in SENT:
        return {}
    where = {"order": number, "part": part.number, "t": token}
    arrived = part.delivered_at is not None
    return {
        "return_href": address("/returns/new", where) if arrived else "",
        "issue_href": address("/issues/new", where),
    }


def _delivery(part: PartDetail) -> str:
    carriage = f"{part.delivery_name}, {money_or_free(part.delivery - part.packing)}"
    if not part.packaging:
        return carriage
    return f"{carriage}. {part.packaging}, {money_or_free(part.packing)}"


def _last(times: Mapping[str, datetime]) -> str:
    """The latest thing that happened to it, as a carrier's page would say."""
    known = {kind: at for kind, at in times.items() if kind in EVENT_WORDS}
    if not known:
        return ""
    kind = max(known, key=lambda one: known[one])
    return f"{EVENT_WORDS[kind]} {moment(known[kind])}"


def address_lines(address: Mapping[str, str]) -> list[str]:
    town = f"{address.get('postcode', '')} {address.get('city', '')}".strip()
    lines = [
        address.get("name", ""),
        address.get("line1", ""),
        address.get("line2", ""),
        ", ".join(part for part in (town, address.get("region", "")) if part),
        country_name(address.get("country", "")),
    ]
    return [line for line in lines if line]


def _arrival(part: PartDetail) -> str:
    if part.delivered_at:
        return f"Delivered {day(part.delivered_at)}"
    if part.status in STOPPED or part.arrives_from is None or part.arrives_until is None:
        return ""
    return f"Arrives {day_range(part.arrives_from, part.arrives_until)}"


def _times(order: OrderDetail, part_id: UUID) -> dict[str, datetime]:
    """When this part first reached each step."""
    times: dict[str, datetime] = {}
    for entry in order.timeline:
        if entry.part_id == part_id:
            times.setdefault(entry.kind, entry.at)
    return times


def _steps(part: PartDetail, times: Mapping[str, datetime]) -> list[Step]:
    """The way of a part, with what lies ahead of it; one that stopped says why and where."""
    planned = (
        ("Ordered", times.get("vendor_order.placed")),
        ("Accepted by the workshop", times.get("vendor_order.accepted")),
        ("Packed", times.get("parcel.packed")),
        ("With the carrier", times.get("parcel.handed_over")),
        ("Delivered", times.get("vendor_order.delivered")),
    )
    reached = [at is not None for _, at in planned]
    last = max((place for place, is_done in enumerate(reached) if is_done), default=-1)
    if part.status in STOPPED:
        done = [Step(title, moment(at), state="done") for title, at in planned if at]
        ended = times.get(f"vendor_order.{part.status.value}")
        word = PART_WORDS[part.status][0]
        return [*done, Step(word, moment(ended) if ended else "", state="failed")]
    return [
        Step(title, moment(at) if at else "", state=_state(place, last, len(planned)))
        for place, (title, at) in enumerate(planned)
    ]


def _state(place: int, last: int, steps: int) -> str:
    if place < last or last == steps - 1:
        return "done"
    return "current" if place == last else "next"
