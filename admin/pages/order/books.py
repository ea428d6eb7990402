"""The money of an order: attempts to pay, refunds, and every entry of the ledger."""

from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.pages.order.state import OrderState
from core.ui.components.layout import panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when

order = OrderState.order


def payments() -> rx.Component:
    shown = table(
        "Payments",
        [
            Column("Payment"),
            Column("Status"),
            Column("When"),
            Column("Amount", numeric=True),
        ],
        rx.foreach(order.payments, _payment),
    )
    nothing = rx.el.p("Nobody has tried to pay yet.", class_name="text-muted p-4")
    return panel(when(order.payments, shown, nothing), title="Payments", flush=True)


def refunds() -> rx.Component:
    shown = table(
        "Refunds",
        [
            Column("Refund"),
            Column("Status"),
            Column("Reason"),
            Column("Amount", numeric=True),
        ],
        rx.foreach(order.refunds, _refund),
    )
    return when(order.refunds, panel(shown, title="Refunds", flush=True))


def entries() -> rx.Component:
    shown = table(
        "Ledger entries",
        [
            Column("Booked"),
            Column("For"),
            Column("Account"),
            Column("Debit", numeric=True),
            Column("Credit", numeric=True),
        ],
        rx.foreach(order.bookings, _entry),
        compact=True,
    )
    books = panel(shown, title="Ledger", flush=True, data_testid="ledger")
    return when(order.bookings, books)


def _payment(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Payment",
            rx.el.div(
                row.provider,
                ", ",
                row.attempt,
                rx.el.p(rx.el.code(row.reference), class_name="text-tiny text-muted"),
            ),
        ),
        cell(
            "Status",
            rx.el.div(mark(row.status), rx.el.p(row.note, class_name="text-small text-muted")),
        ),
        cell("When", row.when),
        cell("Amount", row.amount, numeric=True),
    )


def _refund(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Refund",
            rx.el.div(row.what, rx.el.p(row.workshop, class_name="text-small text-muted")),
        ),
        cell(
            "Status",
            rx.el.div(
                mark(row.status),
                rx.el.p(row.when, class_name="text-tiny text-muted"),
                when(row.failure, rx.el.p(row.failure, class_name="text-small")),
            ),
        ),
        cell(
            "Reason",
            rx.el.div(row.reason, rx.el.p("by ", row.by, class_name="text-tiny text-muted")),
        ),
        cell("Amount", row.amount, numeric=True),
        data_testid="refund-row",
    )


def _entry(row: Any) -> rx.Component:
    return table_row(
        head_cell("Booked", row.when),
        cell("For", row.booking),
        cell(
            "Account",
            rx.el.div(row.account, rx.el.p(row.owner, class_name="text-tiny text-muted")),
        ),
        cell("Debit", row.debit, numeric=True),
        cell("Credit", row.credit, numeric=True),
    )
