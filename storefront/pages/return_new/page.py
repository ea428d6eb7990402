from typing import Any

import reflex as rx

from core.returns.photos import MAX_BYTES, MOST_PHOTOS
from core.ui.cases import REASONS, RESOLUTIONS, options_of
from core.ui.components.button import button, link_button
from core.ui.components.choice import radio_group, select
from core.ui.components.feedback import banner, empty_state, loading, skeleton
from core.ui.components.field import field
from core.ui.components.file_drop import file_drop
from core.ui.components.layout import detail, details_of, panel
from core.ui.components.link import text_link
from core.ui.components.media import thumbnail
from core.ui.components.navigation import breadcrumb
from core.ui.components.text_input import money_field, textarea_field
from core.ui.values import when
from storefront.components.states import page_of
from storefront.pages.order.page import unknown_order
from storefront.pages.return_new.state import ReturnWizardState
from storefront.shell import frame

State = ReturnWizardState
terms = ReturnWizardState.terms


def return_new_page() -> rx.Component:
    return frame(
        page_of(
            State,
            rx.el.div(
                breadcrumb([("Your order", State.order_href)], "Return"),
                rx.el.h1("Return pieces", tab_index=-1, class_name="mt-4"),
                rx.el.p(
                    "From ", terms.workshop, ", order ", State.part, class_name="text-muted"
                ),
                when(State.refusal, banner(State.refusal, tone="danger", live=True)),
                rx.cond(
                    terms.has_arrived,
                    rx.fragment(
                        rx.el.div(_choose(), hidden=State.step == "confirm"),
                        when(State.step == "confirm", _confirm()),
                    ),
                    _not_yet(),
                ),
                class_name="page stack measure-wide",
            ),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page"),
            missing=unknown_order(),
            retry=State.load,
        )
    )


def _not_yet() -> rx.Component:
    return empty_state(
        "This has not arrived yet",
        "What has not left can be canceled on the page of the order. You may withdraw from the "
        "contract at any time before it arrives.",
        link_button("Back to the order", href=State.order_href),
        link_button("Withdraw", href="/withdraw", variant="secondary"),
        picture="box",
    )


def _choose() -> rx.Component:
    return rx.el.form(
        _terms(),
        panel(rx.el.ul(rx.foreach(State.lines, _line), class_name="rows"), title="Pieces"),
        panel(
            radio_group("Why?", "reason", options_of(REASONS), chosen="changed_mind"),
            textarea_field(
                "What the workshop should know", "note", max_length=1000, optional=True
            ),
            file_drop(
                "Add pictures",
                action=State.photo_action,
                on_uploaded=State.add_photos,
                accept="image/jpeg,image/png,image/webp,image/avif",
                multiple=True,
                max_bytes=MAX_BYTES,
                hint=f"Up to {MOST_PHOTOS}, 10 MB each. They help if something is broken.",
            ),
            when(State.photos, rx.el.p(State.photos.length(), " ready to send", role="status")),
            title="Reason",
            data_testid="reason",
        ),
        panel(
            radio_group(
                "What would you like?",
                "resolution",
                options_of(RESOLUTIONS),
                chosen=State.resolution,
                on_change=State.choose_resolution,
            ),
            when(
                State.resolution == "keep",
                money_field(
                    "How much would you like to have back?",
                    "amount",
                    hint="The workshop may agree to it or to less.",
                ),
            ),
            when(
                State.resolution == "exchange",
                rx.el.ul(rx.foreach(State.lines, _instead), class_name="rows"),
            ),
            title="Your wish",
        ),
        rx.el.div(
            button("Check the return", type="submit", pending=State.busy == "check"),
            link_button("Back to the order", href=State.order_href, variant="secondary"),
            class_name="cluster",
        ),
        on_submit=State.check,
        class_name="stack",
    )


def _terms() -> rx.Component:
    return panel(
        rx.el.ul(
            rx.el.li(
                "Until ", terms.legal, " you may return without a reason: that is the law."
            ),
            when(
                terms.has_longer,
                rx.el.li(terms.workshop, " takes pieces back until ", terms.until, "."),
            ),
            rx.el.li(
                "If a piece is faulty or not as described, until ",
                terms.faults,
                ". Then the workshop pays the way back; otherwise you do.",
            ),
            class_name="stack-tight list-disc pl-5",
        ),
        when(
            terms.is_over,
            banner(
                "The time without a reason is over",
                "Only faults can be returned now.",
                tone="attention",
            ),
        ),
        rx.el.p(
            text_link("Your right of withdrawal", href="/legal/withdrawal"),
            class_name="text-small mt-2",
        ),
        title="Until when, and who pays",
    )


def _line(line: Any) -> rx.Component:
    count = field(
        "How many",
        "units",
        lambda wiring: select("units:" + line.id, line.choices, wiring),
        id="units-" + line.id,
    )
    return rx.el.li(
        thumbnail(line.image, "", size=64),
        rx.el.div(
            rx.el.p(line.title),
            rx.el.p(line.options, " ", line.unit, " each", class_name="text-small text-muted"),
            when(line.why_not, rx.el.p(line.why_not, class_name="text-small")),
        ),
        when(line.left > 0, count),
        class_name="piece",
        data_testid="returnable",
    )


def _instead(line: Any) -> rx.Component:
    chosen = field(
        "Instead",
        "variant",
        lambda wiring: select("variant:" + line.id, line.variants, wiring),
        id="variant-" + line.id,
        hint="Variants that cost no more. What one costs less is given back.",
    )
    nothing = rx.el.p("There is no variant to exchange it for.", class_name="text-small")
    return rx.el.li(
        rx.el.div(
            rx.el.p(line.title),
            rx.cond(line.variants, chosen, nothing),
            class_name="stack-tight w-full",
        )
    )


def _confirm() -> rx.Component:
    summary = State.summary
    return panel(
        rx.el.ul(rx.foreach(summary.pieces, rx.el.li), class_name="rows"),
        details_of(
            detail("Reason", summary.reason),
            detail("You would like", summary.wish),
            when(summary.amount, detail("You get back", rx.el.strong(summary.amount))),
            when(summary.delivery, detail("Of it for the delivery", summary.delivery)),
            detail("Postage", summary.postage),
        ),
        rx.el.p(
            "The workshop answers within 48 hours, or it counts as a yes. Keep the piece until "
            "you have its address. A part of the price may be kept back only for a loss in "
            "value, with a reason.",
            class_name="text-small text-muted mt-3",
        ),
        rx.el.div(
            button("Send the request", on_click=State.send, pending=State.busy == "send"),
            button("Change something", variant="secondary", on_click=State.back),
            class_name="cluster mt-4",
        ),
        title="Is this right?",
        data_testid="summary",
    )
