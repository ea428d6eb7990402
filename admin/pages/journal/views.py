from dataclasses import dataclass, field
from typing import Self

from core.content.edit_journal import Edited
from core.content.journal import rendered
from core.content.models import JournalArticle
from core.settings import AppName, settings
from core.ui.format import day

PATH = "/content/journal"


@dataclass(frozen=True, slots=True)
class StoryRow:
    slug: str = ""
    href: str = ""
    title: str = ""
    maker: str = ""
    told: str = ""
    is_published: bool = False

    @classmethod
    def of(cls, article: JournalArticle, maker: str) -> Self:
        return cls(
            slug=article.slug,
            href=f"{PATH}/{article.slug}",
            title=article.title,
            maker=maker,
            told=day(article.published_at) if article.published_at else "",
            is_published=article.is_published,
        )


@dataclass(frozen=True, slots=True)
class PictureRow:
    """``mark`` is what shows it in the text."""

    id: str = ""
    src: str = ""
    alt: str = ""
    mark: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class EditedView:
    slug: str = ""
    title: str = ""
    summary: str = ""
    byline: str = ""
    body: str = ""
    html: str = ""
    maker: str = ""
    pieces: str = ""
    page_href: str = ""
    revision: int = 0
    is_published: bool = False
    pictures: list[PictureRow] = field(default_factory=list[PictureRow])

    @classmethod
    def of(cls, edited: Edited) -> Self:
        article = edited.article
        return cls(
            slug=article.slug,
            title=article.title,
            summary=article.summary,
            byline=article.byline,
            body=article.body,
            html=rendered(article.body, [each for _, each in edited.pictures]),
            maker=edited.maker.slug if edited.maker else "",
            pieces="\n".join(edited.pieces),
            page_href=f"{settings().origin(AppName.STOREFRONT)}/journal/{article.slug}",
            revision=article.revision,
            is_published=article.is_published,
            pictures=[
                PictureRow(
                    str(picture_id),
                    each.picture.url(360),
                    each.alt,
                    f"![{each.alt or 'What it shows'}]({number})",
                    number,
                )
                for number, (picture_id, each) in enumerate(edited.pictures, 1)
            ],
        )
