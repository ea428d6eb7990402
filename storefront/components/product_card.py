"""A product as it appears in a grid."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import reflex as rx

from core.catalog.read_models import ProductCardData
from core.ui.components.badge import badge
from core.ui.components.compare import compare_tick
from core.ui.components.maker import maker_line
from core.ui.components.media import ImageView, media_image
from core.ui.components.price import price, rating
from core.ui.components.product_card import product_card_shell
from core.ui.format import day, money, number
from core.ui.swatches import swatch
from core.ui.values import Items, inline, when
from storefront.components.pictures import first_image
from storefront.components.save_button import save_disc

MOST_SPOTS = 4


@dataclass(frozen=True, slots=True)
class ColorSpot:
    """A CSS background for the name of a color."""

    name: str = ""
    paint: str = ""


@dataclass(frozen=True, slots=True)
class ProductCard:
    """``rating_share`` is the rating in percent of five stars."""

    id: str = ""
    slug: str = ""
    href: str = ""
    title: str = ""
    workshop: str = ""
    selvedge: str = ""
    price: str = ""
    was: str = ""
    lowest: str = ""
    note: str = ""
    dispatch: str = ""
    rating: str = ""
    rating_share: int = 0
    ratings: str = ""
    colors: str = ""
    spots: list[ColorSpot] = field(default_factory=list[ColorSpot])
    more_colors: str = ""
    image: ImageView = field(default_factory=ImageView)

    @classmethod
    def of(cls, data: ProductCardData) -> Self:
        is_ranged = data.price_from != data.price_to
        lowest = data.lowest_30_days
        spots = _spots(data.colors)
        return cls(
            id=str(data.id),
            slug=data.slug,
            href=f"/p/{data.slug}",
            title=data.title,
            workshop=data.workshop_name,
            selvedge=data.workshop_selvedge,
            price=f"from {money(data.price_from)}" if is_ranged else money(data.price_from),
            was=money(data.compare_at) if data.compare_at else "",
            lowest=f"Lowest price in 30 days: {money(lowest)}" if lowest else "",
            note=_note(data),
            dispatch=_dispatch(data),
            rating=str(data.rating.average) if data.rating.count else "",
            rating_share=data.rating.share,
            ratings=number(data.rating.count) if data.rating.count else "",
            colors=f"Colors: {', '.join(data.colors)}" if spots else "",
            spots=spots[:MOST_SPOTS],
            more_colors=f"+{len(data.colors) - MOST_SPOTS}"
            if spots and len(data.colors) > MOST_SPOTS
            else "",
            image=first_image(data.images, data.title),
        )


def _note(data: ProductCardData) -> str:
    if data.back_on:
        return f"Back on {day(data.back_on)}"
    if not data.is_buyable:
        return "Sold out"
    return "Made to order" if data.is_made_to_order else ""


def _dispatch(data: ProductCardData) -> str:
    """From the workshop's door; made to order, the piece has to be made first."""
    if not data.is_buyable or data.is_made_to_order:
        return ""
    least, most = data.dispatch_days_min, data.dispatch_days_max
    days = f"{least}–{most}" if least != most else f"{most}"
    return f"Leaves in {days} {'day' if days == '1' else 'days'}"


def _spots(colors: Sequence[str]) -> list[ColorSpot]:
    """Only where there is a choice, and every color has a paint."""
    spots = [ColorSpot(name, swatch(name)) for name in colors]
    return spots if len(spots) > 1 and all(spot.paint for spot in spots) else []


def product_card(card: rx.Var[Any], *, comparable: bool = False) -> rx.Component:
    """With ``comparable`` there is a tick that puts it beside others."""
    return product_card_shell(
        card.title,
        maker_line(card.workshop, gradient=card.selvedge),
        price(card.price, was=card.was),
        when(card.lowest, rx.el.p(card.lowest, class_name="text-hint text-tiny")),
        when(card.rating, rating(card.rating, share=card.rating_share, count=card.ratings)),
        when(card.colors, _color_spots(card)),
        when(card.dispatch, rx.el.p(card.dispatch, class_name="text-tiny text-muted")),
        when(card.note, rx.el.p(badge(card.note))),
        compare_tick(card.slug, card.title) if comparable else rx.fragment(),
        href=card.href,
        image=media_image(card.image),
        corner=save_disc(card.slug, card.title),
    )


def _color_spots(card: Any) -> rx.Component:
    return rx.el.p(
        rx.foreach(
            card.spots,
            lambda spot: rx.el.span(
                class_name="swatch", aria_hidden="true", **inline(background=spot.paint)
            ),
        ),
        when(card.more_colors, rx.el.span(card.more_colors, aria_hidden="true")),
        rx.el.span(card.colors, class_name="visually-hidden"),
        class_name="swatches text-tiny",
    )


def product_grid(cards: Items, *, comparable: bool = False, **props: Any) -> rx.Component:
    return rx.el.ul(
        rx.foreach(
            cards,
            lambda card: rx.el.li(
                product_card(card, comparable=comparable), custom_attrs={"data-piece": card.id}
            ),
        ),
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
