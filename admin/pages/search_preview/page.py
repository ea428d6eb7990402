from typing import Any

import reflex as rx

from admin.components.search_tabs import search_tabs
from admin.components.states import desk_page
from admin.pages.search_pins.views import KINDS
from admin.pages.search_preview.state import PreviewState
from admin.pages.search_preview.views import PATH
from core.kernel.currencies import CURRENCIES
from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.choice import checkbox, select_field
from core.ui.components.feedback import banner, empty_state
from core.ui.components.layout import page_header, panel, row_list
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from core.ui.values import when

draft = PreviewState.draft


def search_preview_page() -> rx.Component:
    return desk_page(
        PreviewState,
        page_header(
            "Preview",
            intro="A search as it is, and as it would be with a change. Nothing is saved here.",
        ),
        search_tabs(PATH),
        panel(_form()),
        when(PreviewState.problem, banner(PreviewState.problem, tone="danger")),
        rx.cond(
            PreviewState.now_total,
            rx.el.div(
                _side("Now", PreviewState.now_total, PreviewState.now, "now"),
                _side("With the change", PreviewState.then_total, PreviewState.then, "then"),
                class_name="grid lg:grid-cols-2 gap-4 mt-4",
            ),
            empty_state("Type a search", "Then try what would make it better.",
                        picture="shelf"),
        ),
        current="/search/queries",
    )  # fmt: skip


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            text_field("Search", "q", id="preview-q", default_value=draft["q"], required=True),
            select_field("Currency", "currency", [(c, c) for c in CURRENCIES],
                         id="preview-currency", default_value=draft["currency"]),
            text_field("Synonyms to try", "words", id="preview-words", optional=True,
                       hint="With commas between them", default_value=draft["words"]),
            checkbox("One way", "one_way", hint="Only the first finds the others.",
                     default_checked=draft["one_way"] != ""),
            text_field("Piece to pin or boost", "product", id="preview-product", optional=True,
                       hint="Its address in the shop", default_value=draft["product"]),
            select_field("What", "kind", KINDS, id="preview-kind", default_value=draft["kind"]),
            text_field("Place, or times", "strength", id="preview-strength", type="number",
                       min="1", max="10", default_value=draft["strength"]),
            class_name="form-grid",
        ),
        rx.el.div(
            button("Compare", type="submit"),
            when(draft["words"], link_button("Make it a synonym", variant="secondary",
                                             href=PreviewState.synonym_href)),
            when(draft["product"], link_button("Pin or boost it", variant="secondary",
                                               href=PreviewState.pin_href)),
            class_name="cluster",
        ),
        on_submit=PreviewState.compare,
        key=PreviewState.form_key,
        class_name="stack",
    )  # fmt: skip


def _side(title: str, total: Any, hits: Any, name: str) -> rx.Component:
    return panel(
        rx.el.div(
            rx.el.h2(title),
            rx.el.span(total, class_name="text-muted"),
            class_name="spread",
        ),
        row_list(rx.foreach(hits, _hit), aria_label=title, data_testid=f"{name}-side"),
    )


def _hit(hit: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                hit.place, ". ", text_link(hit.title, href=hit.href), " ",
                when(hit.moved, badge(hit.moved, tone=hit.tone)),
            ),
            rx.el.p(
                rx.foreach(hit.reasons, lambda reason: rx.el.span(reason, class_name="mr-3")),
                class_name="text-small text-muted",
            ),
            class_name="row-main",
        ),
        rx.el.strong(hit.score, title="Score"),
        key=hit.slug,
    )  # fmt: skip
