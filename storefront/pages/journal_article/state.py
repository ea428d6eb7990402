from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from core.content.journal import Story, get_story
from core.db.session import read_session
from core.seo.journal import story_head
from core.ui.format import day
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from core.ui.rendering.shared_loads import shared
from storefront.components.product_card import ProductCard
from storefront.state.head import HeadState
from storefront.state.shell import ShellState


@dataclass(frozen=True, slots=True)
class StoryView:
    title: str = ""
    summary: str = ""
    told: str = ""
    html: str = ""
    maker: str = ""
    maker_href: str = ""
    maker_facts: str = ""
    selvedge: str = ""

    @classmethod
    def of(cls, story: Story) -> Self:
        told = story.summary
        by = f"By {told.byline}, " if told.byline else ""
        facts = (story.maker_craft.capitalize(), story.maker_town)
        return cls(
            title=told.title,
            summary=told.summary,
            told=f"{by}{day(told.published_at)}",
            html=story.html,
            maker=story.maker,
            maker_href=f"/shop/{story.maker_slug}" if story.maker else "",
            maker_facts=", ".join(fact for fact in facts if fact),
            selvedge=story.maker_selvedge,
        )


class StoryState(LoadState, HeadState, ShellState):
    if TYPE_CHECKING:
        slug: str  # from the route, /journal/[slug]

    story: StoryView = StoryView()
    pieces: list[ProductCard] = []

    @rx.event
    @public
    @shared
    @page_load
    async def load(self) -> None:
        async with read_session() as session:
            found = await get_story(session, self.slug, self._preferences().currency)
        self.story = StoryView.of(found)
        self.pieces = [ProductCard.of(card) for card in found.pieces]
        self._tell(story_head(found))
