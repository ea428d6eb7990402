from typing import Any

import reflex as rx

from core.ui.components.case import case_table
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import pagination, tab, tabs
from vendor_portal.components.states import desk_page
from vendor_portal.pages.returns.state import PATH, ReturnsState


def returns_page() -> rx.Component:
    full = rx.el.div(
        panel(case_table(ReturnsState.rows, label="Cases", other="Buyer"), flush=True),
        pagination(ReturnsState.pager, label="Pages of cases"),
        class_name="stack mt-4",
    )
    nothing = empty_state(
        "Nothing came back",
        "Returns, reported problems and disputes appear here, with the time to answer.",
        picture="box",
    )
    return desk_page(
        ReturnsState,
        page_header(
            "Returns and problems",
            intro="You have 48 hours to answer. Without an answer a return counts as approved, "
            "and a problem goes to EcoMarket.",
        ),
        tabs("Kinds of cases", rx.foreach(ReturnsState.tabs, _tab)),
        rx.cond(ReturnsState.rows, full, nothing),
        current=PATH,
    )


def _tab(one: Any) -> rx.Component:
    return tab(one.label, href=one.href, is_current=one.is_current)
