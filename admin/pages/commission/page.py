from typing import Any

import reflex as rx

from admin.components.panels import panel_buttons, panel_dialog
from admin.components.states import desk_page
from admin.pages.commission.state import CHANGE, CREATE, CommissionState
from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.components.text_input import money_field, text_field
from core.ui.values import when

LONGEST_NAME = 80


def commission_page() -> rx.Component:
    return desk_page(
        CommissionState,
        breadcrumb([("Vendors", "/vendors")], "Commission plans"),
        page_header(
            "Commission plans",
            button(
                "Add a plan",
                size="small",
                icon_name="plus",
                on_click=CommissionState.open_panel(CREATE),
            ),
            intro="What the market takes of each line. Orders keep the rate they were made "
            "with.",
        ),
        when(CommissionState.panel == "", notes(CommissionState)),
        rx.cond(
            CommissionState.rows,
            panel(_table(), flush=True),
            empty_state(
                "Add the first plan",
                "Until there is one, the rate of the settings holds for every workshop.",
                picture="ledger",
            ),
        ),
        _create(),
        _change(),
        current="/vendors",
    )


def _table() -> rx.Component:
    return table(
        "Commission plans",
        [
            Column("Plan"),
            Column("Rate", numeric=True),
            Column("Default"),
            Column("Actions", hidden=True),
        ],
        rx.foreach(CommissionState.rows, _row),
    )


def _row(row: Any) -> rx.Component:
    make_default = button(
        "Make it the default",
        variant="secondary",
        size="small",
        on_click=CommissionState.make_default(row.id),
    )
    return table_row(
        head_cell("Plan", row.name),
        cell("Rate", row.rate, numeric=True),
        cell(
            "Default",
            when(row.is_default, badge("Default", tone="success", shape="done"), make_default),
        ),
        cell(
            "Actions",
            button(
                "Change the rate",
                variant="secondary",
                size="small",
                on_click=CommissionState.open_change(row.id),
                aria_label="Change the rate of " + row.name,
            ),
        ),
        data_testid="plan-row",
    )


def _create() -> rx.Component:
    return panel_dialog(
        CommissionState,
        CREATE,
        "Add a plan",
        rx.el.form(
            text_field(
                "Name",
                "name",
                id="plan-name",
                max_length=LONGEST_NAME,
                error=CommissionState.errors.get("name", ""),
                required=True,
            ),
            _rate(CREATE),
            panel_buttons(CommissionState, "Add", variant="primary"),
            on_submit=CommissionState.create,
            class_name="stack",
        ),
    )


def _change() -> rx.Component:
    chosen = CommissionState.chosen
    return panel_dialog(
        CommissionState,
        CHANGE,
        rx.fragment("Change the rate of ", chosen.name),
        rx.el.form(
            _rate(CHANGE, default_value=chosen.typed),
            panel_buttons(CommissionState, "Save", variant="primary"),
            on_submit=CommissionState.change,
            key=chosen.id,
            class_name="stack",
        ),
    )


def _rate(name: str, **props: Any) -> rx.Component:
    return money_field(
        "Rate",
        "rate",
        id=f"{name}-rate",
        currency="%",
        error=CommissionState.errors.get("rate", ""),
        required=True,
        **props,
    )
