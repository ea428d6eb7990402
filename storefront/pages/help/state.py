import reflex as rx

from core.content.help_center import find_articles, list_sections
from core.db.session import read_session
from core.seo.pages import text_head
from core.settings import settings
from core.ui.format import quantity
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.pages.help.views import ArticleLink, SectionView
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

LONGEST_TEXT = 120
DESCRIPTION = "Answers about orders, delivery, returns and selling on EcoMarket."


class HelpState(LoadState, HeadState, ShellState):
    """Sections, or with words the articles that answer them."""

    words: str = ""
    summary: str = ""
    sections: list[SectionView] = []
    found: list[ArticleLink] = []
    contact: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        query = self.router.url.query_parameters
        self.words = query.get("q", "").strip()[:LONGEST_TEXT]
        self.contact = settings().operator_email
        self._tell(text_head("Help", DESCRIPTION, "/help", is_indexed=not self.words))
        async with read_session() as session:
            self.sections = [SectionView.of(each) for each in await list_sections(session)]
            found = await find_articles(session, self.words) if self.words else []
        self.found = [ArticleLink.of(article) for article in found]
        self.summary = f"{quantity(len(found), 'article')} for “{self.words}”"
