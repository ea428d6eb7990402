import reflex as rx

from core.db.session import read_session
from core.orders.queries import list_of_user
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.urls import page_number
from storefront.components.order_rows import OrderRow
from storefront.state.shell import ShellState


class AccountOrdersState(LoadState, ShellState):
    rows: list[OrderRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_of_user(session, caller.require_user(), page=number)
        self.rows = [OrderRow.of(order) for order in page.items]
        self.pager = Pager.of(page, "/account/orders", {}, noun="order")
