from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from admin.pages.orders.views import EXPORT, PATH, OrderRow, status_tabs
from admin.state.tabs import ViewTab
from core.db.session import read_session
from core.orders import directory
from core.orders.order_filter import OrderFilter
from core.orders.subscribers import ORDERS
from core.ui.format import quantity
from core.ui.guards import Caller, requires
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number


class OrdersState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[OrderRow] = []
    pager: Pager = Pager()
    q: str = ""
    payment: str = ""
    first: str = ""
    last: str = ""
    form_key: str = ""
    export_href: str = EXPORT
    news: str = ""
    is_filtered: bool = False
    _query: dict[str, str] = {}

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> Any:
        caller = await self._principal()
        query = self.router.url.query_parameters
        wanted = OrderFilter.of(query)
        self._show_filter(wanted)
        async with read_session() as session:
            counts = await directory.count_by_status(session, caller)
            page = await directory.list_orders(session, caller, wanted, page=page_number(query))
        self.tabs = status_tabs(wanted.status, self._query, counts)
        self.rows = [OrderRow.of(order) for order in page.items]
        self.pager = Pager.of(page, PATH, self._query, noun="order")
        self.news = ""
        return OrdersState.watch

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {key: str(form_data.get(key, "")) for key in ("q", "payment", "from", "to")}
        wanted = OrderFilter.of({**self._query, **sent})
        return rx.redirect(address(PATH, wanted.query()))

    @rx.event(background=True)
    @requires(Caller.STAFF)
    async def watch(self) -> AsyncIterator[None]:
        """Says that orders moved on since the list was read."""
        moved: set[str] = set()
        async with subscribe(ORDERS) as changes:
            async for order_id in changes:
                if not order_id:
                    continue
                moved.add(order_id)
                async with self:
                    if not (await self._principal()).is_staff:
                        return
                    self.news = f"{quantity(len(moved), 'order')} changed"
                yield

    def _show_filter(self, wanted: OrderFilter) -> None:
        self._query = wanted.query()
        self.q, self.payment = wanted.text, self._query.get("payment", "")
        self.first, self.last = self._query.get("from", ""), self._query.get("to", "")
        self.is_filtered = bool(self._query)
        self.form_key = address(PATH, self._query)
        self.export_href = address(EXPORT, self._query)
