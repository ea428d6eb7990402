from dataclasses import dataclass, field
from typing import Self

from core.content.help_center import ArticleSummary, HelpSection
from core.content.models import Audience


@dataclass(frozen=True, slots=True)
class ArticleLink:
    href: str = ""
    title: str = ""
    section: str = ""
    excerpt: str = ""
    is_for_workshops: bool = False

    @classmethod
    def of(cls, article: ArticleSummary) -> Self:
        return cls(
            f"/help/{article.slug}",
            article.title,
            article.section,
            article.excerpt,
            article.audience is Audience.VENDOR,
        )


@dataclass(frozen=True, slots=True)
class SectionView:
    name: str = ""
    articles: list[ArticleLink] = field(default_factory=list[ArticleLink])

    @classmethod
    def of(cls, section: HelpSection) -> Self:
        return cls(section.name, [ArticleLink.of(each) for each in section.articles])
