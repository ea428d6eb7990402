import reflex as rx

from core.db.session import read_session, transaction
from core.saved import follow_queries
from core.saved.follow import list_followed, list_new_pieces, set_frequency
from core.saved.models import Frequency
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.components.product_card import ProductCard
from storefront.components.workshop import WorkshopCard
from storefront.state.shell import ShellState

PATH = "/account/following"


class FollowingState(LoadState, ShellState):
    cards: list[ProductCard] = []
    pager: Pager = Pager()
    workshops: list[WorkshopCard] = []
    more_workshops: str = ""
    frequency: str = Frequency.WEEKLY.value

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_new_pieces(
                session, caller, self._preferences().currency, number=number
            )
            followed = await list_followed(session, caller)
            wanted = await follow_queries.find_frequency(session, caller.require_user())
        self.frequency = wanted.value
        self.cards = [ProductCard.of(card) for card in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="new piece")
        self.workshops = [WorkshopCard.of(vendor) for vendor in followed.items]
        left = followed.total - len(followed.items)
        self.more_workshops = f"and {left} more" if left else ""

    @rx.event
    @requires(Caller.USER)
    async def choose(self, frequency: str) -> None:
        if frequency not in set(Frequency):
            return
        caller = await self._principal()
        async with transaction() as session:
            await set_frequency(session, caller, Frequency(frequency))
        self.frequency = frequency
