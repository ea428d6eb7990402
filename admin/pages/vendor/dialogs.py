"""Decisions about a workshop: each names what follows from it."""

import reflex as rx

from admin.components.panels import confirm_panel, reason_dialog
from admin.pages.vendor.state import VendorState

vendor = VendorState.vendor
APPROVE, ASK, REJECT = "approve", "ask", "reject"
SUSPEND, REINSTATE = "suspend", "reinstate"


def dialogs() -> rx.Component:
    return rx.fragment(
        confirm_panel(
            VendorState,
            APPROVE,
            rx.fragment("Approve ", vendor.name, "?"),
            "It can sell from now on, and its published products are shown.",
            verb="Approve",
            on_confirm=VendorState.approve,
        ),
        reason_dialog(
            VendorState,
            ASK,
            rx.fragment("Ask ", vendor.name, " for changes"),
            "The workshop goes back to setting up, and can ask for a review again.",
            verb="Ask for changes",
            on_submit=VendorState.ask_for_changes,
        ),
        reason_dialog(
            VendorState,
            REJECT,
            rx.fragment("Reject ", vendor.name, "?"),
            "It does not sell here. It may take its shop up again and ask once more.",
            verb="Reject",
            on_submit=VendorState.reject,
        ),
        reason_dialog(
            VendorState,
            SUSPEND,
            rx.fragment("Suspend ", vendor.name, "?"),
            "Its products are hidden at once and nothing new is sold. Orders that are open "
            "go on, and its members still sign in.",
            verb="Suspend",
            on_submit=VendorState.suspend,
        ),
        confirm_panel(
            VendorState,
            REINSTATE,
            rx.fragment("Reinstate ", vendor.name, "?"),
            "Its products are on sale again as they were.",
            verb="Reinstate",
            on_confirm=VendorState.reinstate,
        ),
    )
