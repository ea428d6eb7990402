from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.tabs import ViewTab
from admin.state.words import DELIVERY_WORDS, ORDER_PAYMENT_WORDS, ORDER_WORDS
from core.orders.models import Order
from core.orders.statuses import OrderPaymentStatus, OrderStatus
from core.ui.countries import country_name
from core.ui.format import moment, money, number
from core.ui.urls import changed

PATH = "/orders"
EXPORT = "/exports/orders.csv"
TABS: Mapping[OrderStatus | None, str] = {
    None: "All",
    OrderStatus.PLACED: "Placed",
    OrderStatus.PENDING_PAYMENT: "Not paid",
    OrderStatus.CANCELED: "Canceled",
    OrderStatus.EXPIRED: "Expired",
}
PAYMENTS = [
    ("", "Any payment"),
    *((status.value, ORDER_PAYMENT_WORDS[status][0]) for status in OrderPaymentStatus),
]


@dataclass(frozen=True, slots=True)
class OrderRow:
    number: str
    href: str
    placed: str
    buyer: str
    place: str
    total: str
    status: Mark = field(default_factory=Mark)
    payment: Mark = field(default_factory=Mark)
    delivery: Mark = field(default_factory=Mark)

    @classmethod
    def of(cls, order: Order) -> Self:
        return cls(
            number=order.number,
            href=f"{PATH}/{order.number}",
            placed=moment(order.placed_at or order.created_at),
            buyer=order.ship_to.get("name") or order.email,
            place=country_name(order.ship_to.get("country", "")),
            total=money(order.total),
            status=Mark.of(ORDER_WORDS[order.status]),
            payment=Mark.of(ORDER_PAYMENT_WORDS[order.payment_status]),
            delivery=Mark.of(DELIVERY_WORDS[order.fulfillment_status]),
        )


def status_tabs(
    current: OrderStatus | None, query: Mapping[str, str], counts: Mapping[OrderStatus, int]
) -> list[ViewTab]:
    return [
        ViewTab(
            label=label,
            href=changed(PATH, query, status=status),
            is_current=status is current,
            count=number(counts.get(status, 0)) if status else "",
        )
        for status, label in TABS.items()
    ]
