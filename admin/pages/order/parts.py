"""The part of an order that one workshop sends."""

from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.words import PARCEL_WORDS, PART_WORDS
from core.media.picture import media_url
from core.orders.read_models import LineDetail, ParcelDetail, PartDetail
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.ui.format import (
    ago,
    amount_input,
    day,
    day_range,
    moment,
    money,
    money_or_free,
    signed_money,
)

STOPPED = {VendorOrderStatus.DECLINED, VendorOrderStatus.CANCELED, VendorOrderStatus.EXPIRED}
UNPAID = {VendorOrderStatus.PENDING_PAYMENT, VendorOrderStatus.EXPIRED}
UNDER_WAY = {FulfillmentStatus.HANDED_OVER, FulfillmentStatus.DELIVERED}


@dataclass(frozen=True, slots=True)
class LineView:
    """``left`` units were not given back yet."""

    id: str = ""
    title: str = ""
    options: str = ""
    sku: str = ""
    image: str = ""
    quantity: int = 1
    left: int = 0
    unit: str = ""
    total: str = ""
    note: str = ""

    @classmethod
    def of(cls, line: LineDetail) -> Self:
        return cls(
            id=str(line.id),
            title=line.title,
            options=", ".join(line.options),
            sku=line.sku,
            image=media_url(line.image_key) if line.image_key else "",
            quantity=line.quantity,
            left=line.quantity - line.quantity_refunded,
            unit=money(line.unit),
            total=money(line.total),
            note=_line_note(line),
        )


@dataclass(frozen=True, slots=True)
class ParcelView:
    number: str = ""
    contents: str = ""
    carrier: str = ""
    tracking: str = ""
    tracking_href: str = ""
    when: str = ""
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, parcel: ParcelDetail) -> Self:
        return cls(
            number=parcel.number,
            contents=", ".join(f"{count} × {title}" for _, title, count in parcel.units),
            carrier=parcel.carrier,
            tracking=parcel.tracking_number,
            tracking_href=parcel.tracking_url,
            when=moment(parcel.delivered_at or parcel.handed_over_at or parcel.packed_at),
            status=Mark.of(PARCEL_WORDS[parcel.status]),
        )


@dataclass(frozen=True, slots=True)
class PartView:
    id: str = ""
    number: str = ""
    workshop: str = ""
    vendor_href: str = ""
    selvedge: str = ""
    promise: str = ""
    delivery_name: str = ""
    delivery: str = ""
    total: str = ""
    discounts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    subsidy: str = ""
    commission: str = ""
    net: str = ""
    refunded: str = ""
    currency: str = "EUR"
    delivery_left: str = ""
    status: Mark = field(default_factory=Mark)
    lines: list[LineView] = field(default_factory=list[LineView])
    parcels: list[ParcelView] = field(default_factory=list[ParcelView])
    can_refund: bool = False
    can_cancel: bool = False

    @classmethod
    def of(cls, part: PartDetail) -> Self:
        left = part.delivery_left
        has_left = any(parcel.status in UNDER_WAY for parcel in part.parcels)
        is_open = part.status in {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}
        return cls(
            id=str(part.id),
            number=part.number,
            workshop=part.vendor_name,
            vendor_href=f"/vendors/{part.vendor_id}",
            selvedge=part.selvedge,
            promise=_promise(part),
            delivery_name=part.delivery_name,
            delivery=money_or_free(part.delivery),
            total=money(part.total),
            discounts=[(one.name, signed_money(-one.amount)) for one in part.discounts],
            subsidy=money(part.subsidy) if part.subsidy else "",
            commission=money(part.commission),
            net=money(part.net),
            refunded=money(part.refunded) if part.refunded else "",
            currency=part.total.currency,
            delivery_left=amount_input(left) if left.minor > 0 else "",
            status=Mark.of(PART_WORDS[part.status]),
            lines=[LineView.of(line) for line in part.lines],
            parcels=[ParcelView.of(parcel) for parcel in part.parcels],
            can_refund=part.status not in UNPAID and part.total > part.refunded,
            can_cancel=is_open and not has_left,
        )


def _line_note(line: LineDetail) -> str:
    notes: list[str] = []
    if line.quantity_canceled:
        notes.append(f"{line.quantity_canceled} canceled")
    if line.quantity_fulfilled:
        notes.append(f"{line.quantity_fulfilled} sent")
    if line.refunded:
        notes.append(f"{line.quantity_refunded} refunded, {money(line.refunded)}")
    return ", ".join(notes)


def _promise(part: PartDetail) -> str:
    if part.status is VendorOrderStatus.PLACED and part.accept_by:
        return f"The workshop answers {ago(part.accept_by)}"
    if part.delivered_at:
        return f"Delivered {day(part.delivered_at)}"
    if part.status in STOPPED or part.arrives_from is None or part.arrives_until is None:
        return ""
    return f"Promised for {day_range(part.arrives_from, part.arrives_until)}"
