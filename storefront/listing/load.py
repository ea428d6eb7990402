"""Read one page of a list: the search, its cards, and a way out when nothing fits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from core.catalog.card_queries import cards_by_ids
from core.db.session import read_session
from core.identity.preferences import Preferences
from core.search.service import SearchResults, search_products
from storefront.components.product_card import ProductCard
from storefront.listing.parameters import Parameters
from storefront.listing.views import ChipView, ListingView

PAGE_SIZE = 24
MOST_REMEDIES = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """What the page itself stands for: a category, a workshop, or values of facets."""

    category: str = ""
    vendor: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def hidden(self) -> frozenset[str]:
        """Facets that need not be shown."""
        own = (("category", self.category), ("vendor", self.vendor))
        return frozenset({*self.facets, *(code for code, given in own if given)})


EVERYTHING = Scope()


async def load_listing(
    path: str, chosen: Parameters, shopper: Preferences, scope: Scope = EVERYTHING
) -> ListingView:
    currency = shopper.currency
    chosen, results = await _found(chosen, shopper, scope)
    async with read_session() as session:
        cards = await cards_by_ids(session, results.ids, currency)
    view = ListingView.of(
        path,
        chosen,
        results,
        [ProductCard.of(card) for card in cards],
        currency,
        country=shopper.country,
        hidden=scope.hidden,
    )
    if results.total or not view.chips:
        return view
    return await _with_remedy(view, chosen, shopper, scope)


async def _found(
    chosen: Parameters, shopper: Preferences, scope: Scope
) -> tuple[Parameters, SearchResults]:
    """The results, and the parameters as they were answered: without filters that no list
    knows, as addresses arrive with all kinds of them, and at most on the last page.
    """
    results = await _search(chosen, shopper, scope)
    known = {facet.code for facet in results.facets}
    if not (results.total or results.is_degraded or chosen.facets.keys() <= known):
        kept = {code: values for code, values in chosen.facets.items() if code in known}
        chosen = replace(chosen, facets=kept)
        results = await _search(chosen, shopper, scope)
    if results.total and not results.ids:
        chosen = replace(chosen, page=results.pages)
        results = await _search(chosen, shopper, scope)
    return chosen, results


async def _with_remedy(
    view: ListingView, chosen: Parameters, shopper: Preferences, scope: Scope
) -> ListingView:
    """Names the one filter whose removal brings most back."""
    best: tuple[int, ChipView | None] = (0, None)
    for chip, without in zip(view.chips, _relaxed(chosen), strict=False):
        found = await _search(without, shopper, scope)
        if found.total > best[0]:
            best = (found.total, chip)
    total, chip = best
    if chip is None:
        return view
    return replace(view, remedy=f"Remove “{chip.label}” ({total})", remedy_href=chip.href)


def _relaxed(chosen: Parameters) -> list[Parameters]:
    """The same without one filter each, in the order of the chips."""
    picked = [("vendor", value) for value in chosen.vendors]
    picked += [(code, value) for code, values in chosen.facets.items() for value in values]
    if chosen.category:
        picked.append(("category", chosen.category))
    relaxed = [chosen.toggled(code, value) for code, value in picked]
    if chosen.price != (None, None):
        relaxed.append(chosen.anew(price=(None, None)))
    if chosen.is_in_stock:
        relaxed.append(chosen.anew(is_in_stock=False))
    if chosen.ships:
        relaxed.append(chosen.anew(ships=""))
    return relaxed[:MOST_REMEDIES]


async def _search(chosen: Parameters, shopper: Preferences, scope: Scope) -> SearchResults:
    query = chosen.search(
        shopper.currency,
        PAGE_SIZE,
        country=shopper.country,
        category=scope.category,
        vendor=scope.vendor,
    )
    return await search_products(replace(query, facets={**query.facets, **scope.facets}))
