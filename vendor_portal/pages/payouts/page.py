from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import link_button
from core.ui.components.feedback import banner, empty_state
from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import detail, details_of, page_header, panel
from core.ui.components.link import outside_link, text_link
from core.ui.components.navigation import pagination
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.values import when
from vendor_portal.components.states import desk_page
from vendor_portal.pages.payouts.state import PayoutsState
from vendor_portal.pages.payouts.views import PATH

SETTINGS = "/settings/payouts"


def payouts_page() -> rx.Component:
    return desk_page(
        PayoutsState,
        page_header(
            "Payouts",
            link_button("What you earned", href="/payouts/earnings", variant="secondary",
                        size="small"),
            link_button("Every booking", href="/balance", variant="secondary", size="small"),
            intro="What you are owed, when it is paid, and where to.",
        ),
        rx.el.div(
            _obstacle(),
            rx.el.div(rx.foreach(PayoutsState.tiles, _tile), class_name="tile-grid"),
            _next(),
            rx.cond(PayoutsState.rows, _history(), _empty()),
            class_name="stack",
        ),
        current=PATH,
    )  # fmt: skip


def _obstacle() -> rx.Component:
    return when(
        PayoutsState.upcoming.obstacle,
        banner(
            PayoutsState.upcoming.obstacle,
            tone="attention",
            action=text_link("Payout settings", href=SETTINGS),
        ),
    )


def _tile(tile: Any) -> rx.Component:
    return rx.el.div(kpi_tile(tile.label, tile.value, change=tile.note), data_testid="balance")


def _next() -> rx.Component:
    upcoming = PayoutsState.upcoming
    rows = (
        detail("Next pay day", when(upcoming.when, upcoming.when, "Not set yet")),
        detail("How often", when(upcoming.rhythm, upcoming.rhythm, "Not set yet")),
        detail("Paid to", when(upcoming.account, upcoming.account, "Not set yet")),
        detail("From an amount of", upcoming.least),
        when(upcoming.reserve, detail("Reserve", upcoming.reserve)),
    )
    return panel(
        details_of(*rows),
        title="Your next payout",
        actions=text_link("Change", href=SETTINGS, aria_label="Change the payout settings"),
    )


def _history() -> rx.Component:
    listed = table(
        "Payouts",
        [
            Column("Payout"),
            Column("Made"),
            Column("Status"),
            Column("Statement"),
            Column("Amount", numeric=True),
        ],
        rx.foreach(PayoutsState.rows, _row),
    )
    return rx.el.div(
        panel(listed, title="Payouts so far", flush=True),
        pagination(PayoutsState.pager, label="Pages of payouts"),
        class_name="stack",
    )


def _row(row: Any) -> rx.Component:
    status = rx.el.div(
        badge(row.word, tone=row.tone, shape=row.shape),
        when(row.failure, rx.el.p(row.failure, class_name="text-tiny text-muted")),
    )
    files = rx.el.span(
        outside_link("PDF", href=row.pdf_href, aria_label="Statement of " + row.number),
        " ",
        outside_link("CSV", href=row.csv_href, aria_label="Lines of " + row.number),
        class_name="cluster",
    )
    return table_row(
        head_cell("Payout", text_link(row.number, href=row.href)),
        cell("Made", row.made),
        cell("Status", status),
        cell("Statement", files),
        cell("Amount", row.amount, numeric=True),
        data_testid="payout-row",
    )


def _empty() -> rx.Component:
    return empty_state(
        "No payout yet",
        "Your first one is made on the pay day after your first sale is released.",
        picture="ledger",
    )
