from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb, pagination, tab, tabs
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.earnings.state import EarningsState
from vendor_portal.pages.payouts.views import PATH


def earnings_page() -> rx.Component:
    return desk_page(
        EarningsState,
        breadcrumb([("Payouts", PATH)], "What you earned"),
        page_header(
            "What you earned",
            intro="Every amount, what it waits for, and the payout it went into.",
        ),
        tabs("Views of earnings", rx.foreach(EarningsState.views, _tab)),
        rx.cond(
            EarningsState.rows,
            rx.el.div(
                panel(_table(), flush=True),
                pagination(EarningsState.pager, label="Pages of earnings"),
                class_name="stack",
            ),
            empty_state("Nothing here", "No amount is in this state now.", picture="ledger"),
        ),
        current=PATH,
    )


def _tab(view: Any) -> rx.Component:
    return tab(view.label, href=view.href, is_current=view.is_current)


def _table() -> rx.Component:
    columns = [
        Column("When"),
        Column("Order"),
        Column("Status"),
        Column("Commission", numeric=True),
        Column("Amount", numeric=True),
    ]
    return table("Earnings", columns, rx.foreach(EarningsState.rows, _row))


def _row(row: Any) -> rx.Component:
    status = rx.el.div(
        badge(row.word, tone=row.tone, shape=row.shape),
        when(row.why, rx.el.p(row.why, class_name="text-tiny text-muted")),
    )
    order = rx.el.div(
        text_link(row.order, href=row.order_href),
        rx.el.p(row.what, class_name="text-tiny text-muted"),
    )
    commission = rx.el.div(
        row.commission, when(row.rule, rx.el.p(row.rule, class_name="text-tiny text-muted"))
    )
    return table_row(
        head_cell("When", row.at),
        cell("Order", order),
        cell("Status", status),
        cell("Commission", commission, numeric=True),
        cell(
            "Amount",
            rx.el.span(row.amount, class_name=rx.cond(row.is_negative, "text-madder", "")),
            numeric=True,
        ),
        data_testid="earning-row",
    )
