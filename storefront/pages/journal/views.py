from dataclasses import dataclass, field
from typing import Self

from core.content.journal import StorySummary
from core.ui.components.media import ImageView
from core.ui.format import day
from storefront.components.pictures import picture_view


@dataclass(frozen=True, slots=True)
class StoryCard:
    href: str = ""
    title: str = ""
    summary: str = ""
    told: str = ""
    has_image: bool = False
    image: ImageView = field(default_factory=ImageView)

    @classmethod
    def of(cls, story: StorySummary) -> Self:
        cover = story.cover
        by = f"{story.byline}, " if story.byline else ""
        return cls(
            href=f"/journal/{story.slug}",
            title=story.title,
            summary=story.summary,
            told=f"{by}{day(story.published_at)}",
            has_image=cover is not None,
            image=picture_view(cover.picture, cover.alt) if cover else ImageView(),
        )
