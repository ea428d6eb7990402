from typing import Any

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from admin.pages.vendors.views import PATH, VendorRow, status_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, changed, page_number
from core.vendors import directory
from core.vendors.models import VendorStatus


class VendorsState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[VendorRow] = []
    pager: Pager = Pager()
    q: str = ""
    is_queue: bool = False
    form_key: str = ""
    _status: VendorStatus | None = None

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q, self._status = text_of(query), one_of(VendorStatus, query, "status")
        self.is_queue = self._status is VendorStatus.IN_REVIEW and not self.q
        async with read_session() as session:
            counts = await directory.count_by_status(session, caller)
            page = await self._read(session, caller, page_number(query))
        self.tabs = status_tabs(self._status, self._query(), counts)
        self.rows = list(page.items)
        self.pager = Pager.of(page, PATH, self._query(), noun="workshop")
        self.form_key = address(PATH, self._query())

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(changed(PATH, self._query(), q=text_of(sent)))

    async def _read(
        self, session: AsyncSession, caller: Principal, number: int
    ) -> Page[VendorRow]:
        if self.is_queue:
            queue = await directory.list_review_queue(session, caller, page=number)
            return queue.map(lambda row: VendorRow.of(*row))
        found = await directory.list_vendors(
            session, caller, status=self._status, search=self.q, page=number
        )
        return found.map(VendorRow.of)

    def _query(self) -> dict[str, str]:
        return kept(q=self.q, status=self._status)
