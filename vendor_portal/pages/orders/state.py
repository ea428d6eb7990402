from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from core.db.session import read_session
from core.orders import queries as orders
from core.orders.subscribers import vendor_channel
from core.ui.guards import Caller, requires
from core.ui.live import subscribe
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number
from vendor_portal.pages.orders.views import PATH, VIEWS, OrderRow, ViewTab

SIZE = 25
LONGEST = 60


class OrdersState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[OrderRow] = []
    pager: Pager = Pager()
    q: str = ""
    view: str = "all"
    has_changes: bool = False

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> Any:
        caller = await self._principal()
        vendor_id = caller.require_vendor()
        query = self.router.url.query_parameters
        self.view = query.get("view", "all") if query.get("view") in VIEWS else "all"
        self.q = query.get("q", "")[:LONGEST]
        async with read_session() as session:
            counts = await orders.count_of_vendor_by_status(session, vendor_id)
            page = await orders.list_of_vendor(
                session,
                vendor_id,
                statuses=VIEWS[self.view][1],
                text=self.q,
                page=page_number(query),
                size=SIZE,
            )
        self.tabs = [ViewTab.of(slug, self.view, self._query(), counts) for slug in VIEWS]
        self.rows = [OrderRow.of(row) for row in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="order")
        self.has_changes = False
        return OrdersState.watch

    @rx.event
    @requires(Caller.VENDOR)
    def search(self, form_data: dict[str, Any]) -> Any:
        text = str(form_data.get("q", "")).strip()[:LONGEST]
        return rx.redirect(changed(PATH, self._query(), q=text))

    @rx.event(background=True)
    @requires(Caller.VENDOR)
    async def watch(self) -> AsyncIterator[None]:
        """Says that the list is older than the orders; it does not move under the cursor."""
        async with self:
            caller = await self._principal()
        if caller.vendor_id is None:
            return
        async with subscribe(vendor_channel(caller.vendor_id)) as changes:
            async for message in changes:
                if message is None:
                    continue
                async with self:
                    self.has_changes = True
                yield

    def _query(self) -> dict[str, str]:
        view = self.view if self.view != "all" else ""
        return {key: text for key, text in (("view", view), ("q", self.q)) if text}
