from typing import Any

import reflex as rx

from core.returns.photos import MAX_BYTES, MOST_PHOTOS
from core.ui.cases import ISSUE_KINDS, options_of
from core.ui.components.button import button, link_button
from core.ui.components.choice import radio_group, select
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.field import field
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import textarea_field
from core.ui.values import when
from storefront.components.states import page_of
from storefront.pages.issue_new.state import IssueFormState
from storefront.pages.order.page import unknown_order
from storefront.shell import frame

State = IssueFormState


def issue_new_page() -> rx.Component:
    return frame(
        page_of(
            State,
            rx.el.div(
                breadcrumb([("Your order", State.order_href)], "Report a problem"),
                rx.el.h1("Report a problem", tab_index=-1, class_name="mt-4"),
                rx.el.p(
                    "With what ", State.workshop, " sent, ", State.part, class_name="text-muted"
                ),
                when(State.refusal, banner(State.refusal, tone="danger", live=True)),
                rx.cond(State.open_case, _already(), _form()),
                class_name="page stack measure-wide",
            ),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page"),
            missing=unknown_order(),
            retry=State.load,
        )
    )


def _already() -> rx.Component:
    return banner(
        "You have reported a problem with this already",
        tone="info",
        action=text_link("Open ", State.open_case, href=State.case_href),
    )


def _form() -> rx.Component:
    return rx.el.form(
        panel(
            radio_group(
                "What is wrong?",
                "kind",
                options_of(ISSUE_KINDS),
                chosen=State.kind,
                on_change=State.choose_kind,
            ),
            title="Problem",
        ),
        when(
            State.kind != "not_arrived",
            panel(
                rx.el.ul(rx.foreach(State.lines, _line), class_name="rows"),
                title="Which pieces?",
            ),
        ),
        panel(
            textarea_field(
                "What happened",
                "description",
                hint="The workshop reads it.",
                rows=5,
                min_length=10,
                max_length=2000,
                required=True,
            ),
            file_drop(
                "Add pictures",
                action=State.photo_action,
                on_uploaded=State.add_photos,
                accept="image/jpeg,image/png,image/webp,image/avif",
                multiple=True,
                max_bytes=MAX_BYTES,
                hint=f"Up to {MOST_PHOTOS}, 10 MB each.",
            ),
            when(State.photos, rx.el.p(State.photos.length(), " ready to send", role="status")),
            title="Tell us",
        ),
        rx.el.p(
            "The workshop has 48 hours to answer. If it does not, EcoMarket decides. Its "
            "earnings from this order wait meanwhile.",
            class_name="text-small text-muted",
        ),
        rx.el.div(
            button("Send", type="submit", pending=State.busy == "send"),
            link_button("Back to the order", href=State.order_href, variant="secondary"),
            class_name="cluster",
        ),
        on_submit=State.send,
        class_name="stack",
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(line.title), rx.el.p(line.options, class_name="text-small text-muted")
        ),
        field(
            "How many",
            "units",
            lambda wiring: select("units:" + line.id, line.choices, wiring),
            id="units-" + line.id,
        ),
        class_name="piece",
    )
