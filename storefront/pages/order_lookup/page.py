import reflex as rx

from core.ui.components.button import button
from core.ui.components.feedback import loading, skeleton
from core.ui.components.text_input import text_field
from storefront.components.states import not_here, page_of
from storefront.pages.order_lookup.state import LookupState
from storefront.shell import frame


def order_lookup_page() -> rx.Component:
    return frame(
        page_of(
            LookupState,
            _form(),
            waiting=rx.el.div(loading(skeleton(class_name="h-64")), class_name="page access"),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=LookupState.load,
        )
    )


def _form() -> rx.Component:
    return rx.el.div(
        rx.el.h1("Track an order", tab_index=-1),
        rx.el.p("The number is in the mail that we sent you.", class_name="text-muted"),
        rx.el.form(
            text_field(
                "Order number",
                "number",
                error=LookupState.problem,
                auto_complete="off",
                auto_capitalize="characters",
                spell_check=False,
                required=True,
            ),
            text_field(
                "E-mail",
                "email",
                type="email",
                input_mode="email",
                auto_complete="email",
                required=True,
            ),
            button("Find my order", type="submit", block=True),
            on_submit=LookupState.find,
            class_name="panel stack",
        ),
        class_name="page access stack",
    )
