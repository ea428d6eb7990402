import reflex as rx

from core.db.session import read_session, transaction
from core.saved import follow_queries
from core.saved.follow import list_followed, list_new_pieces, set_digest
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
    is_digest_wanted: bool = True

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
            self.is_digest_wanted = await follow_queries.is_wanted(
                session, caller.require_user()
            )
        self.cards = [ProductCard.of(card) for card in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="new piece")
        self.workshops = [WorkshopCard.of(vendor) for vendor in followed.items]
        left = followed.total - len(followed.items)
        self.more_workshops = f"and {left} more" if left else ""

    @rx.event
    @requires(Caller.USER)
    async def set_digest(self, is_wanted: bool) -> None:  # noqa: FBT001
        caller = await self._principal()
        async with transaction() as session:
            await set_digest(session, caller, is_wanted=is_wanted is True)
        self.is_digest_wanted = is_wanted is True
