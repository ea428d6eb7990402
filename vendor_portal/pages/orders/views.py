from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from core.kernel.money import Money
from core.orders.models import Order, VendorOrder
from core.orders.statuses import VendorOrderStatus
from core.ui.countries import country_name
from core.ui.format import ago, day, day_range, money
from core.ui.urls import changed
from vendor_portal.state.order_words import ORDER_WORDS

PATH = "/orders"
# By slug: the title and the statuses of each view. The first is the one without a query.
VIEWS: Mapping[str, tuple[str, tuple[VendorOrderStatus, ...]]] = {
    "all": ("All", ()),
    "new": ("New", (VendorOrderStatus.PLACED,)),
    "to_pack": ("To pack", (VendorOrderStatus.ACCEPTED,)),
    "shipped": (
        "Shipped",
        (
            VendorOrderStatus.FULFILLED,
            VendorOrderStatus.DELIVERED,
            VendorOrderStatus.COMPLETED,
        ),
    ),
    "stopped": ("Stopped", (VendorOrderStatus.DECLINED, VendorOrderStatus.CANCELED)),
}
COUNTED = ("new", "to_pack")


@dataclass(frozen=True, slots=True)
class ViewTab:
    label: str
    href: str
    is_current: bool
    count: str

    @classmethod
    def of(
        cls,
        slug: str,
        current: str,
        query: Mapping[str, str],
        counts: Mapping[VendorOrderStatus, int],
    ) -> Self:
        label, statuses = VIEWS[slug]
        waiting = sum(counts.get(status, 0) for status in statuses)
        return cls(
            label=label,
            href=changed(PATH, query, view=slug if slug != "all" else None),
            is_current=slug == current,
            count=str(waiting) if slug in COUNTED and waiting else "",
        )


@dataclass(frozen=True, slots=True)
class OrderRow:
    number: str
    href: str
    placed: str
    buyer: str
    place: str
    promised: str
    total: str
    net: str
    status: str
    tone: str
    shape: str

    @classmethod
    def of(cls, row: tuple[VendorOrder, Order]) -> Self:
        part, order = row
        word, tone, shape = ORDER_WORDS[part.status]
        return cls(
            number=part.number,
            href=f"/orders/{part.number}",
            placed=day(order.placed_at or order.created_at),
            buyer=order.ship_to.get("name", ""),
            place=", ".join(
                part
                for part in (
                    order.ship_to.get("city", ""),
                    country_name(order.ship_to.get("country", "")),
                )
                if part
            ),
            promised=_promised(part),
            total=money(part.total),
            net=money(Money(part.net_minor, part.currency)),
            status=word,
            tone=tone,
            shape=shape,
        )


def _promised(part: VendorOrder) -> str:
    if part.status is VendorOrderStatus.PLACED and part.accept_by:
        return f"Answer {ago(part.accept_by)}"
    if part.delivered_at:
        return f"Delivered {day(part.delivered_at)}"
    if part.arrives_from and part.arrives_until:
        return f"Arrives {day_range(part.arrives_from, part.arrives_until)}"
    return ""
