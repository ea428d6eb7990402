"""Specimens of lists, tables, figures and progress."""

from dataclasses import dataclass

import reflex as rx

from core.kernel.pagination import Page
from core.ui import charts
from core.ui.components.badge import badge
from core.ui.components.chart import bar_chart, line_chart
from core.ui.components.kpi import kpi_tile
from core.ui.components.layout import (
    details,
    panel,
    row,
    row_list,
    section_header,
    total_row,
    totals,
)
from core.ui.components.link import text_link
from core.ui.components.maker import maker_mark
from core.ui.components.navigation import breadcrumb, pagination, steps, tab, tabs
from core.ui.components.progress import progress, timeline
from core.ui.components.table import Column, cell, head_cell, table, table_row
from core.ui.paging import Pager
from core.ui.styleguide.specimen import specimen

WEEKS = [f"Week {n}" for n in range(36, 48)]
SALES = {
    "Vases": [310, 420, 380, 560, 520, 640, 600, 720, 810, 780, 900, 960],
    "Mugs": [220, 250, 300, 290, 340, 330, 380, 410, 390, 440, 460, 470],
    "Bowls": [120, 140, 130, 170, 190, 180, 210, 200, 240, 230, 260, 280],
}


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    at: str
    note: str
    state: str


def navigation() -> rx.Component:
    pager = Pager.of(
        Page(range(24), total=218, number=4, size=24), "/styleguide", {"sort": "price"}
    )
    return specimen(
        "Ways around",
        breadcrumb((("Shop", "/"), ("Ceramics", "/styleguide")), "Vases"),
        section_header(
            "New from the kilns", more="All ceramics (218)", more_href="/styleguide"
        ),
        tabs(
            "Orders",
            tab("New", href="/styleguide", is_current=True, count="3"),
            tab("To pack", href="/styleguide", is_current=False, count="12"),
            tab("Shipped", href="/styleguide", is_current=False),
        ),
        steps(
            "Onboarding",
            (
                ("Business", "done", "/styleguide"),
                ("Shop", "current", ""),
                ("Payout", "next", ""),
            ),
        ),
        pagination(pager),
    )


def tables() -> rx.Component:
    return specimen(
        "Tables and lists",
        _orders(),
        _facts(),
        row_list(
            row(
                "Register extract.pdf",
                start=maker_mark("RE", size="small"),
                end=badge("Checked"),
            ),
            row(
                "Kiln inspection.pdf",
                start=maker_mark("KI", size="small"),
                end=badge("Waiting"),
            ),
        ),
    )


def _orders() -> rx.Component:
    return panel(
        table(
            "Orders",
            (
                Column("Order", sort_href="/styleguide", sorted="descending"),
                Column("Customer", sort_href="/styleguide"),
                Column("State"),
                Column("Total", numeric=True),
            ),
            _order("EM-7F3K-0192", "Inês Carvalho", badge("Paid", tone="info"), "€64.90"),
            _order(
                "EM-7F3K-0188",
                "Jonas Weber",
                badge("Shipped", tone="success", shape="done"),
                "€1,240.00",
            ),
            _order(
                "EM-7F3K-0171",
                "Amélie Roux",
                badge("Refunded", tone="danger", shape="blocked"),
                "€39.50",
            ),
        ),
        title="Orders",
        actions=text_link("Export", href="/styleguide"),
        flush=True,
    )


def _facts() -> rx.Component:
    return rx.el.div(
        panel(
            details(
                (
                    ("Material", "Stoneware, celadon glaze"),
                    ("Size", "14 × 14 × 24.3 cm"),
                    ("Weight", "760 g"),
                )
            ),
            title="Details",
        ),
        panel(
            totals(
                total_row("Goods", "€60.40"),
                total_row("Delivery", "€4.50"),
                total_row("To pay", "€64.90", final=True),
            ),
            title="Sum",
        ),
        class_name="form-grid",
    )


def figures() -> rx.Component:
    return specimen(
        "Figures",
        rx.el.div(
            kpi_tile(
                "Sales, 30 days",
                "€12,480.00",
                change="▲ 12 % up, mainly vases",
                path=charts.spark(SALES["Vases"]),
            ),
            kpi_tile(
                "Orders to pack", "12", change="3 due today", path=charts.spark(SALES["Mugs"])
            ),
            kpi_tile("Returns", "2"),
            class_name="tile-grid",
        ),
        rx.el.div(
            line_chart(charts.line("Vases carry the growth of autumn", WEEKS, SALES)),
            bar_chart(charts.bars("Mugs sell best in November", WEEKS, SALES["Mugs"])),
            class_name="form-grid",
        ),
        rx.el.div(
            timeline(
                (
                    Step("Ordered", "12 Nov, 09:14", "", "done"),
                    Step("Accepted by Oficina Ribeira", "12 Nov, 11:02", "", "done"),
                    Step(
                        "With the carrier",
                        "14 Nov, 16:40",
                        "DHL 00340434161094042557",
                        "current",
                    ),
                    Step("Delivered", "", "Expected 26–28 Nov", "next"),
                )
            ),
            progress("Import of spring.csv", value=120, maximum=400, note="120 of 400 rows"),
            class_name="form-grid",
        ),
    )


def _order(number: str, buyer: str, state: rx.Component, total: str) -> rx.Component:
    return table_row(
        head_cell("Order", text_link(number, href="/styleguide")),
        cell("Customer", buyer),
        cell("State", state),
        cell("Total", total, numeric=True),
    )
