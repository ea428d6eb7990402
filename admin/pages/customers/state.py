from typing import Any

import reflex as rx

from admin.pages.customers.views import PATH, CustomerRow
from admin.state.filters import kept, text_of
from core.db.session import read_session
from core.identity.list_users import list_users
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number


class CustomersState(LoadState, SessionState):
    rows: list[CustomerRow] = []
    pager: Pager = Pager()
    q: str = ""
    form_key: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q = text_of(query)
        async with read_session() as session:
            page = await list_users(session, caller, search=self.q, page=page_number(query))
        self.rows = [CustomerRow.of(user) for user in page.items]
        self.pager = Pager.of(page, PATH, kept(q=self.q), noun="account")
        self.form_key = address(PATH, kept(q=self.q))

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(address(PATH, kept(q=text_of(sent))))
