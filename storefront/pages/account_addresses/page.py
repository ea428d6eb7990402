from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button, link_button
from core.ui.components.choice import select_field
from core.ui.components.feedback import banner, empty_state
from core.ui.components.layout import panel
from core.ui.components.link import text_link
from core.ui.components.text_input import text_field
from core.ui.countries import countries
from core.ui.values import when
from storefront.pages.account.frame import account_page
from storefront.pages.account_addresses.state import PATH, AddressesState

LABELS = (
    ("name", "Full name", "name", True),
    ("line1", "Street and number", "address-line1", True),
    ("line2", "Apartment, floor", "address-line2", False),
    ("postcode", "Postcode", "postal-code", True),
    ("city", "Town or city", "address-level2", True),
    ("region", "State or region", "address-level1", False),
    ("phone", "Phone", "tel", False),
)
WIDE = {"name", "line1", "line2"}


def account_addresses_page() -> rx.Component:
    return account_page(
        "Your addresses",
        PATH,
        AddressesState,
        rx.cond(AddressesState.panel, _form(), _book()),
    )


def _book() -> rx.Component:
    full = rx.el.div(
        rx.el.ul(rx.foreach(AddressesState.addresses, _address), class_name="tile-grid"),
        rx.el.p(
            link_button("Add an address", href=f"{PATH}?panel=new", variant="secondary"),
            class_name="mt-6",
        ),
    )
    empty = empty_state(
        "Add an address",
        "It fills in the checkout for you.",
        link_button("Add an address", href=f"{PATH}?panel=new"),
        picture="ledger",
    )
    return rx.cond(AddressesState.addresses, full, empty)  # pyright: ignore[reportReturnType]


def _address(address: Any) -> rx.Component:
    return rx.el.li(
        panel(
            rx.el.address(
                rx.foreach(address.lines, lambda line: rx.el.span(line, class_name="block")),
                class_name="not-italic mb-3",
            ),
            when(address.is_default, rx.el.p(badge("Used first", tone="info"))),
            rx.el.div(
                text_link("Edit", href=f"{PATH}?panel=" + address.id.to(str)),
                rx.cond(
                    address.is_default,
                    rx.fragment(),
                    button(
                        "Use first",
                        variant="quiet",
                        size="small",
                        on_click=AddressesState.make_default(address.id),
                    ),
                ),
                button(
                    "Remove",
                    variant="quiet",
                    size="small",
                    on_click=AddressesState.remove(address.id),
                ),
                class_name="cluster mt-2",
            ),
        ),
        data_testid="address",
    )


def _form() -> rx.Component:
    fields = [_field(*spec) for spec in LABELS]
    country = select_field(
        "Country",
        "country",
        countries(),
        error=_error("country"),
        default_value=_typed("country"),
        auto_complete="country",
        wide=True,
    )
    return rx.el.form(
        when(_error("form"), banner(_error("form"), tone="danger", live=True)),
        rx.el.div(fields[0], country, *fields[1:], class_name="form-grid"),
        rx.el.div(
            button("Save the address", type="submit"),
            link_button("Cancel", href=PATH, variant="secondary"),
            class_name="cluster mt-6",
        ),
        on_submit=AddressesState.save,
        no_validate=True,
        class_name="panel max-w-2xl",
    )


def _field(name: str, label: str, token: str, is_needed: bool) -> rx.Component:  # noqa: FBT001
    return text_field(
        label,
        name,
        error=_error(name),
        optional=not is_needed,
        wide=name in WIDE,
        auto_complete=token,
        default_value=_typed(name),
    )


def _error(name: str) -> rx.Var[str]:
    return AddressesState.errors.get(name, "").to(str)


def _typed(name: str) -> rx.Var[str]:
    return AddressesState.typed.get(name, "").to(str)
