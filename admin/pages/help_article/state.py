from typing import TYPE_CHECKING, Any

import reflex as rx

from admin.pages.help_articles.views import PATH, ArticleView
from admin.state.panels import PanelState
from core.content.edit_help import LONGEST_BODY, delete_article, edit_article, get_for_staff
from core.content.markdown import to_html
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class HelpArticleState(LoadState, PanelState, SessionState):
    if TYPE_CHECKING:
        article_slug: str  # from the route, /content/help/[article_slug]

    article: ArticleView = ArticleView()
    preview: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        self.revision += 1
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def show_preview(self, body: str) -> None:
        self.preview = to_html(str(body)[:LONGEST_BODY])

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await edit_article(
                session,
                caller,
                self.article.slug,
                revision=self.article.revision,
                title=str(form_data.get("title", "")),
                body=str(form_data.get("body", "")),
                is_published=bool(form_data.get("is_published")),
                summary=str(form_data.get("summary", "")),
                section=str(form_data.get("section", "")),
            )
        self.done = "Saved. The shop shows it from now on."
        await self._show()
        if not self.article.is_published:
            self.done = "Saved. The shop does not show it."

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def delete(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            await delete_article(session, caller, self.article.slug)
        self._finish()
        return rx.redirect(PATH)

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            article = await get_for_staff(session, caller, self.article_slug)
        self.article = ArticleView.of(article)
        self.preview = self.article.html
