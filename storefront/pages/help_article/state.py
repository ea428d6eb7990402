from typing import TYPE_CHECKING

import reflex as rx

from core.content.help_center import get_article
from core.content.models import Audience
from core.db.session import read_session
from core.seo.pages import text_head
from core.settings import settings
from core.ui.format import day
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.pages.help.views import ArticleLink
from storefront.state.head import HeadState
from storefront.state.shell import ShellState

TRAIL = [("Home", "/"), ("Help", "/help")]
THANKS = {
    "yes": "Thank you. Good to know that it helped.",
    "no": "Thank you. We read these articles again where they do not help.",
}


class HelpArticleState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /help/[slug]

    article_slug: str = ""
    title: str = ""
    section: str = ""
    summary: str = ""
    html: str = ""
    updated: str = ""
    is_for_workshops: bool = False
    related: list[ArticleLink] = []
    thanks: str = ""
    contact: str = ""

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            article = await get_article(session, self.slug)
        self._tell(
            text_head(
                article.title,
                article.summary,
                f"/help/{article.slug}",
                trail=TRAIL,
                modified_on=article.updated_on,
            )
        )
        self.article_slug, self.title = article.slug, article.title
        self.section, self.summary, self.html = article.section, article.summary, article.html
        self.updated = f"Updated {day(article.updated_on)}"
        self.is_for_workshops = article.audience is Audience.VENDOR
        self.related = [ArticleLink.of(each) for each in article.related]
        self.thanks = THANKS.get(self.router.url.query_parameters.get("voted", ""), "")
        self.contact = settings().operator_email
