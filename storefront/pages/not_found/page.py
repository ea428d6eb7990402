import reflex as rx

from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state
from storefront.shell import frame


def not_found_page() -> rx.Component:
    return frame(
        rx.el.div(
            rx.el.h1("This page does not exist", class_name="visually-hidden", tab_index=-1),
            empty_state(
                "Nothing hangs on this peg",
                "The address may be old, or the piece was sold and taken down.",
                link_button("Go to the shop", href="/"),
                link_button("Search", href="/search", variant="secondary"),
                picture="shelf",
            ),
            class_name="page",
        )
    )
