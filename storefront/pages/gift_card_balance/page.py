import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import loading, skeleton
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from core.ui.values import when
from storefront.components.states import not_here, page_of
from storefront.pages.gift_card_balance.state import BalanceState
from storefront.shell import frame


def gift_card_balance_page() -> rx.Component:
    return frame(
        page_of(
            BalanceState,
            _content(),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page access"),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=BalanceState.load,
        )
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.h1("What is left on a gift card", tab_index=-1),
        rx.el.form(
            text_field(
                "Gift card code",
                "gift_code",
                error=BalanceState.problem,
                hint="26 letters and digits, with or without dashes.",
                auto_complete="off",
                auto_capitalize="characters",
                spell_check=False,
                required=True,
            ),
            button("Show the balance", type="submit", block=True),
            on_submit=BalanceState.ask,
            class_name="panel stack p-4",
        ),
        rx.el.div(
            when(
                BalanceState.balance,
                rx.el.div(
                    rx.el.p(
                        BalanceState.balance, class_name="text-display", data_testid="balance"
                    ),
                    rx.el.p("of ", BalanceState.initial, ". ", BalanceState.standing, ", ",
                            BalanceState.ends, "."),
                    text_link("Spend it in the shop", href="/"),
                    class_name="panel stack-tight p-4",
                ),
            ),
            id="balance",
            tab_index=-1,
            role="status",
        ),
        rx.el.p(text_link("Buy a gift card", href="/gift-cards")),
        class_name="page access stack",
    )  # fmt: skip
