from typing import Any

import reflex as rx

from admin.components.states import desk_page
from admin.pages.disputes.state import PATH, DisputesState
from core.ui.components.case import case_table
from core.ui.components.feedback import empty_state
from core.ui.components.layout import page_header, panel
from core.ui.components.navigation import pagination, tab, tabs


def disputes_page() -> rx.Component:
    full = rx.el.div(
        panel(case_table(DisputesState.rows, label="Cases", other="Workshop"), flush=True),
        pagination(DisputesState.pager, label="Pages of cases"),
        class_name="stack mt-4",
    )
    nothing = empty_state(
        "Nothing to decide",
        "Disputes come here when a workshop stays silent or a buyer declines its offer.",
        picture="ledger",
    )
    return desk_page(
        DisputesState,
        page_header(
            "Disputes",
            intro="Evidence within 72 hours, a decision within seven days. A side that stays "
            "silent loses by itself.",
        ),
        tabs("Kinds of cases", rx.foreach(DisputesState.kinds, _tab)),
        rx.cond(DisputesState.rows, full, nothing),
        current=PATH,
    )


def _tab(one: Any) -> rx.Component:
    return tab(one.label, href=one.href, is_current=one.is_current)
