from dataclasses import dataclass
from typing import Self

from core.content.markdown import to_html
from core.content.models import HelpArticle
from core.settings import AppName, settings
from core.ui.format import day

PATH = "/content/help"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    slug: str = ""
    href: str = ""
    title: str = ""
    section: str = ""
    updated: str = ""
    is_published: bool = False

    @classmethod
    def of(cls, article: HelpArticle) -> Self:
        return cls(
            slug=article.slug,
            href=f"{PATH}/{article.slug}",
            title=article.title,
            section=article.section,
            updated=day(article.updated_on),
            is_published=article.is_published,
        )


@dataclass(frozen=True, slots=True)
class ArticleView:
    """``html`` is what the shop shows of the stored text."""

    slug: str = ""
    title: str = ""
    summary: str = ""
    section: str = ""
    body: str = ""
    html: str = ""
    page_href: str = ""
    revision: int = 0
    is_published: bool = False

    @classmethod
    def of(cls, article: HelpArticle) -> Self:
        return cls(
            slug=article.slug,
            title=article.title,
            summary=article.summary,
            section=article.section,
            body=article.body,
            html=to_html(article.body),
            page_href=f"{settings().origin(AppName.STOREFRONT)}/help/{article.slug}",
            revision=article.revision,
            is_published=article.is_published,
        )
