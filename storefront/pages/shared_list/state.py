from typing import TYPE_CHECKING

import reflex as rx

from core.db.session import read_session
from core.saved.view import view_shared
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.components.product_card import ProductCard
from storefront.state.shell import ShellState

LONGEST_TOKEN = 100


class SharedListState(LoadState, ShellState):
    """Somebody's list, for whoever has its link."""

    if TYPE_CHECKING:
        share: str  # from the route, /l/[share]

    name: str = ""
    shared_by: str = ""
    cards: list[ProductCard] = []
    pager: Pager = Pager()

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        number = page_number(self.router.url.query_parameters)
        token = self.share[:LONGEST_TOKEN]
        async with read_session() as session:
            self.name, self.shared_by, page = await view_shared(
                session, token, self._preferences().currency, number=number
            )
        self.cards = [ProductCard.of(card) for card in page.items]
        self.pager = Pager.of(page, f"/l/{token}", {}, noun="piece")
