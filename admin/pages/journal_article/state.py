from typing import TYPE_CHECKING, Any

import reflex as rx

from admin.pages.journal.views import PATH, EditedView
from admin.state.panels import PanelState
from core.content import edit_journal
from core.content.edit_journal import Draft
from core.content.markdown import to_html
from core.db.session import read_session, transaction
from core.ui.acting import acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class StoryState(LoadState, PanelState, SessionState):
    if TYPE_CHECKING:
        article_slug: str  # from the route, /content/journal/[article_slug]

    story: EditedView = EditedView()
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
        sources = {str(each.number): each.src for each in self.story.pictures}
        self.preview = to_html(str(body)[: edit_journal.LONGEST_BODY], pictures=sources)

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def save(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await edit_journal.edit_article(
                session,
                caller,
                self.story.slug,
                _draft(form_data),
                revision=self.story.revision,
            )
        await self._show()
        is_shown = self.story.is_published
        self.done = f"Saved. The shop {'shows' if is_shown else 'does not show'} it."

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def add_pictures(self, answers: list[dict[str, Any]]) -> None:
        ids = [read_id(a.get("id")) for a in answers if a.get("kind") == "image"]
        caller = await self._principal()
        async with transaction() as session:
            await edit_journal.add_pictures(session, caller, self.story.slug, ids)
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def describe(self, form_data: dict[str, Any]) -> None:
        caller, picture = await self._principal(), read_id(form_data.get("picture"))
        alt = str(form_data.get("alt", ""))
        async with transaction() as session:
            await edit_journal.describe_picture(session, caller, self.story.slug, picture, alt)
        await self._show()
        self.done = "Saved."

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def remove_picture(self, picture_id: str) -> None:
        caller, picture = await self._principal(), read_id(picture_id)
        async with transaction() as session:
            await edit_journal.remove_picture(session, caller, self.story.slug, picture)
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def delete(self) -> Any:
        caller = await self._principal()
        async with transaction() as session:
            await edit_journal.delete_article(session, caller, self.story.slug)
        self._finish()
        return rx.redirect(PATH)

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            edited = await edit_journal.get_for_staff(session, caller, self.article_slug)
        self.story = EditedView.of(edited)
        self.preview = self.story.html


def _draft(sent: dict[str, Any]) -> Draft:
    return Draft(
        title=str(sent.get("title", "")),
        summary=str(sent.get("summary", "")),
        byline=str(sent.get("byline", "")),
        body=str(sent.get("body", "")),
        maker=str(sent.get("maker", "")),
        pieces=str(sent.get("pieces", "")).splitlines(),
        is_published=bool(sent.get("is_published")),
    )
