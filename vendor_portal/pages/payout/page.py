from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.feedback import banner
from core.ui.components.layout import detail, details_of, page_header, panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.components.navigation import breadcrumb
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.payout.state import PayoutState
from vendor_portal.pages.payouts.views import PATH


def payout_page() -> rx.Component:
    payout = PayoutState.payout
    return desk_page(
        PayoutState,
        breadcrumb([("Payouts", PATH)], payout.number),
        page_header(
            payout.number,
            link_button("Statement (PDF)", href=payout.pdf_href, outside=True, size="small"),
            link_button(
                "Lines (CSV)",
                href=payout.csv_href,
                outside=True,
                size="small",
                variant="secondary",
            ),
        ),
        when(payout.failure, banner(payout.failure, tone="attention")),
        rx.el.div(_facts(), _lines(), _sums(), _steps(), class_name="stack"),
        current=PATH,
        missing="There is no such payout",
    )


def _facts() -> rx.Component:
    payout = PayoutState.payout
    return panel(
        details_of(
            detail("Status", badge(payout.word, tone=payout.tone, shape=payout.shape)),
            detail("Amount", payout.amount),
            detail("Made on", payout.made),
            detail("Paid to", PayoutState.sums.account),
        )
    )


def _lines() -> rx.Component:
    columns = [
        Column("Date"),
        Column("Order"),
        Column("What"),
        Column("Goods and delivery", numeric=True),
        Column("Commission", numeric=True),
        Column("Discounts and taxes", numeric=True),
        Column("Net", numeric=True),
    ]
    listed = table("Lines of the statement", columns, rx.foreach(PayoutState.lines, _line))
    return panel(listed, title="What it is made of", flush=True)


def _line(line: Any) -> rx.Component:
    what = rx.el.div(
        line.what, when(line.rule, rx.el.p(line.rule, class_name="text-tiny text-muted"))
    )
    return table_row(
        head_cell("Date", line.at),
        cell("Order", text_link(line.order, href=line.order_href)),
        cell("What", what),
        cell("Goods and delivery", line.gross, numeric=True),
        cell("Commission", line.commission, numeric=True),
        cell("Discounts and taxes", line.other, numeric=True),
        cell("Net", line.net, numeric=True),
        data_testid="statement-line",
    )


def _sums() -> rx.Component:
    sums = PayoutState.sums
    return panel(
        totals(
            total_row("Available before", sums.opening),
            total_row("This payout", sums.amount),
            total_row("Available after", sums.closing, final=True),
        ),
        title="Balance",
    )


def _steps() -> rx.Component:
    columns = [Column("When"), Column("What"), Column("Note")]
    return panel(
        table("History", columns, rx.foreach(PayoutState.steps, _step)),
        title="History",
        flush=True,
    )


def _step(step: Any) -> rx.Component:
    return table_row(
        head_cell("When", step.at), cell("What", step.word), cell("Note", step.message)
    )
