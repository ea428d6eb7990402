from typing import Any

import reflex as rx

from core.saved.models import Frequency
from core.ui.components.button import link_button
from core.ui.components.choice import radio_group
from core.ui.components.feedback import empty_state
from core.ui.components.layout import panel
from core.ui.components.link import internal_link
from core.ui.components.maker import maker_mark
from core.ui.components.navigation import pagination
from core.ui.values import when
from storefront.components.follow_button import follow_button
from storefront.components.product_card import product_grid
from storefront.pages.account.frame import account_page
from storefront.pages.account_following.state import PATH, FollowingState

FREQUENCIES = (
    (Frequency.AT_ONCE.value, "At once, for every piece"),
    (Frequency.WEEKLY.value, "On Thursdays, all of the week in one"),
    (Frequency.NEVER.value, "None"),
)


def account_following_page() -> rx.Component:
    return account_page(
        "Workshops you follow",
        PATH,
        FollowingState,
        rx.cond(FollowingState.workshops, _followed(), _none()),
    )


def _followed() -> rx.Component:
    return rx.el.div(
        rx.el.ul(rx.foreach(FollowingState.workshops, _workshop), class_name="tile-grid"),
        when(FollowingState.more_workshops, rx.el.p(FollowingState.more_workshops)),
        rx.el.div(
            radio_group(
                "Mails about new pieces",
                "frequency",
                FREQUENCIES,
                chosen=FollowingState.frequency,
                on_change=FollowingState.choose,
            ),
            key=FollowingState.shown_path,
            class_name="my-6",
        ),
        rx.el.h2("New since you follow", class_name="mb-4"),
        rx.cond(FollowingState.cards, _feed(), _quiet()),
    )


def _feed() -> rx.Component:
    return rx.el.div(
        product_grid(FollowingState.cards),
        rx.el.div(pagination(FollowingState.pager), class_name="mt-6"),
    )


def _workshop(shop: Any) -> rx.Component:
    return rx.el.li(
        panel(
            rx.el.div(
                maker_mark(shop.initials, image=shop.mark),
                rx.el.div(
                    internal_link(shop.name, href=shop.href, class_name="font-semibold"),
                    rx.el.p(shop.place, class_name="text-small text-muted"),
                ),
                class_name="flex items-center gap-3 mb-3",
            ),
            follow_button(shop.slug, shop.name),
        ),
        data_testid="followed",
    )


def _quiet() -> rx.Component:
    return rx.el.p("Nothing has been published since. It will be listed here, newest first.")


def _none() -> rx.Component:
    return empty_state(
        "Follow a workshop",
        "Press Follow on the page of a workshop. What it makes from then on is listed here.",
        link_button("See the workshops", href="/shops"),
        picture="loom",
    )
