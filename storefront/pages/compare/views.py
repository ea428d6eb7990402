"""Pieces side by side: one line a fact, and whether the pieces differ in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from core.catalog.read_models import ProductDetail, Stock, VariantData
from core.shipping.rates import Rate
from core.ui.components.media import ImageView
from core.ui.format import money, price_range
from storefront.components.pictures import first_image
from storefront.pages.product.facts import (
    NO_DATA,
    details_of,
    impact_of,
    materials_of,
    measures_of,
)
from storefront.pages.product.views import DeliveryView, Place

STOCK = {
    Stock.IN_STOCK: "In stock",
    Stock.FEW_LEFT: "Few left",
    Stock.MADE_TO_ORDER: "Made to order",
    Stock.SOLD_OUT: "Sold out",
    Stock.AWAY: "Workshop on holiday",
}
OWN = ("Size", "Weight", "Material", "Technique", "Made in", "Care", "Packaging")


@dataclass(frozen=True, slots=True)
class Compared:
    """A piece with what is needed to compare it."""

    product: ProductDetail
    variant: VariantData
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class ColumnView:
    """The head of a column. ``without_href`` is the comparison without the piece."""

    title: str = ""
    href: str = ""
    workshop: str = ""
    selvedge: str = ""
    image: ImageView = field(default_factory=ImageView)
    without_href: str = ""

    @classmethod
    def of(cls, product: ProductDetail, without_href: str) -> Self:
        return cls(
            title=product.title,
            href=f"/p/{product.slug}",
            workshop=product.workshop.name,
            selvedge=product.workshop.selvedge,
            image=first_image(product.images, product.title),
            without_href=without_href,
        )


@dataclass(frozen=True, slots=True)
class LineView:
    term: str = ""
    facts: list[str] = field(default_factory=list[str])
    differs: bool = False


@dataclass(frozen=True, slots=True)
class GroupView:
    name: str = ""
    lines: list[LineView] = field(default_factory=list[LineView])


def groups_of(
    pieces: Sequence[Compared], country: str, today: date, *, differences_only: bool
) -> list[GroupView]:
    """Groups that have nothing to say are left out."""
    found = (
        GroupView("Buying", _lines([_buying(piece) for piece in pieces])),
        GroupView("Delivery", _lines([_delivery(piece, country, today) for piece in pieces])),
        GroupView("The piece", _lines([_details(piece) for piece in pieces])),
        GroupView("Impact", _lines([_impact(piece) for piece in pieces])),
    )
    kept = (
        GroupView(group.name, [line for line in group.lines if line.differs])
        if differences_only
        else group
        for group in found
    )
    return [group for group in kept if group.lines]


def _lines(columns: Sequence[dict[str, str]]) -> list[LineView]:
    """In the order in which the first piece names its facts; what only others have follows."""
    terms = dict.fromkeys(term for column in columns for term in column)
    lines: list[LineView] = []
    for term in terms:
        values = [column.get(term) or NO_DATA for column in columns]
        lines.append(LineView(term, values, len(set(values)) > 1))
    return lines


def _buying(piece: Compared) -> dict[str, str]:
    product = piece.product
    rating = product.rating
    return {
        "Price": price_range(product.price_from, product.price_to),
        "Stock": STOCK[piece.variant.availability.status],
        "Rating": f"{rating.average} of 5 ({rating.count})"
        if rating.count
        else "Not rated yet",
        **{
            axis.name: ", ".join(choice.value for choice in axis.choices)
            for axis in product.options
        },
    }


def _delivery(piece: Compared, country: str, today: date) -> dict[str, str]:
    rate = piece.rate
    rates = () if rate is None else (rate,)
    view = DeliveryView.of(rates, piece.variant, Place(country), today)
    return {
        "Arrival": view.sentence,
        "Cost": (money(rate.price) if rate.price else "Free")
        if rate
        else "Not delivered there",
        "Leaves the workshop": f"{rate.dispatch.least}–{rate.dispatch.most} working days"
        if rate
        else "",
        "Returns": str(piece.product.workshop.policies.get("returns", "")),
    }


def _details(piece: Compared) -> dict[str, str]:
    facts, _ = details_of(piece.product)
    known = {fact.term: fact.value for fact in [*measures_of(piece.variant), *facts]}
    materials = materials_of(piece.product.materials)
    known["Material"] = ", ".join(f"{row.name} {row.percent}" for row in materials)
    return {term: known.get(term, "") for term in OWN}


def _impact(piece: Compared) -> dict[str, str]:
    rows, summary = impact_of(piece.product.impact)
    told = {
        row.measure: f"{row.value} · {row.evidence}" if row.evidence != NO_DATA else NO_DATA
        for row in rows
    }
    return {"Known in all": summary, **told}
