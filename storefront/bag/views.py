"""A bag for the browser."""

from dataclasses import dataclass, field
from typing import Self

from core.cart.models import MAX_QUANTITY
from core.cart.view import Bag, BagLine, LineProblem, Parcel
from core.ui.countries import country_name
from core.ui.format import day_range, money, money_or_free, quantity, signed_money, weight
from core.ui.urls import address
from storefront.bag.discounts import CodeProblem, DiscountView, code_problems

EXACT_TO_G = 1000  # an estimate names two digits
PROBLEMS = {
    LineProblem.HIDDEN: "This is no longer for sale. Take it out to go on.",
    LineProblem.NO_PRICE: "This is not sold in the currency of your bag. Take it out to go on.",
    LineProblem.SOLD_OUT: "This sold out while it lay in your bag. Save it for later, or take "
    "it out.",
    LineProblem.AWAY: "This workshop is on holiday and takes no orders. Save it for later, or "
    "take it out.",
}


@dataclass(frozen=True, slots=True)
class LineView:
    id: str = ""
    title: str = ""
    href: str = ""
    options: str = ""
    image: str = ""
    alt: str = ""
    unit: str = ""
    total: str = ""
    quantity: int = 1
    most: int = MAX_QUANTITY
    problem: str = ""
    change: str = ""
    notice: str = ""

    @classmethod
    def of(cls, line: BagLine, notice: str = "") -> Self:
        return cls(
            id=str(line.line_id),
            title=line.title,
            href=address(f"/p/{line.slug}", {"variant": line.sku}),
            options=", ".join(f"{name}: {value}" for name, value in line.options),
            image=line.picture.url(360) if line.picture else "",
            alt=line.alt,
            unit=money(line.unit) if line.unit else "",
            total=money(line.line_total) if line.line_total else "",
            quantity=line.quantity,
            most=MAX_QUANTITY if line.available is None else max(1, line.available),
            problem=_problem(line),
            change=_change(line),
            notice=notice,
        )


@dataclass(frozen=True, slots=True)
class ParcelView:
    vendor: str = ""
    workshop: str = ""
    href: str = ""
    selvedge: str = ""
    lines: list[LineView] = field(default_factory=list[LineView])
    goods: str = ""
    delivery: str = ""
    arrival: str = ""
    to_free: str = ""
    free_percent: int = 0
    problem: str = ""

    @classmethod
    def of(cls, parcel: Parcel, country: str, notices: dict[str, str]) -> Self:
        arrival = parcel.arrival
        where = country_name(country)
        return cls(
            vendor=str(parcel.vendor_id),
            workshop=parcel.vendor_name,
            href=f"/shop/{parcel.vendor_slug}",
            selvedge=parcel.vendor_selvedge,
            lines=[
                LineView.of(line, notices.get(str(line.line_id), "")) for line in parcel.lines
            ],
            goods=money(parcel.goods),
            delivery=money_or_free(parcel.delivery),
            arrival=f"Arrives {day_range(arrival.first, arrival.last)}" if arrival else "",
            to_free=_to_free(parcel),
            free_percent=_free_percent(parcel),
            problem=f"This workshop does not deliver to {where}. Take its pieces out to go on."
            if parcel.is_undeliverable
            else "",
        )


@dataclass(frozen=True, slots=True)
class BagView:
    parcels: list[ParcelView] = field(default_factory=list[ParcelView])
    saved: list[LineView] = field(default_factory=list[LineView])
    pieces: str = ""
    subtotal: str = ""
    delivery: str = ""
    total: str = ""
    country: str = ""
    footprint: str = ""
    is_orderable: bool = False
    has_changes: bool = False
    discounts: list[DiscountView] = field(default_factory=list[DiscountView])
    problems: list[CodeProblem] = field(default_factory=list[CodeProblem])

    @classmethod
    def of(cls, bag: Bag, notices: dict[str, str]) -> Self:
        country = bag.country or ""
        return cls(
            parcels=[ParcelView.of(parcel, country, notices) for parcel in bag.parcels],
            saved=[LineView.of(line) for line in bag.saved],
            pieces=quantity(bag.units, "piece"),
            subtotal=money(bag.subtotal),
            delivery=money_or_free(bag.delivery),
            total=money(bag.total),
            country=country_name(country),
            footprint=footprint(bag.footprint_g) if bag.parcels else "",
            is_orderable=bag.is_orderable,
            has_changes=any(line.price_change for line in bag.lines),
            discounts=[DiscountView.of(one) for one in bag.promotions.applied]
            if bag.promotions
            else [],
            problems=code_problems(bag.promotions.refused) if bag.promotions else [],
        )


def footprint(grams: int | None) -> str:
    """Why it is an estimate stands in the method beside it."""
    if grams is None:
        return "CO₂e: no data, a weight is missing"
    step = 10 if grams < EXACT_TO_G else 100
    return f"about {weight(max(step, round(grams / step) * step))} CO₂e"


def _to_free(parcel: Parcel) -> str:
    """Only where the workshop offers it."""
    if parcel.rate is None or parcel.rate.free_over is None:
        return ""
    left = parcel.left_to_free_delivery
    if left is None:
        return "Delivery from this workshop is free."
    return f"{money(left)} more from this workshop and delivery is free."


def _free_percent(parcel: Parcel) -> int:
    if parcel.rate is None or parcel.rate.free_over is None:
        return 0
    return min(100, parcel.goods.minor * 100 // parcel.rate.free_over.minor)


def _problem(line: BagLine) -> str:
    if line.problem is LineProblem.TOO_MANY:
        return f"Only {line.available} left. Choose fewer to go on."
    return PROBLEMS.get(line.problem, "") if line.problem else ""


def _change(line: BagLine) -> str:
    change = line.price_change
    if change is None or line.unit is None:
        return ""
    return (
        f"The price changed from {money(line.seen)} to {money(line.unit)} "
        f"({signed_money(change)}) since you put it in."
    )
