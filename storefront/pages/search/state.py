from typing import Any

import reflex as rx

from core.search.service import suggest
from core.seo.pages import search_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.listing.facet_views import ChipView
from storefront.listing.load import load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PATH = "/search"


class SearchState(LoadState, HeadState, ShellState):
    listing: ListingView = ListingView()
    words: str = ""
    nearby: list[ChipView] = []

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        currency = self._preferences().currency
        chosen = self._parameters()
        self.words = chosen.text
        self._tell(search_head(chosen.text))
        self.listing = await load_listing(PATH, chosen, currency)
        found = await suggest(chosen.text, currency)
        self.nearby = [ChipView(c.name, f"/c/{c.slug}") for c in found.categories]
        self.nearby += [ChipView(w.name, f"/shop/{w.slug}") for w in found.workshops]
        if not self.listing.total and not self.nearby:
            self.nearby = [ChipView(name, href) for name, href in self.departments]

    @rx.event
    @public
    def set_price(self, form_data: dict[str, Any]) -> Any:
        return rx.redirect(with_price(self._parameters(), form_data).href(PATH))

    def _parameters(self) -> Parameters:
        return Parameters.read(self.router.url.query_parameters)
