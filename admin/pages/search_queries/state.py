from typing import Any

import reflex as rx

from admin.pages.search_queries.views import DAYS, DEFAULT_DAYS, PATH, QueryRow, kind_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session
from core.search.insight_queries import Kind, count_asked, list_asked
from core.search.words import normal
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number


class QueriesState(LoadState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[QueryRow] = []
    pager: Pager = Pager()
    q: str = ""
    days: str = DEFAULT_DAYS
    form_key: str = ""
    is_filtered: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        kind = one_of(Kind, query, "kind") or Kind.TOP
        self.q, self.days = text_of(query), _days(query.get("days", ""))
        chosen = kept(q=self.q, days=self.days if self.days != DEFAULT_DAYS else "")
        async with read_session() as session:
            counts = await count_asked(session, caller, days=int(self.days))
            page = await list_asked(
                session,
                caller,
                kind,
                days=int(self.days),
                part=normal(self.q),
                page=page_number(query),
            )
        self.rows = [QueryRow.of(facts) for facts in page.items]
        self.tabs = kind_tabs(kind, chosen, counts)
        self.pager = Pager.of(page, PATH, {**chosen, "kind": kind.value}, noun="query")
        self.form_key = address(PATH, chosen)
        self.is_filtered = bool(self.q)

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in ("q", "days")}
        kind = one_of(Kind, self.router.url.query_parameters, "kind")
        chosen = kept(kind=kind, q=text_of(sent), days=_days(sent["days"]))
        return rx.redirect(address(PATH, chosen))


def _days(raw: str) -> str:
    return raw if raw in dict(DAYS) else DEFAULT_DAYS
