"""A product as it appears in a grid."""

from dataclasses import dataclass, field
from typing import Any, Self

import reflex as rx

from core.catalog.read_models import ProductCardData
from core.ui.components.badge import badge
from core.ui.components.maker import maker_line
from core.ui.components.media import ImageView, media_image
from core.ui.components.price import price
from core.ui.components.product_card import product_card_shell
from core.ui.format import money
from core.ui.values import Items, when
from storefront.components.pictures import first_image


@dataclass(frozen=True, slots=True)
class ProductCard:
    href: str = ""
    title: str = ""
    workshop: str = ""
    selvedge: str = ""
    price: str = ""
    was: str = ""
    lowest: str = ""
    note: str = ""
    image: ImageView = field(default_factory=ImageView)

    @classmethod
    def of(cls, data: ProductCardData) -> Self:
        is_ranged = data.price_from != data.price_to
        lowest = data.lowest_30_days
        return cls(
            href=f"/p/{data.slug}",
            title=data.title,
            workshop=data.workshop_name,
            selvedge=data.workshop_selvedge,
            price=f"from {money(data.price_from)}" if is_ranged else money(data.price_from),
            was=money(data.compare_at) if data.compare_at else "",
            lowest=f"Lowest price in 30 days: {money(lowest)}" if lowest else "",
            note=_note(data),
            image=first_image(data.images, data.title),
        )


def _note(data: ProductCardData) -> str:
    if not data.is_buyable:
        return "Sold out"
    return "Made to order" if data.is_made_to_order else ""


def product_card(card: rx.Var[Any]) -> rx.Component:
    return product_card_shell(
        card.title,
        maker_line(card.workshop, gradient=card.selvedge),
        price(card.price, was=card.was),
        when(card.lowest, rx.el.p(card.lowest, class_name="text-hint text-tiny")),
        when(card.note, rx.el.p(badge(card.note))),
        href=card.href,
        image=media_image(card.image),
    )


def product_grid(cards: Items, **props: Any) -> rx.Component:
    return rx.el.ul(
        rx.foreach(cards, lambda card: rx.el.li(product_card(card))),
        class_name="card-grid",
        **props,
    )


def product_row(title: str, cards: Items) -> rx.Component:
    """A strip that scrolls sideways; left out when there is nothing in it."""
    strip = rx.el.div(
        rx.el.ul(
            rx.foreach(cards, lambda card: rx.el.li(product_card(card))),
            class_name="scroll-row",
        ),
        tab_index=0,
        role="region",
        aria_label=title,
    )
    return when(
        cards.length() > 0,  # pyright: ignore[reportAttributeAccessIssue]
        rx.el.section(rx.el.h2(title, class_name="mb-5"), strip),
    )
