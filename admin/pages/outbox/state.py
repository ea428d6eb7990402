from typing import Any

import reflex as rx

from admin.pages.outbox.views import PATH, MailRow, kind_options, status_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session
from core.notifications import outbox
from core.notifications.models import MailStatus
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number

SIZE = 25


class OutboxState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[MailRow] = []
    kinds: list[tuple[str, str]] = []
    pager: Pager = Pager()
    q: str = ""
    kind: str = ""
    form_key: str = ""
    is_filtered: bool = False
    _status: MailStatus | None = None

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q, self.kind = text_of(query), text_of(query, "kind")
        self._status = one_of(MailStatus, query, "status")
        async with read_session() as session:
            counts = await outbox.count_by_status(session, caller)
            kinds = await outbox.list_kinds(session, caller)
            page = await outbox.list_mails(
                session,
                caller,
                search=self.q,
                kind=self.kind,
                status=self._status,
                page=page_number(query),
                size=SIZE,
            )
        self.tabs = status_tabs(self._status, self._query(), counts)
        self.kinds = kind_options(kinds)
        self.rows = [MailRow.of(mail) for mail in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="mail")
        self.form_key = address(PATH, self._query())
        self.is_filtered = bool(self._query())

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in ("q", "kind")}
        chosen = kept(q=text_of(sent), kind=text_of(sent, "kind"), status=self._status)
        return rx.redirect(address(PATH, chosen))

    def _query(self) -> dict[str, str]:
        return kept(q=self.q, kind=self.kind, status=self._status)
