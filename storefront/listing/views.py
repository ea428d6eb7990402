"""A list of products with everything that narrows it, for the browser."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from core.kernel.money import Money
from core.kernel.pagination import Page
from core.search.engine import Facet, FacetValue, PriceRange
from core.search.service import SearchResults
from core.search.variants import OPTION
from core.ui.countries import country_name
from core.ui.format import money, number, quantity
from core.ui.paging import Pager
from storefront.components.product_card import ProductCard
from storefront.listing.parameters import MINOR, SORT_LABELS, Parameters

SHOWN_VALUES = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: a link to the list with it on, or off again."""

    label: str = ""
    count: str = ""
    href: str = ""
    is_on: bool = False
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """The first values, and behind "Show N more" the others."""

    code: str = ""
    name: str = ""
    choices: list[Choice] = field(default_factory=list[Choice])
    others: list[Choice] = field(default_factory=list[Choice])
    more: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class ChipView:
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class SortView:
    label: str = ""
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class PriceView:
    """What stands in the two fields, and the range there is."""

    lowest: str = ""
    highest: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ListingView:
    cards: list[ProductCard] = field(default_factory=list[ProductCard])
    total: int = 0
    count: str = ""
    facets: list[FacetView] = field(default_factory=list[FacetView])
    chips: list[ChipView] = field(default_factory=list[ChipView])
    clear_href: str = ""
    sorts: list[SortView] = field(default_factory=list[SortView])
    sort_label: str = ""
    price: PriceView = field(default_factory=PriceView)
    stock: Choice = field(default_factory=Choice)
    pager: Pager = field(default_factory=Pager)
    more: str = ""
    more_href: str = ""
    note: str = ""
    remedy: str = ""
    remedy_href: str = ""

    @classmethod
    def of(
        cls,
        path: str,
        chosen: Parameters,
        results: SearchResults,
        cards: list[ProductCard],
        currency: str,
        *,
        hidden: frozenset[str] = frozenset(),
    ) -> Self:
        """``hidden`` are facets that the page itself stands for."""
        page = Page(cards, results.total, results.number, results.size)
        query = {key: str(value) for key, value in chosen.query().items() if value}
        left = min(results.size, results.total - page.number * page.size)
        facets = _facets(results.facets, hidden)
        return cls(
            cards=cards,
            total=results.total,
            count=quantity(results.total, "piece"),
            facets=[_facet(path, chosen, facet) for facet in facets],
            chips=chips_of(path, chosen, facets, currency),
            clear_href=chosen.without_filters().href(path),
            sorts=[
                SortView(
                    label, replace(chosen, sort=key, page=1).href(path), key == chosen.sort
                )
                for key, label in SORT_LABELS
            ],
            sort_label=dict(SORT_LABELS)[chosen.sort],
            price=_price(chosen, results.price, currency),
            stock=Choice(
                "In stock now",
                number(results.in_stock),
                replace(chosen, is_in_stock=not chosen.is_in_stock, page=1).href(path),
                chosen.is_in_stock,
            ),
            pager=Pager.of(page, path, query, noun="piece"),
            more=f"Show {left} more" if left > 0 else "",
            more_href=replace(chosen, page=page.number + 1).href(path),
            note=_note(results),
        )


def chips_of(
    path: str, chosen: Parameters, facets: Sequence[Facet], currency: str
) -> list[ChipView]:
    """What is applied, each with the address of the list without it."""
    labels = {
        (facet.code, value.value.casefold()): _label(facet.code, value)
        for facet in facets
        for value in facet.values
    }
    picked = [("vendor", value) for value in chosen.vendors]
    picked += [(code, value) for code, values in chosen.facets.items() for value in values]
    if chosen.category:
        picked.append(("category", chosen.category))
    chips = [
        ChipView(
            labels.get((code, value.casefold()), value), chosen.toggled(code, value).href(path)
        )
        for code, value in picked
    ]
    if chosen.price != (None, None):
        without = replace(chosen, price=(None, None), page=1)
        chips.append(ChipView(_price_words(chosen, currency), without.href(path)))
    if chosen.is_in_stock:
        without = replace(chosen, is_in_stock=False, page=1)
        chips.append(ChipView("In stock now", without.href(path)))
    return chips


def _facets(found: Sequence[Facet], hidden: frozenset[str]) -> list[Facet]:
    """An option of variants gives way to an attribute of the same name, which gathers what each
    workshop calls its own way.
    """
    named = {facet.name.casefold() for facet in found if not facet.code.startswith(OPTION)}
    kept = [
        _shown(facet, hidden)
        for facet in found
        if facet.code not in hidden
        and not (facet.code.startswith(OPTION) and facet.name.casefold() in named)
    ]
    return [facet for facet in kept if facet.values]


def _shown(facet: Facet, hidden: frozenset[str]) -> Facet:
    """What has nothing now comes last. On a workshop's page it is left out: most of what the
    market has was never made there.
    """
    there = [value for value in facet.values if value.count or value.is_selected]
    empty = [] if "vendor" in hidden else [v for v in facet.values if v not in there]
    return replace(facet, values=(*there, *empty))


def _facet(path: str, chosen: Parameters, facet: Facet) -> FacetView:
    choices = [_choice(path, chosen, facet.code, value) for value in facet.values]
    others = [choice for choice in choices[SHOWN_VALUES:] if not choice.is_on]
    first = choices[:SHOWN_VALUES] + [c for c in choices[SHOWN_VALUES:] if c.is_on]
    return FacetView(
        code=facet.code,
        name=facet.name,
        choices=first,
        others=others,
        more=f"Show {len(others)} more" if others else "",
        is_open=any(choice.is_on for choice in choices),
    )


def _choice(path: str, chosen: Parameters, code: str, value: FacetValue) -> Choice:
    return Choice(
        label=_label(code, value),
        count=number(value.count),
        href=chosen.toggled(code, value.value).href(path),
        is_on=value.is_selected,
        is_empty=value.count == 0 and not value.is_selected,
    )


def _label(code: str, value: FacetValue) -> str:
    if code == "origin":
        return country_name(value.value.upper())
    return value.label[:1].upper() + value.label[1:]


def _price(chosen: Parameters, found: PriceRange | None, currency: str) -> PriceView:
    lowest, highest = ("" if end is None else str(end) for end in chosen.price)
    if found is None:
        return PriceView(lowest, highest)
    low, high = Money(found.lowest, currency), Money(found.highest, currency)
    return PriceView(lowest, highest, f"From {money(low)} to {money(high)}")


def _price_words(chosen: Parameters, currency: str) -> str:
    lowest, highest = (
        None if end is None else money(Money(end * MINOR, currency)) for end in chosen.price
    )
    if lowest is None:
        return f"Up to {highest}"
    return f"From {lowest}" if highest is None else f"{lowest} to {highest}"


def _note(results: SearchResults) -> str:
    if results.is_degraded:
        return "Filters are not available for a moment: search is being prepared."
    if results.is_relaxed and results.total:
        return "Nothing has all of these words. These pieces have some of them."
    return ""
