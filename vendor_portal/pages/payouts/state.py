import reflex as rx

from core.db.session import read_session
from core.payouts import directory
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number
from vendor_portal.pages.payouts.views import (
    PATH,
    BalanceTile,
    NextPayout,
    PayoutRow,
    tiles_of,
)

SIZE = 25


class PayoutsState(LoadState, SessionState):
    tiles: list[BalanceTile] = []
    rows: list[PayoutRow] = []
    upcoming: NextPayout = NextPayout()
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            facts = await directory.overview(session, caller)
            page = await directory.own_payouts(session, caller, page=number, size=SIZE)
        self.tiles = tiles_of(facts.balances)
        self.upcoming = NextPayout.of(facts)
        self.rows = [PayoutRow.of(payout) for payout, _ in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="payout")
