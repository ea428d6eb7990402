"""Specimens of what a page says about itself, and of what lies above it."""

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.dialog import cancel_button, confirm_dialog, dialog, opens
from core.ui.components.feedback import (
    banner,
    empty_state,
    error_state,
    skeleton,
    skeleton_cards,
    skeleton_lines,
)
from core.ui.components.icon import icon
from core.ui.components.layout import panel
from core.ui.components.link import internal_link, text_link
from core.ui.components.menu import disclosure, menu, menu_line
from core.ui.components.text_input import text_field
from core.ui.styleguide.specimen import shelf, specimen
from core.ui.styleguide.state import StyleguideState as State


def banners() -> rx.Component:
    return specimen(
        "Banners",
        banner("Your shop is in review", "We answer within two working days."),
        banner("Address confirmed", tone="success"),
        banner(
            "The price of Cávado bottle vase changed",
            "It was €46.00 when you put it in the bag; it is €48.00 now.",
            tone="attention",
            action=text_link("Review", href="/styleguide"),
        ),
        banner(
            "Your card was declined", "Nothing was charged. Try another one.", tone="danger"
        ),
        shelf(
            button(
                "Success toast", variant="secondary", on_click=rx.toast.success("Address saved")
            ),
            button("Refusal", variant="secondary", on_click=State.refuse),
            button(
                "Warning toast",
                variant="secondary",
                on_click=rx.toast.warning("Only 3 available"),
            ),
        ),
    )


def states() -> rx.Component:
    return specimen(
        "States of a page",
        rx.el.div(
            panel(
                empty_state(
                    "Fill your bag",
                    "Pieces you add wait here for thirty days.",
                    link_button("Browse new pieces", href="/styleguide"),
                )
            ),
            panel(
                error_state(
                    "These reviews did not load",
                    "The rest of the page works. Try again in a moment.",
                    button("Try again", variant="secondary"),
                    incident="4f9a12c0",
                )
            ),
            panel(
                empty_state(
                    "List your first piece",
                    "Or bring them all with a product file.",
                    picture="loom",
                )
            ),
            panel(
                empty_state(
                    "No entries yet", "Sales are booked here line by line.", picture="ledger"
                )
            ),
            class_name="form-grid",
        ),
        skeleton_lines(3),
        skeleton(class_name="h-12 w-full"),
        skeleton_cards(4),
    )


def overlays() -> rx.Component:
    return specimen(
        "Overlays",
        shelf(
            button("Open a dialog", variant="secondary", **opens("specimen-dialog")),
            button("Open a sheet", variant="secondary", **opens("specimen-sheet")),
            button("Delete address", variant="danger", **opens("specimen-confirm")),
            button("Opened by the server", variant="secondary", on_click=State.show_dialog),
            menu(
                "More actions",
                rx.fragment(icon("ellipsis"), "More"),
                internal_link(icon("pencil"), "Edit", href="/styleguide"),
                internal_link(icon("copy"), "Duplicate", href="/styleguide"),
                menu_line(),
                rx.el.button(icon("trash_2"), "Archive", type="button", class_name="is-danger"),
                at_start=True,
            ),
        ),
        disclosure(
            "Dimensions and care", rx.el.p("14 × 14 × 24.3 cm. Wipe clean."), is_open=True
        ),
        disclosure("Who makes this", rx.el.p("Oficina Ribeira, Barcelos.")),
        dialog(
            "specimen-dialog",
            "Edit address",
            text_field("Street and number", "street", id="dialog-street"),
            actions=(cancel_button(), button("Save address")),
        ),
        dialog(
            "specimen-sheet",
            "Filters",
            rx.el.p("A sheet comes from the side, on a phone from below."),
            actions=(button("Show 37 pieces", block=True),),
            kind="sheet",
        ),
        confirm_dialog(
            "specimen-confirm",
            "Delete this address?",
            "Orders that use it keep their copy.",
            verb="Delete address",
            on_confirm=State.save,
        ),
        dialog(
            "specimen-server",
            "Opened by the server",
            rx.el.p("A Var holds it open."),
            is_open=State.is_open,
            on_close=State.hide_dialog,
        ),
    )
