from typing import Any

import reflex as rx

from core.ui.components.button import button, link_button
from core.ui.components.desk_page import notes
from core.ui.components.feedback import banner
from core.ui.components.layout import page_header, panel
from core.ui.components.link import text_link
from core.ui.components.navigation import steps
from core.ui.values import when
from vendor_portal.components.shop_forms import (
    business_form,
    delivery_form,
    policies_form,
    shop_form,
)
from vendor_portal.components.states import desk_page
from vendor_portal.pages.onboarding.state import OnboardingState

state = OnboardingState


def onboarding_page() -> rx.Component:
    return desk_page(
        OnboardingState,
        page_header(
            "Set up your workshop",
            intro="Every step is saved by itself: leave and come back as you like.",
        ),
        when(
            state.reviewer_note,
            banner("The market asks for a change", state.reviewer_note, tone="attention"),
        ),
        notes(OnboardingState),
        steps("Steps of setting up", state.steps),
        rx.el.div(
            rx.match(
                state.current_step,
                ("business", business_form("shop")),
                ("shop", shop_form("delivery")),
                ("delivery", delivery_form("policies")),
                ("policies", policies_form("review")),
                _review(),
            ),
            class_name="mt-6",
            key=f"{state.current_step}:{state.revision}",
        ),
        current="/onboarding",
        missing="There is no such step",
    )


def _review() -> rx.Component:
    return rx.match(  # pyright: ignore[reportReturnType]
        state.standing,
        ("in_review", _waiting()),
        ("approved", _open()),
        ("suspended", _open()),
        ("rejected", _rejected()),
        _ready(),
    )


def _ready() -> rx.Component:
    lacking = rx.el.div(
        rx.el.p("Still missing:"),
        rx.el.ul(rx.foreach(state.missing, _missing), class_name="list-disc ps-5"),
        class_name="stack-tight",
    )
    send = rx.el.div(
        rx.el.p("Everything that the review needs is there. It takes two working days."),
        button(
            "Send it in",
            on_click=OnboardingState.submit,
            pending=OnboardingState.busy == "submit",
            pending_label="Sending…",
            data_testid="submit-shop",
        ),
        class_name="stack-tight items-start",
    )
    return panel(
        rx.cond(state.missing, lacking, send),
        when(
            state.lacks_rates,
            rx.el.p(
                "Without a delivery rate nobody can order from you yet. ",
                text_link("Add one", href="/onboarding/delivery"),
                class_name="text-small text-muted mt-3",
            ),
        ),
        title="Review",
    )


def _missing(field: Any) -> rx.Component:
    return rx.el.li(text_link(field.label, href=field.href))


def _waiting() -> rx.Component:
    return panel(
        rx.el.p("We are looking at your workshop, usually within two working days."),
        rx.el.p("You can draft products meanwhile.", class_name="text-muted mb-3"),
        link_button("Draft a product", href="/products/new", variant="secondary"),
        title="In review",
        data_testid="in-review",
    )


def _open() -> rx.Component:
    return panel(
        rx.el.p("Your workshop has been reviewed. What you say about it is in the settings."),
        link_button("Open the settings", href="/settings", variant="secondary"),
        title="Reviewed",
    )


def _rejected() -> rx.Component:
    return panel(
        rx.el.p("The market has turned your workshop down. You may change it and ask again."),
        button("Take it up again", on_click=OnboardingState.resume),
        title="Not accepted",
    )
