"""Name, price, choices, delivery, and the button. The bar repeats it at the foot of a phone."""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.icon import icon
from core.ui.components.link import internal_link, outside_link, text_link
from core.ui.components.maker import maker_line
from core.ui.components.price import price
from core.ui.components.quantity import quantity_stepper
from core.ui.values import classes, either, when
from storefront.components.save_button import save_button
from storefront.components.stars import stars
from storefront.pages.product.state import ProductState

product = ProductState.product
offer = product.offer
delivery = product.delivery


def buy_box() -> rx.Component:
    return rx.el.div(
        maker_line(
            product.workshop.name,
            gradient=product.workshop.selvedge,
            href=product.workshop.href,
        ),
        rx.el.h1(product.title, tab_index=-1),
        when(
            product.rating.count,
            outside_link(stars(product.rating), href="#reviews", class_name="rating-link"),
        ),
        when(product.summary, rx.el.p(product.summary, class_name="text-lead")),
        rx.el.div(
            price(offer.price, was=offer.was, large=True),
            rx.el.p("incl. VAT", class_name="text-hint text-small"),
            class_name="cluster",
        ),
        when(offer.lowest, rx.el.p(offer.lowest, class_name="text-small text-muted")),
        rx.foreach(product.options, _option),
        rx.el.p(badge(offer.stock, tone=offer.tone, shape=offer.shape), data_testid="stock"),
        rx.el.div(
            quantity_stepper(
                ProductState.quantity,
                label=product.title,
                on_change=ProductState.set_quantity,
                maximum=offer.most,
            ),
            rx.el.div(_add_button(), class_name="grow"),
            save_button(product.slug, product.title, sku=product.sku),
            class_name="flex flex-wrap items-center gap-3",
        ),
        _answer(),
        _delivery(),
        class_name="stack",
    )


def buy_bar() -> rx.Component:
    """Stays at the lower edge of a small screen."""
    return rx.el.div(
        price(offer.price, was=offer.was),
        _add_button(test_id="add-to-bag-bar"),
        class_name="buy-bar",
    )


def _option(option: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.el.span(option.name, class_name="field-label"),
            rx.el.span(": ", option.chosen, class_name="text-small text-muted"),
        ),
        rx.el.ul(
            rx.foreach(option.choices, _choice),
            class_name="choice-links",
            aria_label=option.name,
        ),
        class_name="stack-tight",
    )


def _choice(choice: Any) -> rx.Component:
    """A link, so that every variant has an address and works before the app has started."""
    return rx.el.li(
        internal_link(
            choice.value,
            when(choice.is_gone, rx.el.span(" – sold out", class_name="choice-gone")),
            href=choice.href,
            replace=True,
            prevent_scroll_reset=True,
            aria_current=either(choice.is_chosen, "true", "false"),
            class_name=classes("choice-link", either(choice.is_gone, "is-unavailable", "")),
        )
    )


def _add_button(test_id: str = "add-to-bag") -> rx.Component:
    return rx.cond(  # pyright: ignore[reportReturnType]
        offer.is_buyable,
        button(
            "Add to bag",
            icon_name="shopping_bag",
            pending=ProductState.is_adding,
            pending_label="Adding…",
            # Two presses of a double click are one wish.
            on_click=ProductState.add_to_bag.throttle(700),
            block=True,
            data_testid=test_id,
        ),
        button("Sold out", disabled=True, block=True),
    )


def _answer() -> rx.Component:
    """What became of the press; read out as it appears."""
    added = rx.el.p(
        icon("circle_check"),
        rx.el.span(ProductState.added),
        text_link("Go to your bag", href="/cart"),
        class_name="cluster answer-good",
        data_testid="added",
    )
    refused = rx.el.p(
        icon("circle_alert"),
        rx.el.span(ProductState.refusal),
        class_name="field-error",
        data_testid="refusal",
    )
    return rx.el.div(
        when(ProductState.added, added), when(ProductState.refusal, refused), role="status"
    )


def _delivery() -> rx.Component:
    known = rx.el.div(
        rx.el.p(rx.el.strong(delivery.sentence), ", ", delivery.cost, data_testid="delivery"),
        when(delivery.free_over, rx.el.p(delivery.free_over, class_name="text-small")),
        rx.el.p(delivery.leaves, class_name="text-small text-muted"),
    )
    unknown = rx.el.p(delivery.sentence, data_testid="delivery")
    return rx.el.div(
        icon("truck"),
        rx.el.div(
            rx.cond(delivery.cost, known, unknown),
            rx.el.p(
                text_link("Deliver to another country", href="/preferences"),
                class_name="text-small",
            ),
        ),
        class_name="delivery-line",
    )
