from typing import Any

import reflex as rx

from core.db.session import read_session
from core.search.log_queries import record_search
from core.search.service import search_products, suggest
from core.seo.pages import search_head
from core.ui.format import number
from core.ui.guards import personal, public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.rendering.shared_loads import shared
from core.ui.urls import address
from core.vendors.directory_queries import DirectoryFilter, count_workshops, list_workshops
from storefront.components.workshop import WorkshopCard
from storefront.listing.facet_views import ChipView
from storefront.listing.load import PAGE_SIZE, load_listing
from storefront.listing.parameters import Parameters
from storefront.listing.price_form import with_price
from storefront.listing.views import ListingView
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PATH, WORKSHOPS = "/search", "workshops"


class SearchState(LoadState, HeadState, ShellState):
    """Pieces, or workshops with ``type=workshops``; the other is counted."""

    listing: ListingView = ListingView()
    words: str = ""
    nearby: list[ChipView] = []
    shows_workshops: bool = False
    workshops: list[WorkshopCard] = []
    workshop_pager: Pager = Pager()
    workshop_count: str = ""
    workshops_href: str = PATH
    pieces_href: str = PATH
    search_id: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        chosen = self._parameters()
        self.search_id = ""
        self.words = chosen.text
        self.shows_workshops = self.router.url.query_parameters.get(
            "type"
        ) == WORKSHOPS and bool(chosen.text)
        self.workshops_href = address(PATH, {"q": chosen.text, "type": WORKSHOPS})
        self.pieces_href = address(PATH, {"q": chosen.text})
        self._tell(search_head(chosen.text))
        self.listing = await load_listing(PATH, chosen, self._preferences())
        await self._show_workshops(chosen)
        await self._show_nearby(chosen)

    @rx.event
    @personal
    @public
    async def note_search(self) -> None:
        """For the figures on what is searched for; once a tab asks, not when a page is made."""
        chosen = self._parameters()
        if not chosen.text or self.shows_workshops:
            return
        shopper = self._preferences()
        query = chosen.search(shopper.currency, PAGE_SIZE, country=shopper.country)
        found = await search_products(query)
        tab = self.router.session.client_token
        self.search_id = str(record_search(query, found, visitor=tab))

    @rx.event
    @public
    def set_price(self, form_data: dict[str, Any]) -> Any:
        return rx.redirect(with_price(self._parameters(), form_data).href(PATH))

    def _parameters(self) -> Parameters:
        return Parameters.read(self.router.url.query_parameters)

    async def _show_workshops(self, chosen: Parameters) -> None:
        wanted = DirectoryFilter(words=chosen.text)
        async with read_session() as session:
            if not self.shows_workshops:
                self.workshops = []
                total = await count_workshops(session, wanted) if chosen.text else 0
            else:
                page = await list_workshops(session, wanted, number=chosen.page, size=PAGE_SIZE)
                self.workshops = [WorkshopCard.of(vendor) for vendor in page.items]
                query = {"q": chosen.text, "type": WORKSHOPS}
                self.workshop_pager = Pager.of(page, PATH, query, noun="workshop")
                total = page.total
        self.workshop_count = number(total)

    async def _show_nearby(self, chosen: Parameters) -> None:
        found = await suggest(chosen.text, self._preferences().currency)
        self.nearby = [ChipView(c.name, f"/c/{c.slug}") for c in found.categories]
        self.nearby += [ChipView(w.name, f"/shop/{w.slug}") for w in found.workshops]
        if not self.listing.total and not self.nearby:
            self.nearby = [ChipView(name, href) for name, href in self.departments]
