"""What the browser is told of a product."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self

from core.catalog.read_models import (
    Availability,
    OptionAxis,
    ProductDetail,
    Stock,
    VariantData,
    WorkshopData,
)
from core.shipping.rates import Rate
from core.ui.components.media import ImageView
from core.ui.countries import country_name
from core.ui.format import day_range, money, quantity
from core.ui.urls import address
from storefront.components.pictures import image_view
from storefront.components.stars import RatingView
from storefront.components.workshop import initials, mark_address
from storefront.pages.product.facts import Fact, ImpactRow, details_of, impact_of, policies_of

STOCK_LOOK = {
    Stock.IN_STOCK: ("success", "done"),
    Stock.FEW_LEFT: ("attention", "attention"),
    Stock.MADE_TO_ORDER: ("craft", "partial"),
    Stock.SOLD_OUT: ("danger", "blocked"),
}


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A value of an option, as the address of the page with that value chosen."""

    value: str = ""
    href: str = ""
    is_chosen: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class OptionView:
    name: str = ""
    chosen: str = ""
    choices: list[ChoiceView] = field(default_factory=list[ChoiceView])


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """``cost`` is "" when the workshop does not deliver there; ``sentence`` then says so."""

    sentence: str = ""
    cost: str = ""
    free_over: str = ""
    leaves: str = ""

    @classmethod
    def of(cls, rate: Rate | None, variant: VariantData, country: str, today: date) -> Self:
        where = country_name(country)
        if rate is None:
            return cls(f"This workshop does not deliver to {where}.")
        lead = variant.availability.lead_time_days or 0
        arrival = rate.arrival(today, lead_time_days=lead)
        free_over = rate.free_over if rate.free_over and rate.price else None
        return cls(
            sentence=f"Arrives {day_range(arrival.first, arrival.last)} in {where}",
            cost=f"{money(rate.price)} delivery" if rate.price else "Free delivery",
            free_over=f"Free from {money(free_over)} of this workshop" if free_over else "",
            leaves=f"Leaves the workshop in {rate.dispatch.least}–{rate.dispatch.most} "
            "working days",
        )


@dataclass(frozen=True, slots=True)
class OfferView:
    """The chosen variant: what it costs and whether it can be had."""

    price: str = ""
    was: str = ""
    lowest: str = ""
    sku: str = ""
    label: str = ""
    stock: str = ""
    tone: str = "neutral"
    shape: str = "new"
    is_buyable: bool = False
    most: int = 1

    @classmethod
    def of(cls, variant: VariantData) -> Self:
        available = variant.availability
        tone, shape = STOCK_LOOK[available.status]
        lowest = variant.lowest_30_days
        return cls(
            price=money(variant.price),
            was=money(variant.compare_at) if variant.compare_at else "",
            lowest=f"Lowest price in the 30 days before: {money(lowest)}" if lowest else "",
            sku=variant.sku,
            label=variant.label,
            stock=stock_words(available),
            tone=tone,
            shape=shape,
            is_buyable=available.is_buyable,
            most=min(available.units or 99, 99),
        )


@dataclass(frozen=True, slots=True)
class WorkshopView:
    name: str = ""
    href: str = ""
    selvedge: str = ""
    mark: str = ""
    initials: str = ""
    place: str = ""
    craft: str = ""
    story: str = ""
    trader: list[Fact] = field(default_factory=list[Fact])
    policies: list[Fact] = field(default_factory=list[Fact])

    @classmethod
    def of(cls, workshop: WorkshopData) -> Self:
        country = country_name(workshop.country)
        seat = ", ".join(
            part
            for part in (
                workshop.line1,
                f"{workshop.postcode} {workshop.town}".strip(),
                country,
            )
            if part
        )
        trader = (
            ("Trader", workshop.legal_name or workshop.name),
            ("Address", seat),
            ("E-mail", workshop.email),
            ("Phone", workshop.phone),
        )
        return cls(
            name=workshop.name,
            href=f"/shop/{workshop.slug}",
            selvedge=workshop.selvedge,
            mark=mark_address(workshop.mark_path),
            initials=initials(workshop.name),
            place=", ".join(part for part in (workshop.town, country) if part),
            craft=workshop.craft.capitalize(),
            story=workshop.story,
            trader=[Fact(term, value) for term, value in trader if value],
            policies=policies_of(workshop.policies),
        )


@dataclass(frozen=True, slots=True)
class ProductView:
    slug: str = ""
    sku: str = ""  # of the chosen variant, "" where there is nothing to choose
    title: str = ""
    summary: str = ""
    description: str = ""
    trail: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    images: list[ImageView] = field(default_factory=list[ImageView])
    options: list[OptionView] = field(default_factory=list[OptionView])
    offer: OfferView = field(default_factory=OfferView)
    delivery: DeliveryView = field(default_factory=DeliveryView)
    workshop: WorkshopView = field(default_factory=WorkshopView)
    features: list[str] = field(default_factory=list[str])
    details: list[Fact] = field(default_factory=list[Fact])
    certificates: list[Fact] = field(default_factory=list[Fact])
    impact: list[ImpactRow] = field(default_factory=list[ImpactRow])
    impact_summary: str = ""
    rating: RatingView = field(default_factory=RatingView)

    @classmethod
    def of(cls, product: ProductDetail, variant: VariantData, delivery: DeliveryView) -> Self:
        impact, summary = impact_of(product.impact)
        details, certificates = details_of(product, variant)
        return cls(
            slug=product.slug,
            sku=variant.sku if product.options else "",
            title=product.title,
            summary=product.summary,
            description=product.description_html,
            trail=[("Home", "/")] + [(c.name, f"/c/{c.slug}") for c in product.category_path],
            images=[image_view(image, product.title) for image in product.images_of(variant)],
            options=[
                _option(product, axis, number, variant)
                for number, axis in enumerate(product.options)
            ],
            offer=OfferView.of(variant),
            delivery=delivery,
            workshop=WorkshopView.of(product.workshop),
            features=list(product.features),
            details=details,
            certificates=certificates,
            impact=impact,
            impact_summary=summary,
            rating=RatingView.of(product.rating),
        )


def stock_words(available: Availability) -> str:
    match available.status:
        case Stock.SOLD_OUT:
            return "Sold out"
        case Stock.MADE_TO_ORDER:
            days = available.lead_time_days
            return f"Made for you in {quantity(days, 'day')}" if days else "Made to order"
        case Stock.FEW_LEFT:
            return f"Only {available.units} left"
        case _:
            return "In stock"


def _option(
    product: ProductDetail, axis: OptionAxis, number: int, chosen: VariantData
) -> OptionView:
    current = chosen.options[number] if number < len(chosen.options) else ""
    return OptionView(
        name=axis.name,
        chosen=current,
        choices=[
            _choice(product, choice.value, number, chosen, is_chosen=choice.value == current)
            for choice in axis.choices
        ],
    )


def _choice(
    product: ProductDetail, value: str, number: int, chosen: VariantData, *, is_chosen: bool
) -> ChoiceView:
    """The variant that differs from the chosen one in this value alone; where there is none,
    the first that has the value.
    """
    wanted = (*chosen.options[:number], value, *chosen.options[number + 1 :])
    exact = product.chosen(wanted)
    target = exact or next(
        v for v in product.variants if v.options[number : number + 1] == (value,)
    )
    reference = target.sku or str(target.id)
    return ChoiceView(
        value=value,
        href=address(f"/p/{product.slug}", {"variant": reference}),
        is_chosen=is_chosen,
        is_gone=exact is None or not exact.availability.is_buyable,
    )
