"""A workshop in a list or on its own page."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self

import reflex as rx

from core.ui.components.link import internal_link
from core.ui.components.maker import maker_mark, selvedge
from core.ui.countries import country_name
from core.ui.format import day


class Workshop(Protocol):
    """What a card needs, whichever read it came from."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def craft(self) -> str: ...
    @property
    def town(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def story(self) -> str: ...
    @property
    def selvedge(self) -> str: ...
    @property
    def mark_path(self) -> str: ...


def holiday_words(back_on: date | None, message: str) -> str:
    """What visitors are told while the workshop is away; "" when it is there."""
    if back_on is None:
        return ""
    told = f"Nothing can be ordered until it is back on {day(back_on)}."
    return f"{told} {message}" if message else told


@dataclass(frozen=True, slots=True)
class WorkshopCard:
    slug: str = ""
    name: str = ""
    href: str = ""
    initials: str = ""
    mark: str = ""
    craft: str = ""
    place: str = ""
    story: str = ""
    selvedge: str = ""

    @classmethod
    def of(cls, workshop: Workshop) -> Self:
        where = (workshop.town, country_name(workshop.country))
        return cls(
            slug=workshop.slug,
            name=workshop.name,
            href=f"/shop/{workshop.slug}",
            initials=initials(workshop.name),
            mark=mark_address(workshop.mark_path),
            craft=workshop.craft[:1].upper() + workshop.craft[1:],
            place=", ".join(part for part in where if part),
            story=workshop.story,
            selvedge=workshop.selvedge,
        )


def initials(name: str) -> str:
    return "".join(word[0] for word in name.split()[:2]).upper()


def mark_address(mark_path: str) -> str:
    """Of the stamp's picture; "" when the workshop has none."""
    return f"/media/{mark_path}" if mark_path else ""


def workshop_card(shop: Any) -> rx.Component:
    return rx.el.article(
        selvedge(shop.selvedge, band=True),
        rx.el.div(
            maker_mark(shop.initials, image=shop.mark),
            rx.el.div(
                rx.el.h2(
                    internal_link(shop.name, href=shop.href), class_name="product-card-name"
                ),
                rx.el.p(shop.craft, class_name="text-small"),
                rx.el.p(shop.place, class_name="text-small text-muted"),
            ),
            class_name="flex items-center gap-3 p-4",
        ),
        class_name="product-card panel panel-flush",
        data_testid="workshop-card",
    )
