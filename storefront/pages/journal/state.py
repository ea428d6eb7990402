import reflex as rx

from core.content.journal import list_stories
from core.db.session import read_session
from core.seo.pages import Listed, list_head
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.rendering.shared_loads import shared
from core.ui.urls import page_number
from storefront.pages.journal.views import StoryCard
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

PATH = "/journal"
DESCRIPTION = "Visits to workshops, how materials are worked, and how pieces are looked after."


class JournalState(LoadState, HeadState, ShellState):
    stories: list[StoryCard] = []
    pager: Pager = Pager()

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            page = await list_stories(session, number=number)
        self.stories = [StoryCard.of(story) for story in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="article")
        items = [(story.title, story.href) for story in self.stories]
        listed = Listed(items, page.total, page.number)
        self._tell(list_head("Journal", DESCRIPTION, PATH, listed))
