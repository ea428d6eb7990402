import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.values import when
from storefront.components.gift_card import gift_card
from storefront.components.states import not_here, page_of
from storefront.pages.gift_card.state import GiftCardState
from storefront.shell import frame


def gift_card_page() -> rx.Component:
    return frame(
        page_of(
            GiftCardState,
            _content(),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page access"),
            missing=not_here("There is no such gift card", "Open it from the mail again."),
            retry=GiftCardState.load,
        )
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Your gift card", tab_index=-1),
        when(
            ~GiftCardState.is_live,
            banner("This card cannot be spent anymore", tone="attention"),
        ),
        gift_card(
            GiftCardState.amount,
            to=GiftCardState.recipient,
            sender=GiftCardState.sender,
            message=GiftCardState.message,
            code=GiftCardState.code,
            ends=GiftCardState.ends,
        ),
        rx.el.p(
            "Type the code at the checkout. Left on it: ",
            rx.el.strong(GiftCardState.balance, data_testid="left"),
            ". Whoever knows the code can spend it, so keep it like money.",
        ),
        rx.el.div(
            link_button("Look around", href="/"),
            button("Print it", variant="secondary", on_click=rx.call_script("window.print()")),
            class_name="cluster no-print",
        ),
        class_name="page access stack",
    )
