from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.content.errors import ArticleNotFound
from core.content.models import HelpArticle, HelpVote
from core.kernel.pagination import Page, clamp

MOST_ARTICLES = 500


async def list_articles(
    session: AsyncSession, *, with_drafts: bool = False
) -> Sequence[HelpArticle]:
    statement = select(HelpArticle).order_by(col(HelpArticle.position), col(HelpArticle.id))
    if not with_drafts:
        statement = statement.where(col(HelpArticle.is_published))
    return (await session.exec(statement.limit(MOST_ARTICLES))).all()


async def page_of_articles(
    session: AsyncSession, *, number: int, size: int
) -> Page[HelpArticle]:
    """Drafts, too, in the order of the help center."""
    number, size = clamp(number, size)
    total = await session.scalar(select(func.count()).select_from(HelpArticle))
    statement = (
        select(HelpArticle)
        .order_by(col(HelpArticle.position), col(HelpArticle.id))
        .offset((number - 1) * size)
        .limit(size)
    )
    return Page((await session.exec(statement)).all(), total or 0, number, size)


async def get_article(session: AsyncSession, slug: str) -> HelpArticle:
    statement = select(HelpArticle).where(col(HelpArticle.slug) == slug)
    found = (await session.exec(statement)).first()
    if found is None:
        raise ArticleNotFound(slug)
    return found


async def list_slugs(session: AsyncSession, base: str) -> Sequence[str]:
    statement = select(HelpArticle.slug).where(
        col(HelpArticle.slug).startswith(base, autoescape=True)
    )
    return (await session.exec(statement)).all()


async def next_position(session: AsyncSession) -> int:
    return (await session.scalar(select(func.max(HelpArticle.position))) or 0) + 1


async def lock_article(session: AsyncSession, slug: str) -> HelpArticle:
    statement = select(HelpArticle).where(col(HelpArticle.slug) == slug).with_for_update()
    found = (await session.exec(statement)).first()
    if found is None:
        raise ArticleNotFound(slug)
    return found


async def put_vote(
    session: AsyncSession, article_id: UUID, visitor: bytes, *, is_helpful: bool
) -> None:
    """One vote for an article, visitor and day; a later one takes the place of the first."""
    values = HelpVote(article_id=article_id, visitor=visitor, is_helpful=is_helpful)
    statement = insert(HelpVote).values(values.model_dump())
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["article_id", "visitor"], set_={"is_helpful": is_helpful}
        )
    )


async def count_votes(
    session: AsyncSession, since: datetime | None = None
) -> dict[UUID, tuple[int, int]]:
    """Yes and no by article."""
    yes = func.count().filter(col(HelpVote.is_helpful))
    statement = select(HelpVote.article_id, yes, func.count()).group_by(
        col(HelpVote.article_id)
    )
    if since is not None:
        statement = statement.where(col(HelpVote.created_at) >= since)
    rows = (await session.exec(statement)).all()
    return {article: (helped, votes - helped) for article, helped, votes in rows}
