import reflex as rx

from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.rendering.shared_loads import shared
from core.ui.urls import page_number
from core.vendors.directory_queries import count_by_country, count_by_craft, list_workshops
from storefront.components.workshop import WorkshopCard
from storefront.listing.facet_views import ChipView, Choice
from storefront.listing.views import SortView
from storefront.pages.shops.views import PATH, SORTS, Wanted
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PAGE_SIZE = 24
DESCRIPTION = "Everyone who sells on EcoMarket: where they work and what they make."


class ShopsState(LoadState, HeadState, ShellState):
    shops: list[WorkshopCard] = []
    pager: Pager = Pager()
    words: str = ""
    count: str = ""
    crafts: list[Choice] = []
    countries: list[Choice] = []
    chips: list[ChipView] = []
    kept: list[tuple[str, str]] = []
    sorts: list[SortView] = []
    sort_label: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        wanted = Wanted.read(query)
        async with read_session() as session:
            page = await list_workshops(
                session, wanted.filter, number=page_number(query), size=PAGE_SIZE
            )
            crafts = await count_by_craft(session, wanted.filter)
            countries = await count_by_country(session, wanted.filter)
        self.shops = [WorkshopCard.of(vendor) for vendor in page.items]
        self.pager = Pager.of(page, PATH, wanted.query, noun="workshop")
        self.count = quantity(page.total, "workshop")
        self.crafts, self.countries = wanted.crafts(crafts), wanted.countries(countries)
        self._show_chosen(wanted)
        items = [(shop.name, shop.href) for shop in self.shops]
        listed = Listed(items, page.total, page.number, is_narrowed=wanted.is_narrowed)
        self._tell(list_head("Workshops", DESCRIPTION, PATH, listed))

    def _show_chosen(self, wanted: Wanted) -> None:
        self.words = wanted.filter.words
        self.chips = wanted.chips()
        self.kept = [(key, v) for key, v in wanted.query.items() if v and key != "q"]
        self.sorts = wanted.sorts()
        self.sort_label = dict(SORTS)[wanted.filter.sort]
