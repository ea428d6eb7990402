from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.components.panels import confirm_panel, reason_dialog
from admin.components.states import desk_page
from admin.pages.customer.state import CustomerState
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.layout import details, page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when

customer = CustomerState.customer
CLOSE, OPEN, GRANT, REVOKE = "close", "open", "grant", "revoke"


def customer_page() -> rx.Component:
    return desk_page(
        CustomerState,
        breadcrumb([("Customers", "/customers")], customer.name),
        page_header(customer.name, _actions()),
        when(CustomerState.panel == "", notes(CustomerState)),
        rx.el.div(
            rx.el.div(_orders(), _sessions(), class_name="stack min-w-0"),
            panel(details(customer.facts), title="Account"),
            class_name="desk-split",
        ),
        _dialogs(),
        current="/customers",
        missing="There is no such account",
    )


def _actions() -> rx.Component:
    return rx.el.div(
        mark(customer.status, data_testid="account-status"),
        when(
            CustomerState.can_grant & ~customer.is_super_admin,
            when(
                customer.is_operator,
                _opens("No operator any more", REVOKE),
                _opens("Make an operator", GRANT),
            ),
        ),
        when(
            customer.is_active,
            _opens("Close the account", CLOSE),
            _opens("Open it again", OPEN),
        ),
        class_name="cluster",
    )


def _opens(label: str, name: str) -> rx.Component:
    return button(
        label, variant="secondary", size="small", on_click=CustomerState.open_panel(name)
    )


def _orders() -> rx.Component:
    shown = table(
        "Last orders",
        [Column("Order"), Column("Placed"), Column("Payment"), Column("Total", numeric=True)],
        rx.foreach(customer.orders, _order),
        compact=True,
    )
    nothing = rx.el.p("This account has not ordered.", class_name="text-muted p-4")
    return panel(
        when(customer.orders, shown, nothing),
        title="Last orders",
        actions=text_link(customer.order_count, href=customer.orders_href),
        flush=True,
    )


def _order(row: Any) -> rx.Component:
    return table_row(
        head_cell("Order", text_link(row.number, href=row.href)),
        cell("Placed", row.placed),
        cell("Payment", mark(row.payment)),
        cell("Total", row.total, numeric=True),
    )


def _sessions() -> rx.Component:
    shown = table(
        "Signed in",
        [Column("App"), Column("Browser"), Column("Address"), Column("Last seen")],
        rx.foreach(customer.sessions, _session),
        compact=True,
    )
    nothing = rx.el.p("Signed in nowhere.", class_name="text-muted p-4")
    return panel(when(customer.sessions, shown, nothing), title="Signed in", flush=True)


def _session(row: Any) -> rx.Component:
    return table_row(
        head_cell("App", row.app),
        cell("Browser", rx.el.span(row.browser, class_name="break-words text-small")),
        cell("Address", row.address),
        cell("Last seen", row.seen),
    )


def _dialogs() -> rx.Component:
    return rx.fragment(
        reason_dialog(
            CustomerState,
            CLOSE,
            rx.fragment("Close the account of ", customer.name, "?"),
            "It is signed out everywhere at once and opens nothing any more. Orders stay.",
            verb="Close the account",
            on_submit=CustomerState.deactivate,
            hint="Kept on the audit trail.",
        ),
        confirm_panel(
            CustomerState,
            OPEN,
            rx.fragment("Open the account of ", customer.name, " again?"),
            "The old password works again.",
            verb="Open it again",
            on_confirm=CustomerState.reactivate,
        ),
        confirm_panel(
            CustomerState,
            GRANT,
            rx.fragment("Make ", customer.name, " an operator?"),
            "They can see and decide everything here, except who is an operator.",
            verb="Make an operator",
            on_confirm=CustomerState.make_operator,
        ),
        confirm_panel(
            CustomerState,
            REVOKE,
            rx.fragment("Take the operator’s role from ", customer.name, "?"),
            "They are signed out everywhere and cannot sign in here any more.",
            verb="Take the role",
            variant="danger",
            on_confirm=CustomerState.end_operator,
        ),
    )
