"""The parts of a workshop's description: each is a form of its own, saved by itself."""

from typing import Any

import reflex as rx

from core.ui.components.button import button
from core.ui.components.choice import checkbox, select_field
from core.ui.components.layout import panel
from core.ui.components.maker import selvedge
from core.ui.components.text_input import text_field, textarea_field
from core.ui.countries import countries
from core.ui.values import when
from vendor_portal.state.shop import ShopState

texts = ShopState.texts
errors = ShopState.errors


def business_form(next_step: str = "") -> rx.Component:
    return _part(
        "business",
        "Business",
        _text("Legal name", "legal_name", auto_complete="organization", required=True),
        _text("VAT number", "vat_id", optional=True),
        _text("E-mail for buyers", "email", type="email", required=True),
        _text("Phone", "phone", type="tel", auto_complete="tel", optional=True),
        _text(
            "Street and number",
            "line1",
            auto_complete="address-line1",
            wide=True,
            required=True,
        ),
        _text("Postcode", "postcode", auto_complete="postal-code", required=True),
        _text("Town", "town", auto_complete="address-level2", required=True),
        _text("Region", "region", optional=True),
        select_field(
            "Country",
            "country",
            countries(),
            default_value=texts["country"],
            error=_error("country"),
        ),
        next_step=next_step,
    )


def shop_form(next_step: str = "") -> rx.Component:
    return _part(
        "shop",
        "Shop",
        _preview(),
        _text(
            "Name",
            "name",
            max_length=120,
            required=True,
            on_blur=ShopState.show_name,
        ),
        _text("Craft", "craft", hint="For example stoneware.", max_length=80, required=True),
        textarea_field(
            "Story",
            "story",
            default_value=texts["story"],
            error=_error("story"),
            hint="Who makes what, where, from what. Facts sell better than adjectives.",
            rows=8,
            max_length=4000,
        ),
        _text("Working since", "founded", optional=True, input_mode="numeric"),
        _text("People", "people", optional=True, input_mode="numeric"),
        _text(
            "Languages", "languages", optional=True, hint="Codes with commas, such as pt, en."
        ),
        next_step=next_step,
    )


def delivery_form(next_step: str = "") -> rx.Component:
    return _part(
        "delivery",
        "Delivery",
        _text(
            "Leaves after, at least (working days)", "dispatch_days_min", input_mode="numeric"
        ),
        _text(
            "Leaves after, at most (working days)", "dispatch_days_max", input_mode="numeric"
        ),
        rx.el.div(
            checkbox(
                "Accept orders by themselves",
                "is_auto_accept",
                hint="Then nothing waits for your word; pack within the dispatch days.",
                default_checked=ShopState.is_auto_accept,
            ),
            class_name="wide",
        ),
        rx.el.div(
            rx.el.p(
                "A zone without a price is not delivered to.",
                class_name="text-small text-muted",
            ),
            rx.el.ul(rx.foreach(ShopState.rates, _rate), class_name="rows"),
            class_name="wide",
        ),
        next_step=next_step,
        on_submit=ShopState.save_delivery,
    )


def policies_form(next_step: str = "") -> rx.Component:
    return _part(
        "policies",
        "Policies",
        _text(
            "Buyers may return within (days)",
            "returns_days",
            hint="At least 14 in the EU.",
            input_mode="numeric",
        ),
        _policy("Returns", "policy_returns"),
        _policy("Dispatch", "policy_shipping"),
        _policy("Repairs", "policy_repairs"),
        _policy("Custom work", "policy_custom"),
        next_step=next_step,
    )


def holiday_form() -> rx.Component:
    return _part(
        "holiday",
        "Holiday",
        rx.el.p(
            "From the first day to the last, both included, your pieces stay in the shop with "
            "the day you are back, and nobody can order them. Orders that came before stay to "
            "be sent.",
            class_name="text-small text-muted wide",
        ),
        _text("First day", "vacation_from", type="date", optional=True),
        _text("Last day", "vacation_to", type="date", optional=True),
        _text(
            "What visitors read",
            "vacation_message",
            optional=True,
            wide=True,
            max_length=300,
            hint="For example: The kiln cools until Monday.",
        ),
        when(
            texts["vacation_from"],
            rx.el.div(
                button(
                    "End the holiday",
                    type="button",
                    variant="secondary",
                    size="small",
                    on_click=ShopState.end_holiday,
                ),
                class_name="wide",
            ),
        ),
        next_step="",
        on_submit=ShopState.save_holiday,
    )


def _part(
    part: str,
    title: str,
    *fields: rx.Component,
    next_step: str,
    on_submit: Any = ShopState.save,
) -> rx.Component:
    return panel(
        rx.el.form(
            rx.el.input(type="hidden", name="part", value=part),
            rx.el.input(type="hidden", name="next", value=next_step),
            rx.el.div(*fields, class_name="form-grid"),
            rx.el.div(
                button("Save and go on" if next_step else "Save", type="submit"),
                class_name="mt-5",
            ),
            on_submit=on_submit,
        ),
        title=title,
        id=part,
    )


def _text(label: str, name: str, **props: Any) -> rx.Component:
    return text_field(label, name, default_value=texts[name], error=_error(name), **props)


def _policy(label: str, name: str) -> rx.Component:
    return textarea_field(
        label,
        name,
        default_value=texts[name],
        error=_error("policies"),
        optional=True,
        rows=3,
        max_length=2000,
    )


def _error(name: str) -> Any:
    return rx.cond(errors[name], errors[name].to(str), "")


def _preview() -> rx.Component:
    """The selvedge is woven from the workshop's number and stays the same for good."""
    return rx.el.figure(
        selvedge(ShopState.selvedge, band=True),
        rx.el.figcaption(
            rx.el.strong(ShopState.shown_name, class_name="shop-name"),
            rx.el.p(
                "Your selvedge: it is on your shop, your parcels and your packing slips.",
                class_name="text-small text-muted",
            ),
        ),
        class_name="shop-preview wide",
    )


def _rate(rate: Any) -> rx.Component:
    def count(name: str, label: str, value: Any) -> rx.Component:
        return rx.el.label(
            rx.el.span(label, class_name="text-tiny text-muted"),
            rx.el.input(
                name=f"{name}:{rate.key}",
                default_value=value,
                input_mode="decimal",
                aria_label=f"{rate.zone}, {rate.currency}: {label}",
                aria_invalid=rx.cond(errors[rate.key], "true", "false"),
                class_name="input input-count",
            ),
            class_name="stock-count",
        )

    return rx.el.li(
        rx.el.span(rate.zone, ", ", rate.currency, class_name="row-main"),
        count("price", "Price", rate.price),
        count("free_over", "Free from", rate.free_over),
        count("least", "Days from", rate.least),
        count("most", "to", rate.most),
        when(
            errors[rate.key],
            rx.el.p(errors[rate.key].to(str), class_name="field-error basis-full"),
        ),
        key=rate.key,
    )
