from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import banner, loading, skeleton
from core.ui.components.field import fieldset
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.text_input import money_field, text_field, textarea_field
from core.ui.values import when
from storefront.components.gift_card import gift_card
from storefront.components.states import not_here, page_of
from storefront.pages.gift_cards.state import OWN, GiftCardsState
from storefront.shell import frame

errors = GiftCardsState.errors


def gift_cards_page() -> rx.Component:
    return frame(
        page_of(
            GiftCardsState,
            _content(),
            waiting=rx.el.div(loading(skeleton(class_name="h-96")), class_name="page"),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=GiftCardsState.load,
        )
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Gift cards", tab_index=-1),
        rx.el.p(
            "Good for every piece of every workshop. It does not expire, and what is left "
            "after an order stays on the card. ",
            text_link("See what is left on a card", href="/gift-cards/balance"),
            class_name="text-lead mb-6",
        ),
        rx.el.div(
            _form(),
            rx.el.div(
                gift_card(
                    GiftCardsState.preview,
                    to=GiftCardsState.recipient,
                    sender=GiftCardsState.sender,
                    message=GiftCardsState.message,
                    code="• • • • •",
                ),
                rx.el.p(
                    "The code is made when the order is paid, and shown to nobody else.",
                    class_name="text-small text-muted mt-2",
                ),
                class_name="sticky-aside min-w-0",
            ),
            class_name="with-aside",
        ),
        class_name="page",
    )


def _form() -> rx.Component:
    return rx.el.form(
        when(
            GiftCardsState.is_added,
            banner(
                "The gift card is in your bag",
                "It is mailed once the order is paid, or on the day that you chose.",
                tone="success",
                action=text_link("Look at your bag", href="/cart"),
            ),
        ),
        when(errors["form"], banner(errors["form"], tone="danger")),
        panel(_amounts(), title="How much?"),
        panel(_words(), title="For whom?"),
        button("Add to bag", type="submit", size="large", block=True, data_testid="add-card"),
        on_submit=GiftCardsState.add,
        no_validate=True,
        key=GiftCardsState.form_key,
        class_name="stack min-w-0",
    )


def _amounts() -> rx.Component:
    return rx.el.div(
        fieldset(
            "Amount",
            rx.foreach(GiftCardsState.amounts, lambda pair: _chip(pair[0], pair[1])),
            _chip(OWN, "Own amount"),
            name="choice",
            class_name="option-chips",
        ),
        when(
            GiftCardsState.choice == OWN,
            money_field(
                "Own amount",
                "amount",
                currency=GiftCardsState.currency,
                hint=GiftCardsState.bounds,
                error=errors["amount"],
                on_change=lambda value: GiftCardsState.write("own", value),
            ),
        ),
        class_name="stack",
    )


def _chip(value: Any, label: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="choice",
            value=value,
            checked=GiftCardsState.choice == value,
            on_change=GiftCardsState.choose(value),
        ),
        label,
    )


def _words() -> rx.Component:
    def typed(name: str) -> Any:
        return lambda value: GiftCardsState.write(name, value)

    return rx.el.div(
        text_field(
            "Name",
            "recipient_name",
            error=errors["recipient_name"],
            auto_complete="off",
            max_length=120,
            on_change=typed("recipient"),
        ),
        text_field(
            "E-mail",
            "recipient_email",
            type="email",
            input_mode="email",
            auto_complete="off",
            error=errors["recipient_email"],
            hint="Leave it empty to get the card yourself, to print or to pass on.",
            optional=True,
        ),
        text_field(
            "From",
            "sender_name",
            auto_complete="name",
            max_length=120,
            optional=True,
            on_change=typed("sender"),
        ),
        textarea_field(
            "Message",
            "message",
            error=errors["message"],
            optional=True,
            max_length=500,
            on_change=typed("message"),
        ),
        text_field(
            "Day of mailing",
            "deliver_on",
            type="date",
            hint="Without a day it is mailed as soon as the order is paid.",
            error=errors["deliver_on"],
            optional=True,
        ),
        class_name="stack",
    )
