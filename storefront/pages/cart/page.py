import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, empty_state, loading, skeleton, skeleton_lines
from core.ui.components.layout import page_header, panel, total_row, totals
from core.ui.components.link import text_link
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.cart.lines import parcel, saved_line
from storefront.pages.cart.state import CartState
from storefront.shell import frame

bag = CartState.bag


def cart_page() -> rx.Component:
    return frame(
        page_of(
            CartState,
            rx.el.div(
                page_header("Your bag", intro=rx.cond(bag.parcels, bag.pieces, "")),
                _news(),
                rx.cond(bag.parcels, _full(), _empty()),
                when(bag.saved, _saved()),
                class_name="page",
            ),
            waiting=_skeleton(),
            missing=not_here("There is no bag here", "Start again from the shop."),
            retry=CartState.load,
        )
    )


def _full() -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.foreach(bag.parcels, parcel), class_name="stack-loose min-w-0"),
        rx.el.div(_summary(), class_name="sticky-aside min-w-0"),
        class_name="with-aside",
    )


def _summary() -> rx.Component:
    return panel(
        totals(
            total_row("Pieces", bag.subtotal),
            total_row(rx.el.span("Delivery to ", bag.country), bag.delivery),
            total_row(
                "Total, incl. VAT", rx.el.span(bag.total, data_testid="bag-total"), final=True
            ),
        ),
        rx.el.div(
            rx.cond(
                bag.is_orderable,
                link_button(
                    "Go to checkout", href="/checkout", block=True, data_testid="to-checkout"
                ),
                rx.el.div(
                    button("Go to checkout", disabled=True, block=True),
                    rx.el.p(
                        "Something in your bag cannot be ordered as it is. Look for the notes.",
                        class_name="text-small text-hint mt-2",
                    ),
                ),
            ),
            class_name="mt-4",
        ),
        rx.el.p(
            text_link("Deliver to another country", href="/preferences?next=/cart"),
            class_name="text-small mt-3",
        ),
        title="Summary",
    )


def _news() -> rx.Component:
    """What just happened, for eyes and for readers."""
    removed = banner(
        CartState.removed + " is out of your bag.",
        action=button("Undo", variant="secondary", size="small", on_click=CartState.undo),
    )
    changed = banner(
        "A price changed since you put things in",
        "Today’s prices count.",
        tone="attention",
        action=button(
            "That is fine", variant="secondary", size="small", on_click=CartState.accept_prices
        ),
    )
    return rx.el.div(
        when(CartState.removed, removed),
        when(CartState.refusal, banner(CartState.refusal, tone="danger")),
        when(bag.has_changes, changed),
        role="status",
        class_name="stack-tight mb-4",
    )


def _saved() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Saved for later", class_name="mb-3"),
        rx.el.ul(rx.foreach(bag.saved, saved_line), class_name="rows"),
        class_name="mt-12",
    )


def _empty() -> rx.Component:
    return empty_state(
        "Fill your bag",
        "It is empty. What you put in stays for 30 days, on this device or in your account.",
        link_button("Look around", href="/"),
        picture="box",
    )


def _skeleton() -> rx.Component:
    return rx.el.div(
        loading(
            skeleton(class_name="h-10 w-48"),
            skeleton(class_name="h-32 mt-6"),
            skeleton_lines(3),
            label="Loading your bag…",
        ),
        class_name="page",
    )
