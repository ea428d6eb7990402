"""Orders in a list of the account."""

from dataclasses import dataclass
from typing import Any, Self

import reflex as rx

from core.orders.models import Order
from core.orders.statuses import OrderFulfillmentStatus, OrderStatus
from core.ui.components.badge import badge
from core.ui.components.link import text_link
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.format import day, money
from core.ui.values import Items

ON_THE_WAY = {
    OrderFulfillmentStatus.UNFULFILLED: ("In the workshop", "info", "new"),
    OrderFulfillmentStatus.PARTIAL: ("Partly sent", "attention", "partial"),
    OrderFulfillmentStatus.FULFILLED: ("On its way", "attention", "partial"),
    OrderFulfillmentStatus.DELIVERED: ("Delivered", "success", "done"),
    OrderFulfillmentStatus.CANCELED: ("Canceled", "danger", "blocked"),
}
NOT_PLACED = {
    OrderStatus.PENDING_PAYMENT: ("Waiting for payment", "attention", "attention"),
    OrderStatus.CANCELED: ("Canceled", "danger", "blocked"),
    OrderStatus.EXPIRED: ("Expired", "neutral", "blocked"),
}


@dataclass(frozen=True, slots=True)
class OrderRow:
    number: str = ""
    href: str = ""
    placed: str = ""
    total: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"

    @classmethod
    def of(cls, order: Order) -> Self:
        word, tone, shape = NOT_PLACED.get(order.status) or ON_THE_WAY[order.fulfillment_status]
        return cls(
            number=order.number,
            href=f"/orders/{order.number}",
            placed=day(order.placed_at or order.created_at),
            total=money(order.total),
            status=word,
            tone=tone,
            shape=shape,
        )


def order_table(rows: Items) -> rx.Component:
    columns = (
        Column("Order"),
        Column("Placed"),
        Column("Status"),
        Column("Total", numeric=True),
    )
    return table("Your orders", columns, rx.foreach(rows, _row))


def _row(row: Any) -> rx.Component:
    return table_row(
        head_cell("Order", text_link(row.number, href=row.href)),
        cell("Placed", row.placed),
        cell("Status", badge(row.status, tone=row.tone, shape=row.shape)),
        cell("Total", row.total, numeric=True),
    )
