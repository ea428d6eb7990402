from typing import Any

import reflex as rx

from admin.pages.audit.views import PATH, AuditRow
from admin.state.filters import kept, text_of
from core.db.session import read_session
from core.identity import audit
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, changed, page_number

SIZE = 50


class AuditState(LoadState, SessionState):
    rows: list[AuditRow] = []
    pager: Pager = Pager()
    q: str = ""
    action: str = ""
    object: str = ""
    form_key: str = ""
    clear_object_href: str = ""
    is_filtered: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q, self.action = text_of(query, "actor"), text_of(query, "action")
        self.object = text_of(query, "object")
        async with read_session() as session:
            page = await audit.list_entries(
                session,
                caller,
                actor=self.q,
                action=self.action,
                object_id=self.object,
                page=page_number(query),
                size=SIZE,
            )
        self.rows = [AuditRow.of(entry) for entry in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="act")
        self.form_key = address(PATH, self._query())
        self.clear_object_href = changed(PATH, self._query(), object=None)
        self.is_filtered = bool(self._query())

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in ("q", "action")}
        chosen = kept(actor=text_of(sent), action=text_of(sent, "action"), object=self.object)
        return rx.redirect(address(PATH, chosen))

    def _query(self) -> dict[str, str]:
        return kept(actor=self.q, action=self.action, object=self.object)
