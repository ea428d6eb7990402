"""Name, price, choices, delivery, and the button. The bar repeats it at the foot of a phone.

Everything that differs from variant to variant reads ``chosen``, which follows the choice
without asking the server.
"""

from typing import Any

import reflex as rx

from core.ui.components.badge import badge
from core.ui.components.button import button
from core.ui.components.feedback import banner
from core.ui.components.icon import icon
from core.ui.components.link import outside_link, text_link
from core.ui.components.maker import maker_line
from core.ui.components.price import price
from core.ui.components.quantity import quantity_stepper
from core.ui.components.variants import chosen_variant, variant_options
from core.ui.values import when
from storefront.components.follow_button import follow_button
from storefront.components.save_button import save_button
from storefront.components.stars import stars
from storefront.components.watch import price_alert, stock_alert
from storefront.pages.product.sections.delivery import delivery_line
from storefront.pages.product.state import ProductState
from storefront.pages.product.views import VariantView

FORM = "buy"

product = ProductState.product
chosen: Any = chosen_variant(product, VariantView)


def buy_box() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            maker_line(
                product.workshop.name,
                gradient=product.workshop.selvedge,
                href=product.workshop.href,
            ),
            follow_button(product.workshop.slug, product.workshop.name),
            class_name="spread",
        ),
        rx.el.h1(product.title, tab_index=-1),
        when(
            product.rating.count,
            outside_link(stars(product.rating), href="#reviews", class_name="rating-link"),
        ),
        _price(),
        when(chosen.is_buyable, delivery_line(chosen.delivery)),
        when(product.options.length() > 0, variant_options(product)),
        rx.el.p(badge(chosen.stock, tone=chosen.tone, shape=chosen.shape), data_testid="stock"),
        when(
            product.workshop.holiday,
            banner("The workshop is on holiday", product.workshop.holiday, tone="attention"),
        ),
        rx.el.div(
            when(chosen.is_buyable, _form()),
            save_button(product.slug, product.title, sku=chosen.sku),
            class_name="flex flex-wrap items-center gap-3",
        ),
        _answer(),
        when(~chosen.is_buyable & ~chosen.is_away, stock_alert(chosen.id)),
        when(chosen.is_buyable, price_alert(chosen.id)),
        class_name="stack",
    )


def buy_bar() -> rx.Component:
    """Stays at the lower edge of a small screen."""
    return rx.el.div(
        price(chosen.price, was=chosen.was),
        _add_button(test_id="add-to-bag-bar", form=FORM),
        class_name="buy-bar",
    )


def _price() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            price(chosen.price, was=chosen.was, large=True),
            rx.el.p("incl. VAT", class_name="text-hint text-small"),
            when(chosen.unit_price, rx.el.p(chosen.unit_price, class_name="text-small")),
            class_name="cluster",
        ),
        when(
            chosen.lowest,
            rx.el.p(
                chosen.lowest, class_name="text-small text-muted", data_testid="lowest-price"
            ),
        ),
        when(
            chosen.past.has_chart,
            rx.el.p(
                outside_link("Price over the last 90 days", href="#price-history"),
                class_name="text-small",
            ),
        ),
    )


def _form() -> rx.Component:
    """Posted by the browser itself until the page has started, and without scripts."""
    return rx.el.form(
        rx.el.input(type="hidden", name="variant", value=chosen.id, read_only=True),
        rx.el.div(
            quantity_stepper(1, label=product.title, maximum=chosen.most), key=product.slug
        ),
        rx.el.div(_add_button(), class_name="grow"),
        id=FORM,
        action="/bag/add",
        method="post",
        # Two presses of a double click are one wish.
        on_submit=ProductState.add_to_bag.throttle(700),
        class_name="flex grow flex-wrap items-center gap-3",
    )


def _add_button(test_id: str = "add-to-bag", **props: Any) -> rx.Component:
    return rx.cond(  # pyright: ignore[reportReturnType]
        chosen.is_buyable,
        button(
            "Add to bag",
            icon_name="shopping_bag",
            pending=ProductState.is_adding,
            pending_label="Adding…",
            type="submit",
            block=True,
            data_testid=test_id,
            **props,
        ),
        rx.cond(
            chosen.is_away,
            button("On holiday", disabled=True, block=True),
            button("Sold out", disabled=True, block=True),
        ),
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
