"""What the browser is told of a product: all its variants at once, so that another one shows
without asking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self
from uuid import UUID

from core.catalog.price_history import PriceHistory
from core.catalog.read_models import Availability, ProductDetail, Stock, VariantData
from core.catalog.unit_price import unit_price
from core.shipping.models import Service
from core.shipping.rates import Rate
from core.shipping.tariff import Tariff
from core.ui.components.media import ImageView
from core.ui.countries import country_name
from core.ui.format import day, day_range, money, quantity
from storefront.components.pictures import image_view
from storefront.components.stars import RatingView
from storefront.pages.product.facts import (
    Drawing,
    Fact,
    ImpactRow,
    MaterialRow,
    details_of,
    drawing_of,
    impact_of,
    materials_of,
    measures_of,
)
from storefront.pages.product.history import HistoryView, histories_of
from storefront.pages.product.trade import WorkshopView

MOST_AT_ONCE = 50
FEWEST_VIEWS = 3
STOCK_LOOK = {
    Stock.IN_STOCK: ("success", "done"),
    Stock.FEW_LEFT: ("attention", "attention"),
    Stock.MADE_TO_ORDER: ("craft", "partial"),
    Stock.SOLD_OUT: ("danger", "blocked"),
    Stock.AWAY: ("attention", "blocked"),
}


@dataclass(frozen=True, slots=True)
class OptionView:
    name: str = ""
    values: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Combination:
    """A variant as a choice: what a browser needs to know of those it does not show."""

    reference: str = ""
    options: list[str] = field(default_factory=list[str])
    is_buyable: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is sent. ``postcode`` is the visitor's own, "" in a page for everybody."""

    country: str = ""
    postcode: str = ""

    @property
    def words(self) -> str:
        named = country_name(self.country)
        return f"{self.postcode}, {named}" if self.postcode else named


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """``cost`` is "" when the workshop does not deliver there; ``sentence`` then says so."""

    sentence: str = ""
    cost: str = ""
    free_over: str = ""
    leaves: str = ""
    express: str = ""

    @classmethod
    def of(cls, rates: Sequence[Rate], variant: VariantData, place: Place, today: date) -> Self:
        if not rates:
            return cls(f"This workshop does not deliver to {country_name(place.country)}.")
        rate = rates[0]
        lead = variant.availability.lead_time_days or 0
        free_over = rate.free_over if rate.free_over and rate.price else None
        return cls(
            sentence=f"Arrives {_days(rate, today, lead)} in {place.words}",
            cost=f"{money(rate.price)} delivery" if rate.price else "Free delivery",
            free_over=f"Free from {money(free_over)} of this workshop" if free_over else "",
            leaves=f"Leaves the workshop in {rate.dispatch.least}–{rate.dispatch.most} "
            "working days",
            express=_express(rates, today, lead),
        )


@dataclass(frozen=True, slots=True)
class VariantView:
    """``views`` and ``history`` are places in the lists of the product."""

    id: str = ""
    reference: str = ""
    sku: str = ""  # "" where there is nothing to choose
    label: str = ""
    options: list[str] = field(default_factory=list[str])
    price: str = ""
    was: str = ""
    lowest: str = ""
    unit_price: str = ""
    stock: str = ""
    tone: str = "neutral"
    shape: str = "new"
    is_buyable: bool = False
    is_away: bool = False
    most: int = 1
    delivery: DeliveryView = field(default_factory=DeliveryView)
    measures: list[Fact] = field(default_factory=list[Fact])
    drawing: Drawing = field(default_factory=Drawing)
    views: list[int] = field(default_factory=list[int])
    history: int = 0
    # Filled in by the browser, from the lists of the product.
    images: list[ImageView] = field(default_factory=list[ImageView])
    past: HistoryView = field(default_factory=HistoryView)

    @classmethod
    def of(
        cls, product: ProductDetail, variant: VariantData, delivery: DeliveryView, history: int
    ) -> Self:
        available = variant.availability
        tone, shape = STOCK_LOOK[available.status]
        lowest = variant.lowest_30_days
        return cls(
            id=str(variant.id),
            reference=variant.reference,
            sku=variant.sku if product.options else "",
            label=variant.label,
            options=list(variant.options),
            price=money(variant.price),
            was=money(variant.compare_at) if variant.compare_at else "",
            lowest=f"Lowest price in the 30 days before: {money(lowest)}" if lowest else "",
            unit_price=_unit_price(variant),
            stock=stock_words(available),
            tone=tone,
            shape=shape,
            is_buyable=available.is_buyable,
            is_away=available.status is Stock.AWAY,
            most=min(available.units or 99, 99),
            delivery=delivery,
            measures=measures_of(variant),
            drawing=drawing_of(variant),
            views=_views(product, variant),
            history=history,
        )


@dataclass(frozen=True, slots=True)
class ProductView:
    """``served`` is the reference of the variant that the address names."""

    slug: str = ""
    title: str = ""
    summary: str = ""
    description: str = ""
    trail: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    images: list[ImageView] = field(default_factory=list[ImageView])
    options: list[OptionView] = field(default_factory=list[OptionView])
    variants: list[VariantView] = field(default_factory=lambda: [VariantView()])
    combinations: list[Combination] = field(default_factory=list[Combination])
    histories: list[HistoryView] = field(default_factory=lambda: [HistoryView()])
    served: str = ""
    workshop: WorkshopView = field(default_factory=WorkshopView)
    features: list[str] = field(default_factory=list[str])
    details: list[Fact] = field(default_factory=list[Fact])
    materials: list[MaterialRow] = field(default_factory=list[MaterialRow])
    certificates: list[Fact] = field(default_factory=list[Fact])
    impact: list[ImpactRow] = field(default_factory=list[ImpactRow])
    impact_summary: str = ""
    rating: RatingView = field(default_factory=RatingView)

    @classmethod
    def of(cls, product: ProductDetail, served: VariantData, offered: "Offered") -> Self:
        impact, summary = impact_of(product.impact)
        details, certificates = details_of(product)
        shown = shown_at_once(product, served)
        histories, places = histories_of(offered.histories, [each.id for each in shown])
        return cls(
            slug=product.slug,
            title=product.title,
            summary=product.summary,
            description=product.description_html,
            trail=[("Home", "/")] + [(c.name, f"/c/{c.slug}") for c in product.category_path],
            images=[image_view(image, product.title) for image in product.images],
            options=[
                OptionView(axis.name, [choice.value for choice in axis.choices])
                for axis in product.options
            ],
            variants=[
                VariantView.of(product, each, offered.delivery(each), places[each.id])
                for each in shown
            ],
            combinations=[
                Combination(v.reference, list(v.options), v.availability.is_buyable)
                for v in product.variants
            ],
            histories=histories or [HistoryView()],
            served=served.reference,
            workshop=WorkshopView.of(product),
            features=list(product.features),
            details=details,
            materials=materials_of(product.materials),
            certificates=certificates,
            impact=impact,
            impact_summary=summary,
            rating=RatingView.of(product.rating),
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """What a product's variants cost over time, and what it costs to send them."""

    tariff: Tariff
    place: Place
    today: date
    histories: Mapping[UUID, PriceHistory]

    def delivery(self, variant: VariantData) -> DeliveryView:
        rates = self.tariff.rates_to(self.place.country, variant.price)
        return DeliveryView.of(rates, variant, self.place, self.today)


def shown_at_once(product: ProductDetail, served: VariantData) -> list[VariantData]:
    """All variants; of very many, the one that the address names."""
    is_many = len(product.variants) > MOST_AT_ONCE
    return [served] if is_many else list(product.variants)


def stock_words(available: Availability) -> str:
    match available.status:
        case Stock.SOLD_OUT:
            return "Sold out"
        case Stock.AWAY:
            until = f", back on {day(available.back_on)}" if available.back_on else ""
            return f"Workshop on holiday{until}"
        case Stock.MADE_TO_ORDER:
            days = available.lead_time_days
            return f"Made for you in {quantity(days, 'day')}" if days else "Made to order"
        case Stock.FEW_LEFT:
            return f"Only {available.units} left"
        case _:
            return "In stock"


def _views(product: ProductDetail, variant: VariantData) -> list[int]:
    """Its own pictures first. Where they are few, those of other variants follow: each says
    whose it is.
    """
    places = {image.id: place for place, image in enumerate(product.images)}
    own = [places[image.id] for image in product.images_of(variant)]
    others = [place for place in places.values() if place not in own]
    return own if len(own) >= FEWEST_VIEWS else own + others


def _days(rate: Rate, today: date, lead: int) -> str:
    arrival = rate.arrival(today, lead_time_days=lead)
    return day_range(arrival.first, arrival.last)


def _express(rates: Sequence[Rate], today: date, lead: int) -> str:
    """The quicker way, when it is not the cheapest already."""
    quick = next((rate for rate in rates[1:] if rate.service is Service.EXPRESS), None)
    if quick is None:
        return ""
    return f"Express: {_days(quick, today, lead)} for {money(quick.price)}"


def _unit_price(variant: VariantData) -> str:
    found = unit_price(variant.price, variant.content_amount, variant.content_unit)
    return f"{money(found[0])} per {found[1]}" if found else ""
