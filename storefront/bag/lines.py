"""The pieces of a bag, grouped by the parcel in which they leave."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.icon import icon
from core.ui.components.layout import total_row, totals
from core.ui.components.link import internal_link
from core.ui.components.maker import maker_line
from core.ui.components.media import thumbnail
from core.ui.components.menu import disclosure
from core.ui.components.quantity import quantity_stepper
from core.ui.components.timed import timed
from core.ui.tax_view import tax_notes
from core.ui.values import Text, when
from storefront.bag.discounts import discount_rows, promo_field
from storefront.bag.state import BagState

bag = BagState.bag
METHOD = (
    "Weight × distance × the factor for lorry, van or plane (UK DESNZ 2025, well to wheel). "
    "Goods and packaging are weighed; the last way through the town is not in it."
)


def parcel(part: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h3(
                maker_line(part.workshop, gradient=part.selvedge, href=part.href),
                class_name="parcel-title",
            ),
            rx.el.p(
                when(part.arrival, rx.el.span(part.arrival, ", delivery ", part.delivery)),
                class_name="text-small text-muted",
            ),
            class_name="spread",
        ),
        _note(part.problem),
        rx.el.ul(rx.foreach(part.lines, _line), class_name="rows"),
        when(part.to_free, _to_free(part)),
        data_testid="parcel",
    )


def saved_line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=72),
        _name(line),
        rx.el.p(line.unit, class_name="price"),
        rx.el.div(
            _note(line.problem),
            when(line.change, rx.el.p(line.change, class_name="text-small text-muted")),
            rx.el.div(
                button(
                    "Move to bag",
                    variant="secondary",
                    size="small",
                    on_click=BagState.move_to_bag(line.id),
                    aria_label="Move " + line.title + " to the bag",
                ),
                _remove(line),
                class_name="cluster",
            ),
            class_name="piece-more stack-tight",
        ),
        class_name="piece",
        data_testid="saved-line",
    )


def saved_pieces() -> rx.Component:
    """What was set aside, below the bag on its page and in the drawer."""
    return rx.el.section(
        rx.el.h2("Saved for later", class_name="mb-3"),
        when(
            bag.saved.length() > 1,
            rx.el.div(
                button(
                    "Move all to the bag",
                    variant="secondary",
                    size="small",
                    on_click=BagState.move_all_to_bag,
                )
            ),
        ),
        rx.el.ul(rx.foreach(bag.saved, saved_line), class_name="rows"),
        class_name="saved-pieces",
        data_testid="saved-pieces",
    )


def bag_news() -> rx.Component:
    """What just happened, for eyes and for readers. Undoing is offered for ten seconds, longer
    while the pointer or the focus is on it.
    """
    removed = timed(
        banner(
            BagState.removed + " is out of your bag.",
            action=button("Undo", variant="secondary", size="small", on_click=BagState.undo),
        ),
        of=BagState.removed,
        seconds=10,
        on_end=BagState.forget_removed,
    )
    changed = banner(
        "A price changed since you put things in",
        "Today’s prices count. The lines say what changed.",
        tone="attention",
        action=button(
            "That is fine", variant="secondary", size="small", on_click=BagState.accept_prices
        ),
    )
    return rx.el.div(
        when(BagState.removed, removed),
        when(BagState.refusal, banner(BagState.refusal, tone="danger")),
        when(bag.has_changes, changed),
        role="status",
        class_name="stack-tight bag-news",
    )


def bag_sums(total_id: str) -> rx.Component:
    """Everything that is to be paid; what checkout shows is never more."""
    return rx.fragment(
        totals(
            total_row("Pieces", bag.subtotal),
            total_row(rx.el.span("Delivery to ", bag.country), bag.delivery),
            discount_rows(bag.discounts),
            total_row("Total", rx.el.span(bag.total, data_testid=total_id), final=True),
        ),
        tax_notes(BagState.taxes),
        promo_field(BagState, bag.discounts, bag.problems, name=total_id),
        rx.el.div(
            disclosure(
                rx.fragment("Delivery: ", bag.footprint),
                rx.el.p(METHOD, class_name="text-small text-muted"),
            ),
            class_name="text-small mt-2",
        ),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        thumbnail(line.image, line.alt, size=96),
        _name(line),
        rx.el.p(line.total, class_name="price", data_testid="line-total"),
        rx.el.div(
            _note(line.problem),
            when(line.change, rx.el.p(line.change, class_name="text-small text-muted")),
            _note(line.notice),
            _controls(line),
            class_name="piece-more stack-tight",
        ),
        class_name="piece",
        data_testid="bag-line",
    )


def _controls(line: Any) -> rx.Component:
    return rx.el.div(
        quantity_stepper(
            line.quantity,
            label=line.title,
            maximum=line.most,
            revision=BagState.revision,
            on_change=lambda wanted: BagState.set_quantity(line.id, wanted),
        ),
        button(
            "Save for later",
            variant="quiet",
            size="small",
            on_click=BagState.save_for_later(line.id),
            aria_label="Save " + line.title + " for later",
        ),
        _remove(line),
        class_name="cluster",
    )


def _name(line: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(internal_link(line.title, href=line.href), class_name="line-title"),
        when(line.options, rx.el.p(line.options, class_name="text-small text-muted")),
        rx.el.p(line.unit, " each", class_name="text-small text-muted"),
    )


def _remove(line: Any) -> rx.Component:
    return button(
        "Remove",
        variant="quiet",
        size="small",
        on_click=BagState.remove(line.id, line.title),
        aria_label="Remove " + line.title,
    )


def _to_free(part: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(part.to_free),
        rx.el.progress(value=part.free_percent, max=100, aria_label="Towards free delivery"),
        class_name="to-free text-small text-muted",
    )


def _note(sentence: Text) -> rx.Component:
    return when(
        sentence,
        rx.el.p(
            icon("circle_alert", size="small"), rx.el.span(sentence), class_name="field-error"
        ),
    )
