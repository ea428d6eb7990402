import reflex as rx

from core.ui.components.app import bag_keeper
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.code import copyable_code
from core.ui.components.feedback import empty_state, loading, skeleton, skeleton_lines
from core.ui.components.layout import page_header, panel
from core.ui.countries import countries
from core.ui.values import when
from storefront.bag.lines import bag, bag_news, bag_sums, parcel, saved_pieces
from storefront.bag.state import BagState
from storefront.components.recently_viewed import recently_viewed
from storefront.components.states import not_here, page_of
from storefront.shell import frame


def cart_page() -> rx.Component:
    return frame(
        page_of(
            BagState,
            rx.el.div(
                page_header("Your bag", intro=rx.cond(bag.parcels, bag.pieces, "")),
                bag_news(),
                rx.cond(bag.parcels, _full(), _empty()),
                when(bag.saved, saved_pieces()),
                recently_viewed(),
                bag_keeper(bag),
                class_name="page",
            ),
            waiting=_skeleton(),
            missing=not_here("There is no bag here", "Start again from the shop."),
            retry=BagState.load,
        ),
        has_drawer=False,
    )


def _full() -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.foreach(bag.parcels, parcel), class_name="stack-loose min-w-0"),
        rx.el.div(_summary(), _share(), class_name="sticky-aside min-w-0 stack"),
        _bar(),
        class_name="with-aside",
    )


def _summary() -> rx.Component:
    return panel(
        bag_sums("bag-total"),
        rx.el.div(_to_checkout("to-checkout"), class_name="mt-4"),
        rx.el.div(
            select_field(
                "Estimate delivery to",
                "estimate",
                countries(),
                value=BagState.ship_to,
                on_change=BagState.estimate,
                auto_complete="off",
            ),
            class_name="mt-4",
        ),
        title="Summary",
    )


def _bar() -> rx.Component:
    """On a phone the total and the way on stay in reach."""
    return rx.el.div(
        rx.el.p(bag.total, class_name="price"), _to_checkout(""), class_name="buy-bar"
    )


def _to_checkout(test_id: str) -> rx.Component:
    names = {"data_testid": test_id} if test_id else {}
    ready = link_button("Go to checkout", href="/checkout", block=True, **names)
    blocked = rx.el.div(
        button("Go to checkout", disabled=True, block=True),
        rx.el.p(
            "Something in your bag cannot be ordered as it is. Look for the notes.",
            class_name="text-small text-hint mt-2",
        ),
    )
    return rx.cond(bag.is_orderable, ready, blocked)  # pyright: ignore[reportReturnType]


def _share() -> rx.Component:
    link = rx.el.p(
        copyable_code(BagState.share_link, label="Copy the link"),
        class_name="text-small break-all",
    )
    return rx.el.div(
        button("Share this bag", variant="quiet", size="small", on_click=BagState.share),
        rx.el.p(
            "Makes a link to a copy of these pieces, without your name.",
            class_name="text-small text-hint",
        ),
        rx.el.div(when(BagState.share_link, link), role="status"),
        class_name="stack-tight",
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
