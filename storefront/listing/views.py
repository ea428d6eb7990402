"""A list of products with everything that narrows it, for the browser."""

from dataclasses import dataclass, field, replace
from typing import Self

from core.kernel.pagination import Page
from core.search.service import SearchResults
from core.ui.format import number, quantity
from core.ui.paging import Pager
from storefront.components.product_card import ProductCard
from storefront.listing.facet_views import (
    ChipView,
    Choice,
    FacetView,
    PriceView,
    chips_of,
    facet_view,
    price_view,
    quick_choices,
    shown_facets,
    stock_choice,
)
from storefront.listing.parameters import SORT_LABELS, Parameters


@dataclass(frozen=True, slots=True)
class SortView:
    label: str = ""
    href: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ListingView:
    cards: list[ProductCard] = field(default_factory=list[ProductCard])
    total: int = 0
    offset: int = 0
    count: str = ""
    show: str = ""
    facets: list[FacetView] = field(default_factory=list[FacetView])
    quick: list[Choice] = field(default_factory=list[Choice])
    chips: list[ChipView] = field(default_factory=list[ChipView])
    filters: str = ""
    clear_href: str = ""
    sorts: list[SortView] = field(default_factory=list[SortView])
    sort_label: str = ""
    price: PriceView = field(default_factory=PriceView)
    stock: Choice = field(default_factory=Choice)
    pager: Pager = field(default_factory=Pager)
    more: str = ""
    more_href: str = ""
    note: str = ""
    meant: str = ""
    meant_href: str = ""
    exact_href: str = ""
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
        facets = shown_facets(results.facets, hidden)
        chips = chips_of(path, chosen, facets, currency)
        stock = stock_choice(path, chosen, results.in_stock)
        return cls(
            cards=cards,
            total=results.total,
            offset=(page.number - 1) * page.size,
            count=quantity(results.total, "piece"),
            show=f"Show {quantity(results.total, 'piece')}",
            facets=[facet_view(path, chosen, facet) for facet in facets],
            quick=quick_choices(path, chosen, facets, results.price, stock, currency),
            chips=chips,
            filters=f"Filters ({len(chips)})" if chips else "Filters",
            clear_href=chosen.without_filters().href(path),
            sorts=_sorts(path, chosen),
            sort_label=dict(SORT_LABELS)[chosen.sort],
            price=price_view(chosen, results.price, currency),
            stock=stock,
            pager=Pager.of(page, path, query, noun="piece"),
            more=f"Show {left} more of {number(results.total)}" if left > 0 else "",
            more_href=replace(chosen, page=page.number + 1).href(path),
            note=_note(results),
            meant=results.did_you_mean,
            meant_href=replace(chosen, text=results.did_you_mean, page=1).href(path),
            exact_href=replace(chosen, text=_quoted(chosen.text), page=1).href(path),
        )


def _sorts(path: str, chosen: Parameters) -> list[SortView]:
    return [
        SortView(label, replace(chosen, sort=key, page=1).href(path), key == chosen.sort)
        for key, label in SORT_LABELS
    ]


def _quoted(text: str) -> str:
    """Searched for letter by letter."""
    bare = text.replace('"', " ").strip()
    return f'"{bare}"'


def _note(results: SearchResults) -> str:
    if results.is_degraded:
        return "Filters are not available for a moment: search is being prepared."
    if results.is_relaxed and results.total:
        return "Nothing has all of these words. These pieces have some of them."
    return ""
