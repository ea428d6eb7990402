import reflex as rx

from core.kernel.currencies import CURRENCIES
from core.ui.components.button import button
from core.ui.components.choice import select_field
from core.ui.components.feedback import loading, skeleton
from core.ui.components.layout import page_header
from core.ui.components.native_form import native_form
from core.ui.countries import countries
from storefront.components.states import not_here, page_of
from storefront.pages.preferences.state import PreferencesState
from storefront.shell import frame


def preferences_page() -> rx.Component:
    return frame(
        page_of(
            PreferencesState,
            rx.el.div(
                page_header(
                    "Where you shop",
                    intro="Delivery costs, days of arrival and prices follow this.",
                ),
                native_form(
                    rx.el.input(type="hidden", name="next", value=PreferencesState.back),
                    select_field(
                        "Deliver to",
                        "country",
                        countries(),
                        default_value=PreferencesState.country,
                        auto_complete="country",
                    ),
                    select_field(
                        "Currency",
                        "currency",
                        [(code, code) for code in CURRENCIES],
                        hint="A piece has a price of its own in each, or is not sold in it.",
                        default_value=PreferencesState.currency,
                    ),
                    rx.el.div(button("Use these", type="submit")),
                    action="/preferences",
                    class_name="stack",
                ),
                class_name="page page-narrow",
            ),
            waiting=rx.el.div(
                loading(skeleton(class_name="h-64")), class_name="page page-narrow"
            ),
            missing=not_here("There is nothing here", "Start again from the shop."),
            retry=PreferencesState.load,
        )
    )
