"""The bag beside any page: opened by the bag in the header, and when something was put in."""

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.drawer import drawer
from core.ui.components.feedback import empty_state, loading, skeleton, skeleton_lines
from core.ui.values import when
from storefront.bag.lines import bag, bag_news, bag_sums, parcel, saved_pieces
from storefront.bag.state import BagState

DRAWER = "bag-drawer"


def bag_drawer() -> rx.Component:
    known = rx.el.div(
        bag_news(),
        rx.cond(
            bag.parcels,
            rx.el.div(rx.foreach(bag.parcels, parcel), class_name="stack-loose"),
            _empty(),
        ),
        when(bag.saved, saved_pieces()),
    )
    return drawer(
        DRAWER,
        "Your bag",
        rx.cond(BagState.is_known, known, _waiting()),
        foot=when(bag.parcels, _foot()),
        parameter="bag",
        is_called=BagState.opens_drawer,
        on_open=BagState.refresh,
    )


def _foot() -> rx.Component:
    return rx.el.div(
        bag_sums("drawer-total"),
        rx.cond(
            bag.is_orderable,
            link_button("Go to checkout", href="/checkout", block=True),
            rx.el.div(
                button("Go to checkout", disabled=True, block=True),
                rx.el.p(
                    "Something cannot be ordered as it is. Look for the notes.",
                    class_name="text-small text-hint mt-2",
                ),
            ),
        ),
        link_button("Open the bag", href="/cart", variant="secondary", block=True),
        class_name="stack-tight w-full",
    )


def _empty() -> rx.Component:
    return empty_state(
        "Fill your bag",
        "It is empty. What you put in stays for 30 days.",
        link_button("Look around", href="/search"),
        picture="box",
    )


def _waiting() -> rx.Component:
    return loading(skeleton(class_name="h-32"), skeleton_lines(3), label="Loading your bag…")
