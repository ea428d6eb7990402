from typing import Any

import reflex as rx

from admin.components.marks import mark
from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.gateways.state import CREATE, GatewaysState
from admin.pages.gateways.views import PATH
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import money_field, text_field
from core.ui.values import when

NONE = ("", "None")


def gateways_page() -> rx.Component:
    return desk_page(
        GatewaysState,
        page_header(
            "Payment gateways",
            button(
                "Look again", variant="secondary", size="small", on_click=GatewaysState.load
            ),
            intro="Who takes the money of buyers, and how they have been doing. A gateway "
            "that does not answer is passed over before the buyer has paid.",
        ),
        when(GatewaysState.panel == "", notes(GatewaysState)),
        panel(_gateways(), flush=True),
        rx.el.div(
            rx.el.h2("Rules"),
            button(
                "Add a rule",
                size="small",
                icon_name="plus",
                on_click=GatewaysState.open_panel(CREATE),
            ),
            class_name="spread mt-8 mb-4",
        ),
        rx.cond(
            GatewaysState.rules,
            panel(_rules(), flush=True),
            empty_state(
                "No rules yet",
                "Every order goes to the first gateway that is on, and to the next one if "
                "that does not answer.",
                picture="ledger",
            ),
        ),
        _create(),
        current=PATH,
    )


def _gateways() -> rx.Component:
    return table(
        "Payment gateways",
        [
            Column("Gateway"),
            Column("State"),
            Column("Takes"),
            Column("Answered, last hour", numeric=True),
            Column("Last 24 hours"),
            Column("Actions", hidden=True),
        ],
        rx.foreach(GatewaysState.rows, _gateway),
    )


def _gateway(row: Any) -> rx.Component:
    return table_row(
        head_cell(
            "Gateway",
            rx.el.div(row.label, rx.el.p(row.account, class_name="text-tiny text-muted")),
        ),
        cell("State", mark(row.mark)),
        cell("Takes", row.ways),
        cell(
            "Answered, last hour",
            rx.el.div(row.success, rx.el.p(row.latency, class_name="text-tiny text-muted")),
            numeric=True,
        ),
        cell("Last 24 hours", row.attempts),
        cell("Actions", _switches(row)),
        data_testid="gateway-row",
    )


def _switches(row: Any) -> rx.Component:
    return rx.fragment(
        when(
            row.can_disable,
            button(
                "Switch off",
                variant="secondary",
                size="small",
                on_click=GatewaysState.switch_off(row.name),
                aria_label="Switch off " + row.label,
            ),
        ),
        when(
            row.can_enable,
            button(
                "Switch on",
                variant="secondary",
                size="small",
                on_click=GatewaysState.switch_on(row.name),
                aria_label="Switch on " + row.label,
            ),
        ),
    )


def _rules() -> rx.Component:
    return table(
        "Rules, in the order in which they are read",
        [
            Column("Order"),
            Column("For"),
            Column("Goes to"),
            Column("Note"),
            Column("Actions", hidden=True),
        ],
        rx.foreach(GatewaysState.rules, _rule),
    )


def _rule(row: Any) -> rx.Component:
    return table_row(
        cell("Order", row.position),
        head_cell("For", row.condition),
        cell("Goes to", row.providers),
        cell("Note", row.note),
        cell(
            "Actions",
            rx.el.div(
                button(
                    "Up",
                    variant="secondary",
                    size="small",
                    on_click=GatewaysState.move_up(row.id),
                    aria_label="Move up: " + row.condition,
                ),
                button(
                    "Remove",
                    variant="quiet",
                    size="small",
                    on_click=GatewaysState.remove(row.id),
                    aria_label="Remove: " + row.condition,
                ),
                class_name="cluster",
            ),
        ),
        data_testid="rule-row",
    )


def _create() -> rx.Component:
    errors = GatewaysState.errors
    return panel_dialog(
        GatewaysState,
        CREATE,
        "Add a rule",
        rx.el.form(
            select_field(
                "First gateway", "first", GatewaysState.choices, id="rule-first",
                error=errors.get("first", errors.get("providers", "")),
            ),
            select_field(
                "If that does not answer", "second",
                [NONE, ("stripe", "Stripe"), ("paypal", "PayPal"), ("square", "Square"),
                 ("btcpay", "BTCPay Server"), ("sandbox", "Sandbox bank")], id="rule-second",
            ),
            select_field(
                "Currency", "currency", [("", "All"), ("EUR", "EUR"), ("USD", "USD")],
                id="rule-currency", error=errors.get("currency", ""),
            ),
            text_field(
                "Country of delivery", "country", id="rule-country", optional=True,
                hint="Two letters, for example DE.", max_length=2,
                error=errors.get("country", ""),
            ),
            money_field(
                "From", "least", id="rule-least", currency="", optional=True,
                error=errors.get("least", errors.get("min", "")),
            ),
            money_field(
                "Up to", "most", id="rule-most", currency="", optional=True,
                error=errors.get("most", ""),
            ),
            text_field(
                "Workshop", "vendor", id="rule-vendor", optional=True,
                hint="The last part of its address in the shop.",
                error=errors.get("vendor", ""),
            ),
            text_field("Note", "note", id="rule-note", optional=True, max_length=200),
            panel_buttons(GatewaysState, "Add", variant="primary"),
            on_submit=GatewaysState.create,
            key=GatewaysState.revision,
            class_name="stack",
        ),
    )  # fmt: skip
