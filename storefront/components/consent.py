"""The question about cookies: does not block, asks once, and no is as easy as yes."""

import reflex as rx

from core.content.consent import ALL, NECESSARY
from core.ui.components.button import button, link_button
from core.ui.components.link import text_link
from core.ui.components.native_form import native_form


def consent_bar() -> rx.Component:
    """In every page, shown by ``kit.js`` or, without JavaScript, by ``/consent.css``."""
    return rx.el.section(
        rx.el.noscript(rx.el.link(rel="stylesheet", href="/consent.css")),
        rx.el.p(
            "We store what the shop needs, and nothing else. May we also count the steps of a "
            "visit together, to see where people give up? ",
            text_link("What is stored", href="/legal/cookies"),
        ),
        native_form(
            button("Accept all", type="submit", name="choice", value=ALL, variant="secondary"),
            button(
                "Only necessary",
                type="submit",
                name="choice",
                value=NECESSARY,
                variant="secondary",
            ),
            link_button("Choose", href="/cookies", variant="secondary"),
            action="/consent",
            custom_attrs={"data-consent": ""},
            class_name="consent-choices",
        ),
        aria_label="Cookies",
        class_name="consent",
        data_testid="consent",
    )
