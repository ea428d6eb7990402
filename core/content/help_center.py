"""The help center: articles by section, by words, one by one; and whether they helped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.description import plain_text
from core.content import help_queries
from core.content.errors import ArticleNotFound
from core.content.help_search import find_slugs
from core.content.markdown import to_html
from core.content.models import Audience, HelpArticle

LONGEST_EXCERPT = 160
BEFORE_STOP = re.compile(r" (?=[.,;:!?])")  # where a tag ended
MOST_RELATED = 4


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    slug: str
    title: str
    section: str
    audience: Audience
    excerpt: str

    @classmethod
    def of(cls, article: HelpArticle) -> Self:
        words = BEFORE_STOP.sub("", plain_text(to_html(article.body)))
        if article.summary:
            words = article.summary
        excerpt = words[:LONGEST_EXCERPT]
        if len(words) > LONGEST_EXCERPT:
            excerpt = f"{excerpt.rsplit(' ', 1)[0]} …"
        return cls(article.slug, article.title, article.section, article.audience, excerpt)


@dataclass(frozen=True, slots=True)
class HelpSection:
    name: str
    articles: tuple[ArticleSummary, ...]


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    slug: str
    title: str
    section: str
    audience: Audience
    html: str
    summary: str
    updated_on: date
    related: tuple[ArticleSummary, ...]


async def list_sections(session: AsyncSession) -> list[HelpSection]:
    """Sections in the order of their first article."""
    found: dict[str, list[ArticleSummary]] = {}
    for article in await help_queries.list_articles(session):
        found.setdefault(article.section, []).append(ArticleSummary.of(article))
    return [HelpSection(name, tuple(articles)) for name, articles in found.items()]


async def find_articles(session: AsyncSession, words: str) -> list[ArticleSummary]:
    """Articles that have all the words; if none has, those that have some."""
    articles = await help_queries.list_articles(session)
    slugs = find_slugs(articles, words) or find_slugs(articles, words, relaxed=True)
    return _picked(articles, slugs)


async def get_article(session: AsyncSession, slug: str) -> ArticleDetail:
    articles = await help_queries.list_articles(session)
    article = next((each for each in articles if each.slug == slug), None)
    if article is None:
        raise ArticleNotFound(slug)
    return ArticleDetail(
        article.slug,
        article.title,
        article.section,
        article.audience,
        to_html(article.body),
        ArticleSummary.of(article).excerpt,
        article.updated_on,
        tuple(_related(articles, article)),
    )


async def vote(session: AsyncSession, slug: str, visitor: bytes, *, is_helpful: bool) -> None:
    article = await help_queries.get_article(session, slug)
    if not article.is_published:
        raise ArticleNotFound(slug)
    await help_queries.put_vote(session, article.id, visitor, is_helpful=is_helpful)


def _related(articles: Sequence[HelpArticle], article: HelpArticle) -> list[ArticleSummary]:
    """What its title finds, then what stands beside it."""
    beside = [each.slug for each in articles if each.section == article.section]
    found = [*find_slugs(articles, article.title, relaxed=True), *beside]
    slugs = [slug for slug in dict.fromkeys(found) if slug != article.slug]
    return _picked(articles, slugs[:MOST_RELATED])


def _picked(articles: Sequence[HelpArticle], slugs: Sequence[str]) -> list[ArticleSummary]:
    by_slug = {article.slug: article for article in articles}
    return [ArticleSummary.of(by_slug[slug]) for slug in slugs]
