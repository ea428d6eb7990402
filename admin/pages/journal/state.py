from typing import Any

import reflex as rx

from admin.pages.journal.views import PATH, StoryRow
from admin.state.panels import PanelState
from core.content.edit_journal import create_article, list_for_staff
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

SIZE = 50


class JournalState(LoadState, PanelState, SessionState):
    rows: list[StoryRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_for_staff(session, caller, number=number, size=SIZE)
        self.rows = [
            StoryRow.of(article, vendor.name if vendor else "")
            for article, vendor in page.items
        ]
        self.pager = Pager.of(page, PATH, {}, noun="article")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            made = await create_article(session, caller, str(form_data.get("title", "")))
        self._finish()
        return rx.redirect(f"{PATH}/{made.slug}")
