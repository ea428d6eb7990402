from typing import TYPE_CHECKING

import reflex as rx

from core.catalog.guide_queries import get_published_collection, list_pieces
from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.rendering.shared_loads import shared
from core.ui.urls import page_number
from storefront.components.product_card import ProductCard
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PAGE_SIZE = 24
TRAIL = [("Home", "/"), ("Collections", "/collections")]


class CollectionState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /collections/[slug]

    title: str = ""
    intro: str = ""
    count: str = ""
    cards: list[ProductCard] = []
    pager: Pager = Pager()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            found = await get_published_collection(session, self.slug)
            page = await list_pieces(
                session, found.id, self._preferences().currency, number=number, size=PAGE_SIZE
            )
        path = f"/collections/{found.slug}"
        self.title, self.intro = found.title, found.intro
        self.count = quantity(page.total, "piece")
        self.cards = [ProductCard.of(card) for card in page.items]
        self.pager = Pager.of(page, path, {}, noun="piece")
        items = [(card.title, card.href) for card in self.cards]
        listed = Listed(items, page.total, page.number)
        self._tell(list_head(found.title, found.intro, path, listed, trail=TRAIL))
