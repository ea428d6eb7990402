"""Articles of the journal, kept by staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import guide_queries as guides
from core.catalog.slugs import free_slug, slugify
from core.content import journal_queries as queries
from core.content.errors import ArticleChanged, ArticleIncomplete, NoSuchStory
from core.content.journal import Illustration, illustration
from core.content.models import JournalArticle, JournalPicture, JournalPiece
from core.db.page_purge import drop_pages
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.page_tags import EVERYTHING
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.kernel.text import one_line
from core.media.delete_media import delete_unused
from core.vendors.models import Vendor
from core.vendors.queries import find_by_slug

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BYLINE, LONGEST_BODY = 120, 300, 80, 40_000
LONGEST_ALT, MOST_PICTURES, MOST_PIECES = 300, 30, 24


@dataclass(frozen=True, slots=True)
class Draft:
    """What an operator typed. ``maker`` and ``pieces`` are addresses in the shop."""

    title: str
    summary: str = ""
    byline: str = ""
    body: str = ""
    maker: str = ""
    pieces: Sequence[str] = ()
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    article: JournalArticle
    maker: Vendor | None
    pieces: Sequence[str]
    pictures: Sequence[tuple[UUID, Illustration]]


async def list_for_staff(
    session: AsyncSession, staff: Principal, *, number: int, size: int
) -> Page[queries.Row]:
    staff.require_staff()
    return await queries.page_of_articles(session, number=number, size=size, with_drafts=True)


async def get_for_staff(session: AsyncSession, staff: Principal, slug: str) -> Edited:
    staff.require_staff()
    found = await queries.find_article(session, slug)
    if found is None:
        raise NoSuchStory(slug)
    article, maker = found
    rows = (await queries.list_pictures(session, [article.id])).get(article.id, [])
    shown = [(row[0].id, made) for row in rows if (made := illustration(*row))]
    pieces = [piece for _, piece in await queries.list_pieces(session, article.id)]
    return Edited(article, maker, pieces, shown)


async def create_article(session: AsyncSession, staff: Principal, title: str) -> JournalArticle:
    """A draft. The address is made from the title, once."""
    staff.require_staff()
    title = _title(title)
    base = slugify(title, longest=70, otherwise="article")
    article = JournalArticle(
        slug=free_slug(base, await queries.list_slugs(session, base)),
        title=title,
        summary="",
        body="",
    )
    session.add(article)
    await session.flush()
    await _tell(session, staff, "create_article", article)
    return article


async def edit_article(
    session: AsyncSession, staff: Principal, slug: str, draft: Draft, *, revision: int
) -> JournalArticle:
    """``revision`` is the one that was read: nobody writes over what they have not seen."""
    staff.require_staff()
    article = await queries.lock_article(session, slug)
    if article.revision != revision:
        raise ArticleChanged
    article.title = _title(draft.title)
    article.summary = one_line(draft.summary, LONGEST_SUMMARY)
    article.byline = one_line(draft.byline, LONGEST_BYLINE)
    article.body = _body(draft)
    article.vendor_id = await _maker(session, draft.maker)
    if draft.is_published and not article.summary:
        raise ArticleIncomplete(
            "Say in a sentence what it is about: lists and search engines show it.",
            field="summary",
        )
    if draft.is_published and article.published_at is None:
        article.published_at = utc_now()
    article.is_published = draft.is_published
    article.updated_at = utc_now()
    article.revision += 1
    await _set_pieces(session, article, draft.pieces)
    await _tell(session, staff, "edit_article", article)
    return article


async def delete_article(session: AsyncSession, staff: Principal, slug: str) -> None:
    """With its pictures, unless something else shows them."""
    staff.require_staff()
    article = await queries.lock_article(session, slug)
    media = [row.media_id for row in await queries.list_picture_rows(session, article.id)]
    await session.delete(article)
    await session.flush()
    for media_id in media:
        await delete_unused(session, media_id)
    await _tell(session, staff, "delete_article", article)


async def add_pictures(
    session: AsyncSession, staff: Principal, slug: str, media_ids: Sequence[UUID]
) -> None:
    """Behind those that are there; one that is there already stays in its place."""
    staff.require_staff()
    article = await queries.lock_article(session, slug)
    rows = await queries.list_picture_rows(session, article.id)
    known = {row.media_id for row in rows}
    new = [media_id for media_id in dict.fromkeys(media_ids) if media_id not in known]
    if len(rows) + len(new) > MOST_PICTURES:
        raise ArticleIncomplete(f"An article has at most {MOST_PICTURES} pictures.")
    for position, media_id in enumerate(new, len(rows)):
        session.add(
            JournalPicture(article_id=article.id, media_id=media_id, alt="", position=position)
        )
    await session.flush()
    await _tell(session, staff, "add_pictures", article)


async def describe_picture(
    session: AsyncSession, staff: Principal, slug: str, picture_id: UUID, alt: str
) -> None:
    staff.require_staff()
    article = await queries.lock_article(session, slug)
    row = _one(await queries.list_picture_rows(session, article.id), picture_id)
    row.alt = one_line(alt, LONGEST_ALT)
    await session.flush()
    await _tell(session, staff, "describe_picture", article)


async def remove_picture(
    session: AsyncSession, staff: Principal, slug: str, picture_id: UUID
) -> None:
    staff.require_staff()
    article = await queries.lock_article(session, slug)
    rows = list(await queries.list_picture_rows(session, article.id))
    gone = _one(rows, picture_id)
    rows.remove(gone)
    await session.delete(gone)
    for position, row in enumerate(rows):
        row.position = position
    await session.flush()
    await delete_unused(session, gone.media_id)
    await _tell(session, staff, "remove_picture", article)


async def _maker(session: AsyncSession, slug: str) -> UUID | None:
    if not slug.strip():
        return None
    vendor = await find_by_slug(session, slug.strip())
    if vendor is None:
        raise ArticleIncomplete("There is no workshop with this address.", field="maker")
    return vendor.id


async def _set_pieces(
    session: AsyncSession, article: JournalArticle, slugs: Sequence[str]
) -> None:
    wanted = list(dict.fromkeys(slug.strip() for slug in slugs if slug.strip()))
    if len(wanted) > MOST_PIECES:
        raise ArticleIncomplete(f"At most {MOST_PIECES} pieces.", field="pieces")
    ids = await guides.find_product_ids(session, wanted)
    if missing := [slug for slug in wanted if slug not in ids]:
        raise ArticleIncomplete(f"There is no piece “{missing[0][:80]}”.", field="pieces")
    await queries.remove_pieces(session, article.id)
    session.add_all(
        JournalPiece(article_id=article.id, product_id=ids[slug], position=position)
        for position, slug in enumerate(wanted)
    )
    await session.flush()


def _title(typed: str) -> str:
    title = one_line(typed, LONGEST_TITLE)
    if not title:
        raise ArticleIncomplete("The article needs a title.", field="title")
    return title


def _body(draft: Draft) -> str:
    body = draft.body.replace("\r\n", "\n").replace("\x00", "").strip()
    if draft.is_published and not body:
        raise ArticleIncomplete("The article needs a text.", field="body")
    if len(body) > LONGEST_BODY:
        raise ArticleIncomplete(f"At most {LONGEST_BODY:,} characters.", field="body")
    return body


def _one(rows: Sequence[JournalPicture], picture_id: UUID) -> JournalPicture:
    found = next((row for row in rows if row.id == picture_id), None)
    if found is None:
        raise ArticleIncomplete("This picture is gone already.")
    return found


async def _tell(
    session: AsyncSession, staff: Principal, action: str, article: JournalArticle
) -> None:
    drop_pages(session, EVERYTHING)
    await audit.record(
        session, staff, f"content.{action}", "journal_article", article.id, article.title
    )
