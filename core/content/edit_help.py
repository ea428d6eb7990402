"""Help articles, kept by staff."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content import help_queries
from core.content.errors import ArticleChanged, ArticleIncomplete
from core.content.models import HelpArticle
from core.db.page_purge import drop_pages
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.page_tags import EVERYTHING
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.kernel.text import one_line

LONGEST_TITLE, LONGEST_BODY = 120, 20_000


async def list_for_staff(
    session: AsyncSession, staff: Principal, *, number: int, size: int
) -> Page[HelpArticle]:
    staff.require_staff()
    return await help_queries.page_of_articles(session, number=number, size=size)


async def get_for_staff(session: AsyncSession, staff: Principal, slug: str) -> HelpArticle:
    staff.require_staff()
    return await help_queries.get_article(session, slug)


async def edit_article(
    session: AsyncSession,
    staff: Principal,
    slug: str,
    *,
    revision: int,
    title: str,
    body: str,
    is_published: bool,
) -> HelpArticle:
    """``revision`` is the one that was read: nobody writes over what they have not seen. The
    address stays, as links to it are out in the world.
    """
    staff.require_staff()
    article = await help_queries.lock_article(session, slug)
    if article.revision != revision:
        raise ArticleChanged
    title, body = _checked(title, body)
    before = (article.title, article.body, article.is_published)
    if before == (title, body, is_published):
        return article
    if before[:2] != (title, body):
        article.updated_on = utc_now().date()
    article.title, article.body, article.is_published = title, body, is_published
    article.revision += 1
    await session.flush()
    drop_pages(session, EVERYTHING)
    await audit.record(
        session, staff, "content.edit_help", "help_article", article.id,
        f"“{title}” is {'published' if is_published else 'hidden'}, revision "
        f"{article.revision}",
        title_before=before[0], body_before=before[1],
    )  # fmt: skip
    return article


def _checked(title: str, body: str) -> tuple[str, str]:
    title = one_line(title, LONGEST_TITLE)
    body = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not title:
        raise ArticleIncomplete("The article needs a title.", field="title")
    if not body:
        raise ArticleIncomplete("The article needs a text.", field="body")
    if len(body) > LONGEST_BODY:
        raise ArticleIncomplete(f"At most {LONGEST_BODY:,} characters.", field="body")
    return title, body
