"""Help articles, kept by staff."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.slugs import free_slug, slugify
from core.content import help_queries
from core.content.errors import ArticleChanged, ArticleIncomplete
from core.content.models import Audience, HelpArticle
from core.db.page_purge import drop_pages
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.page_tags import EVERYTHING
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.kernel.text import one_line

LONGEST_TITLE, LONGEST_BODY, LONGEST_SUMMARY, LONGEST_SECTION = 120, 20_000, 300, 40


async def list_for_staff(
    session: AsyncSession, staff: Principal, *, number: int, size: int
) -> Page[HelpArticle]:
    staff.require_staff()
    return await help_queries.page_of_articles(session, number=number, size=size)


async def get_for_staff(session: AsyncSession, staff: Principal, slug: str) -> HelpArticle:
    staff.require_staff()
    return await help_queries.get_article(session, slug)


async def create_article(
    session: AsyncSession, staff: Principal, *, title: str, section: str
) -> HelpArticle:
    """Hidden until it is published, at the end of its section. The address is made from the
    title, once.
    """
    staff.require_staff()
    title, section = one_line(title, LONGEST_TITLE), one_line(section, LONGEST_SECTION)
    if not title:
        raise ArticleIncomplete("The article needs a title.", field="title")
    if not section:
        raise ArticleIncomplete("Say under which heading it stands.", field="section")
    base = slugify(title, longest=70, otherwise="article")
    article = HelpArticle(
        slug=free_slug(base, await help_queries.list_slugs(session, base)),
        title=title,
        section=section,
        audience=Audience.BOTH,
        position=await help_queries.next_position(session),
        body="",
        updated_on=utc_now().date(),
        is_published=False,
    )
    session.add(article)
    await session.flush()
    await audit.record(
        session, staff, "content.create_help", "help_article", article.id, f"“{title}”"
    )
    return article


async def delete_article(session: AsyncSession, staff: Principal, slug: str) -> None:
    """With what readers said of it."""
    staff.require_staff()
    article = await help_queries.lock_article(session, slug)
    await session.delete(article)
    await session.flush()
    drop_pages(session, EVERYTHING)
    await audit.record(
        session, staff, "content.delete_help", "help_article", article.id,
        f"“{article.title}”", body_before=article.body,
    )  # fmt: skip


async def edit_article(
    session: AsyncSession,
    staff: Principal,
    slug: str,
    *,
    revision: int,
    title: str,
    body: str,
    is_published: bool,
    summary: str = "",
    section: str = "",
) -> HelpArticle:
    """``revision`` is the one that was read: nobody writes over what they have not seen. The
    address stays, as links to it are out in the world. Without a ``section`` it stays in its
    own.
    """
    staff.require_staff()
    article = await help_queries.lock_article(session, slug)
    if article.revision != revision:
        raise ArticleChanged
    title, body = _checked(title, body)
    summary = one_line(summary, LONGEST_SUMMARY)
    section = one_line(section, LONGEST_SECTION) or article.section
    before = (
        article.title, article.body, article.is_published, article.summary, article.section,
    )  # fmt: skip
    if before == (title, body, is_published, summary, section):
        return article
    if before[:2] != (title, body):
        article.updated_on = utc_now().date()
    article.title, article.body, article.is_published = title, body, is_published
    article.summary, article.section = summary, section
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
