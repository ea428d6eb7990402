"""One order, whole: its parts by workshop, its money, its books and its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.pages.order.parts import PartView
from admin.state.mark import Mark
from admin.state.people import who
from admin.state.words import (
    ACCOUNT_NAMES,
    DELIVERY_WORDS,
    ORDER_PAYMENT_WORDS,
    ORDER_WORDS,
    PAYMENT_WORDS,
    REFUND_WORDS,
)
from core.ledger.models import TransactionKind
from core.orders.read_models import OrderDetail, TimelineEntry
from core.orders.statuses import OrderStatus, VendorOrderStatus
from core.reporting.order_file import EntryFacts, OrderFile, PaymentFacts, RefundFacts
from core.ui.countries import country_name
from core.ui.format import moment, money, money_or_free, signed_money

CANCELABLE = {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}
FAILED_KINDS = (
    "payment.failed",
    "vendor_order.declined",
    "vendor_order.canceled",
    "refund.failed",
)
# Where the timeline's sentence speaks to the buyer, the operator reads this.
OWN_WORDS = {
    "order.created": "The buyer sent the order",
    "order.placed": "The payment arrived",
    "payment.failed": "A payment did not go through",
    "vendor_order.placed": "The workshop has its part",
    "vendor_order.accepted": "The workshop accepted",
    "vendor_order.fulfilled": "Everything has left the workshop",
    "vendor_order.delivered": "Everything of this part is delivered",
    "vendor_order.completed": "This part is completed",
}
BOOKINGS = {
    TransactionKind.SALE: "Sale",
    TransactionKind.REFUND: "Refund",
    TransactionKind.RELEASE: "Release",
    TransactionKind.SUSPENSE: "Money without an order",
    TransactionKind.SUSPENSE_REFUND: "Money sent back",
}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    attempt: str
    provider: str
    reference: str
    when: str
    amount: str
    note: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, facts: PaymentFacts) -> Self:
        notes = [facts.decline_code.replace("_", " ")]
        if facts.refunded:
            notes.append(f"{money(facts.refunded)} given back")
        return cls(
            attempt=f"Attempt {facts.attempt}",
            provider=facts.provider.capitalize(),
            reference=facts.reference,
            when=moment(facts.captured_at or facts.created_at),
            amount=money(facts.captured or facts.amount),
            note=", ".join(note for note in notes if note),
            status=Mark.of(PAYMENT_WORDS[facts.status]),
        )


@dataclass(frozen=True, slots=True)
class RefundRow:
    workshop: str
    what: str
    reason: str
    by: str
    when: str
    amount: str
    failure: str
    status: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, facts: RefundFacts, order: OrderDetail, names: Mapping[str, str]) -> Self:
        part = next(part for part in order.parts if part.id == facts.part_id)
        titles = {line.id: line.title for line in part.lines}
        pieces = [f"{count} × {titles[line]}" for line, count in facts.units.items()]
        if facts.delivery:
            pieces.append(f"delivery {money(facts.delivery)}")
        return cls(
            workshop=part.vendor_name,
            what=", ".join(pieces),
            reason=facts.reason,
            by=who(facts.requested_by, names),
            when=moment(facts.succeeded_at or facts.created_at),
            amount=money(facts.amount),
            failure=facts.failure,
            status=Mark.of(REFUND_WORDS[facts.status]),
        )


@dataclass(frozen=True, slots=True)
class EntryRow:
    when: str
    booking: str
    account: str
    owner: str
    debit: str
    credit: str

    @classmethod
    def of(cls, facts: EntryFacts, workshops: Mapping[str, str]) -> Self:
        is_debit = facts.amount.minor > 0
        return cls(
            when=moment(facts.at),
            booking=facts.memo or BOOKINGS[facts.kind],
            account=ACCOUNT_NAMES[facts.account],
            owner=workshops.get(facts.owner, facts.owner),
            debit=money(facts.amount) if is_debit else "",
            credit="" if is_debit else money(-facts.amount),
        )


@dataclass(frozen=True, slots=True)
class TimelineRow:
    title: str
    at: str
    note: str
    state: str

    @classmethod
    def of(cls, entry: TimelineEntry, order: OrderDetail, names: Mapping[str, str]) -> Self:
        part = next((part for part in order.parts if part.id == entry.part_id), None)
        by = [part.vendor_name] if part else []
        return cls(
            title=OWN_WORDS.get(entry.kind) or entry.message.rstrip("."),
            at=moment(entry.at),
            note=" · ".join([*by, who(entry.actor, names)]),
            state="failed" if entry.kind in FAILED_KINDS else "done",
        )


@dataclass(frozen=True, slots=True)
class SumsView:
    pieces: str = ""
    delivery: str = ""
    discounts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    tax: str = ""
    total: str = ""
    refunded: str = ""
    kept: str = ""

    @classmethod
    def of(cls, order: OrderDetail) -> Self:
        return cls(
            pieces=money(order.items),
            delivery=money_or_free(order.delivery),
            discounts=[(one.name, signed_money(-one.amount)) for one in order.discounts],
            tax=money(order.tax) if order.tax else "",
            total=money(order.total),
            refunded=signed_money(-order.refunded) if order.refunded else "",
            kept=money(order.total - order.refunded),
        )


@dataclass(frozen=True, slots=True)
class OrderView:
    id: str = ""
    number: str = ""
    placed: str = ""
    email: str = ""
    customer_href: str = ""
    note: str = ""
    deadline: str = ""
    status: Mark = field(default_factory=Mark)
    payment: Mark = field(default_factory=Mark)
    delivery: Mark = field(default_factory=Mark)
    address: list[str] = field(default_factory=list[str])
    sums: SumsView = field(default_factory=SumsView)
    parts: list[PartView] = field(default_factory=list[PartView])
    payments: list[PaymentRow] = field(default_factory=list[PaymentRow])
    refunds: list[RefundRow] = field(default_factory=list[RefundRow])
    bookings: list[EntryRow] = field(default_factory=list[EntryRow])
    history: list[TimelineRow] = field(default_factory=list[TimelineRow])
    can_cancel: bool = False

    @classmethod
    def of(cls, file: OrderFile) -> Self:
        order, names = file.order, file.names
        workshops = {str(part.vendor_id): part.vendor_name for part in order.parts}
        return cls(
            id=str(order.id),
            number=order.number,
            placed=moment(order.placed_at or order.created_at),
            email=order.email,
            customer_href=f"/customers/{order.user_id}" if order.user_id else "",
            note=order.note,
            deadline=_deadline(order),
            status=Mark.of(ORDER_WORDS[order.status]),
            payment=Mark.of(ORDER_PAYMENT_WORDS[order.payment_status]),
            delivery=Mark.of(DELIVERY_WORDS[order.fulfillment_status]),
            address=address_lines(order.ship_to),
            sums=SumsView.of(order),
            parts=[PartView.of(part) for part in order.parts],
            payments=[PaymentRow.of(row) for row in reversed(file.payments)],
            refunds=[RefundRow.of(row, order, names) for row in reversed(file.refunds)],
            bookings=[EntryRow.of(entry, workshops) for entry in file.entries],
            history=[TimelineRow.of(row, order, names) for row in reversed(order.timeline)],
            can_cancel=any(part.status in CANCELABLE for part in order.parts),
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


def _deadline(order: OrderDetail) -> str:
    if order.status is not OrderStatus.PENDING_PAYMENT:
        return ""
    return f"Its stock is held until {moment(order.expires_at)} UTC."
