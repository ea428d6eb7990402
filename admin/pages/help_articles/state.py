from typing import Any

import reflex as rx

from admin.pages.help_articles.views import PATH, ArticleRow
from admin.state.panels import PanelState
from core.content.edit_help import create_article, list_for_staff
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

SIZE = 50


class HelpArticlesState(LoadState, PanelState, SessionState):
    rows: list[ArticleRow] = []
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
        self.rows = [ArticleRow.of(article) for article in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="article")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def create(self, form_data: dict[str, Any]) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            made = await create_article(
                session,
                caller,
                title=str(form_data.get("title", "")),
                section=str(form_data.get("section", "")),
            )
        self._finish()
        return rx.redirect(f"{PATH}/{made.slug}")
