import reflex as rx

from admin.shell import frame
from core.ui.components.button import link_button
from core.ui.components.feedback import empty_state


def not_found_page() -> rx.Component:
    return frame(
        rx.el.h1("This page does not exist", class_name="visually-hidden", tab_index=-1),
        empty_state(
            "There is nothing at this address",
            "The link may be old, or the record belongs to someone else.",
            link_button("Go to the overview", href="/"),
            picture="ledger",
        ),
    )
