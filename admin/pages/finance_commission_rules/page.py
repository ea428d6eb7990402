from typing import Any

import reflex as rx

from admin.components.finance_tabs import FINANCE, finance_tabs
from admin.components.states import desk_page
from admin.pages.finance_commission_rules.forms import editor, tester
from admin.pages.finance_commission_rules.state import EDIT, CommissionRulesState
from admin.pages.finance_commission_rules.views import PATH
from core.ui.components.badge import badge
from core.ui.components.button import button, icon_button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when


def commission_rules_page() -> rx.Component:
    state = CommissionRulesState
    return desk_page(
        state,
        page_header(
            "Commission",
            link_button("Plans", href="/commission", variant="secondary", size="small"),
            button("Add a rule", size="small", icon_name="plus", on_click=state.edit("")),
            intro="The first rule that matches a line decides. Without one the workshop’s plan "
            "holds. Orders keep what they were placed with.",
        ),
        finance_tabs(PATH),
        when(state.panel != EDIT, notes(state)),
        rx.el.div(
            rx.cond(
                state.rows,
                panel(_table(), title="Rules in their order", flush=True),
                empty_state(
                    "No rule yet",
                    "Until there is one, every workshop has the rate of its plan.",
                    picture="ledger",
                ),
            ),
            tester(),
            class_name="stack",
        ),
        editor(),
        current=FINANCE,
    )


def _table() -> rx.Component:
    columns = [
        Column("Place"),
        Column("Rule"),
        Column("Holds for"),
        Column("Takes"),
        Column("Actions", hidden=True),
    ]
    return table("Commission rules", columns, rx.foreach(CommissionRulesState.rows, _row))


def _row(row: Any) -> rx.Component:
    name = rx.el.div(
        row.name, " ", when(row.is_active, rx.fragment(), badge("Off", shape="blocked"))
    )
    return table_row(
        cell("Place", row.place),
        head_cell("Rule", name),
        cell("Holds for", row.applies),
        cell("Takes", row.takes),
        cell("Actions", _actions(row)),
        data_testid="rule-row",
    )


def _actions(row: Any) -> rx.Component:
    state = CommissionRulesState
    return rx.el.div(
        icon_button(
            "arrow_up", "Ask earlier: " + row.name, size="small",
            on_click=state.move(row.id, True),  # noqa: FBT003
        ),
        icon_button(
            "arrow_down", "Ask later: " + row.name, size="small",
            on_click=state.move(row.id, False),  # noqa: FBT003
        ),
        button(
            "Change", variant="secondary", size="small", on_click=state.edit(row.id),
            aria_label="Change " + row.name,
        ),
        button(
            rx.cond(row.is_active, "Switch off", "Switch on"), variant="secondary",
            size="small", on_click=state.switch(row.id, ~row.is_active),
            aria_label=rx.cond(row.is_active, "Switch off ", "Switch on ") + row.name,
        ),
        class_name="cluster",
    )  # fmt: skip
