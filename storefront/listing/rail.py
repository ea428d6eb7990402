"""Everything that narrows a list: beside it on a wide screen, a screen of its own on a
phone.
"""

from typing import Any

import reflex as rx

from core.ui.components.badge import toggle_chip
from core.ui.components.button import button, link_button
from core.ui.components.icon import icon
from core.ui.components.link import internal_link
from core.ui.components.menu import disclosure
from core.ui.components.sheet import sheet
from core.ui.components.text_input import text_input
from core.ui.values import either, inline, when


def rail(view: Any, on_price: Any) -> rx.Component:
    """``on_price`` gets the form of the two price fields."""
    return sheet(
        rx.el.ul(_choice(view.ships), _choice(view.stock), class_name="facet"),
        disclosure("Price", _price(view.price, on_price), is_open=True),
        rx.foreach(view.facets, _facet),
        id="filters",
        label="Filters",
        opener=view.filters,
        done=view.show,
        action=when(
            view.chips,
            link_button("Clear all", href=view.clear_href, variant="secondary"),
        ),
    )


def facet_choices(choices: Any) -> rx.Component:
    return rx.el.ul(rx.foreach(choices, _choice), class_name="facet")


def quick_filters(view: Any) -> rx.Component:
    """A row of what is used most, above the list."""
    return when(
        view.quick,
        rx.el.ul(
            rx.foreach(view.quick, _quick),
            class_name="quick-filters",
            aria_label="Quick filters",
        ),
    )


def _quick(choice: Any) -> rx.Component:
    return rx.el.li(
        toggle_chip(choice.label, href=choice.href, is_on=choice.is_on), key=choice.key
    )


def _facet(facet: Any) -> rx.Component:
    others = rx.el.details(
        rx.el.summary(facet.more, class_name="link text-small"),
        facet_choices(facet.others),
        open=facet.is_more_open,
    )
    return rx.el.details(
        rx.el.summary(rx.el.span(facet.name), icon("chevron_down")),
        rx.el.div(
            facet_choices(facet.choices),
            when(facet.more, others),
        ),
        class_name="disclosure",
        open=True,
        key=facet.code,
    )


def _choice(choice: Any) -> rx.Component:
    """A link that looks like a checkbox: it works without a script and can be shared."""
    words = (
        rx.el.span(
            rx.cond(choice.is_on, icon("check", size="small"), rx.fragment()),
            class_name="facet-box",
            aria_hidden="true",
        ),
        when(
            choice.swatch,
            rx.el.span(
                class_name="swatch", aria_hidden="true", **inline(background=choice.swatch)
            ),
        ),
        rx.el.span(choice.label, class_name="grow"),
        rx.el.span(choice.count, class_name="text-hint"),
    )
    return rx.el.li(
        rx.cond(
            choice.is_empty,
            rx.el.span(*words, class_name="facet-choice is-empty", aria_disabled="true"),
            internal_link(
                *words,
                href=choice.href,
                aria_current=either(choice.is_on, "true", "false"),
                class_name="facet-choice",
                prevent_scroll_reset=True,
                rel="nofollow",
            ),
        ),
        key=choice.key,
    )


def _price(price: Any, on_price: Any) -> rx.Component:
    def end(name: str, label: str, value: Any) -> rx.Component:
        return rx.el.div(
            rx.el.label(label, html_for=name, class_name="field-label"),
            text_input(
                name,
                id=name,
                input_mode="numeric",
                auto_complete="off",
                default_value=value,
                key=value,
            ),
            class_name="field",
        )

    return rx.el.form(
        rx.el.div(
            rx.foreach(
                price.bars,
                lambda bar: rx.el.span(
                    class_name=rx.cond(bar.is_in, "is-in", ""), **inline(height=bar.height)
                ),
            ),
            class_name="histogram",
            aria_hidden="true",
        ),
        rx.foreach(
            price.rest, lambda pair: rx.el.input(type="hidden", name=pair[0], value=pair[1])
        ),
        rx.el.div(
            end("price_from", "From", price.lowest),
            end("price_to", "To", price.highest),
            class_name="grid grid-cols-2 gap-2",
        ),
        when(price.hint, rx.el.p(price.hint, class_name="field-hint mt-1")),
        button("Apply", type="submit", variant="secondary", size="small"),
        on_submit=on_price,
        class_name="stack-tight",
    )
