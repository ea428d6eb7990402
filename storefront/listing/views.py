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
    ships_choice,
    shown_facets,
    stock_choice,
)
from storefront.listing.parameters import MOST_AT_ONCE, SORT_LABELS, Parameters


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
    ships: Choice = field(default_factory=Choice)
    pager: Pager = field(default_factory=Pager)
    more: str = ""
    more_href: str = ""
    longer_href: str = ""
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
        country: str = "",
        hidden: frozenset[str] = frozenset(),
    ) -> Self:
        """``hidden`` are facets that the page itself stands for, ``country`` is the
        shopper's.
        """
        size = results.size // chosen.upto
        page = Page(cards, results.total, results.number * chosen.upto, size)
        query = {key: str(value) for key, value in chosen.anew().query().items() if value}
        left = min(size, results.total - page.number * size)
        facets = shown_facets(results.facets, hidden)
        chips = chips_of(path, chosen, facets, currency)
        stock = stock_choice(path, chosen, results.in_stock)
        ships = ships_choice(path, chosen, country, results.deliverable)
        return cls(
            cards=cards,
            total=results.total,
            offset=(results.number - 1) * size,
            count=quantity(results.total, "piece"),
            show=f"Show {quantity(results.total, 'piece')}",
            facets=[facet_view(path, chosen, facet) for facet in facets],
            quick=quick_choices(path, chosen, facets, results.price, [ships, stock], currency),
            chips=chips,
            filters=f"Filters ({len(chips)})" if chips else "Filters",
            clear_href=chosen.without_filters().href(path),
            sorts=_sorts(path, chosen),
            sort_label=dict(SORT_LABELS)[chosen.sort],
            price=price_view(chosen, results.price, currency),
            stock=stock,
            ships=ships,
            pager=_pager(page, path, query, results.number, size),
            more=f"Show {left} more of {number(results.total)}" if left > 0 else "",
            more_href=replace(chosen, upto=1, page=page.number + 1).href(path),
            longer_href=replace(chosen, upto=chosen.upto + 1).href(path)
            if results.number == 1 and chosen.upto < MOST_AT_ONCE
            else "",
            note=_note(results),
            meant=results.did_you_mean,
            meant_href=chosen.anew(text=results.did_you_mean).href(path),
            exact_href=chosen.anew(text=_quoted(chosen.text)).href(path),
        )


def _pager(
    page: Page[ProductCard], path: str, query: dict[str, str], first: int, size: int
) -> Pager:
    """Of several pages shown at once the last one is current, and the words say all."""
    pager = Pager.of(page, path, query, noun="piece")
    if page.number == first:
        return pager
    shown = Page(page.items, page.total, 1, page.number * size)
    return replace(pager, summary=Pager.of(shown, path, query, noun="piece").summary)


def _sorts(path: str, chosen: Parameters) -> list[SortView]:
    return [
        SortView(label, chosen.anew(sort=key).href(path), key == chosen.sort)
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
