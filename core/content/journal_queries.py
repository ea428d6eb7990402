from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product
from core.content.errors import NoSuchStory
from core.content.models import JournalArticle, JournalPicture, JournalPiece
from core.kernel.pagination import Page, clamp
from core.media.models import MediaAsset
from core.vendors.models import Vendor

Row = tuple[JournalArticle, Vendor | None]


async def page_of_articles(
    session: AsyncSession, *, number: int, size: int, with_drafts: bool = False
) -> Page[Row]:
    """The latest first; drafts before everything."""
    number, size = clamp(number, size)
    where = () if with_drafts else (col(JournalArticle.is_published),)
    total = await session.scalar(select(func.count()).select_from(JournalArticle).where(*where))
    statement = (
        select(JournalArticle, Vendor)
        .outerjoin(Vendor, col(Vendor.id) == JournalArticle.vendor_id)
        .where(*where)
        .order_by(col(JournalArticle.published_at).desc().nulls_first(), col(JournalArticle.id))
        .offset((number - 1) * size)
        .limit(size)
    )
    rows = (await session.exec(statement)).all()
    return Page([(row[0], row[1]) for row in rows], total or 0, number, size)


async def find_article(session: AsyncSession, slug: str) -> Row | None:
    statement = (
        select(JournalArticle, Vendor)
        .outerjoin(Vendor, col(Vendor.id) == JournalArticle.vendor_id)
        .where(col(JournalArticle.slug) == slug)
    )
    row = (await session.exec(statement)).first()
    return None if row is None else (row[0], row[1])


async def lock_article(session: AsyncSession, slug: str) -> JournalArticle:
    statement = select(JournalArticle).where(col(JournalArticle.slug) == slug)
    found = (await session.exec(statement.with_for_update())).first()
    if found is None:
        raise NoSuchStory(slug)
    return found


async def list_slugs(session: AsyncSession, base: str) -> Sequence[str]:
    statement = select(JournalArticle.slug).where(
        col(JournalArticle.slug).startswith(base, autoescape=True)
    )
    return (await session.exec(statement)).all()


async def list_pictures(
    session: AsyncSession, article_ids: Collection[UUID]
) -> dict[UUID, list[tuple[JournalPicture, MediaAsset]]]:
    """In their order, by article."""
    statement = (
        select(JournalPicture, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == JournalPicture.media_id)
        .where(col(JournalPicture.article_id).in_(article_ids))
        .order_by(col(JournalPicture.position), col(JournalPicture.id))
    )
    found: dict[UUID, list[tuple[JournalPicture, MediaAsset]]] = {}
    for picture, asset in await session.exec(statement):
        found.setdefault(picture.article_id, []).append((picture, asset))
    return found


async def list_picture_rows(
    session: AsyncSession, article_id: UUID
) -> Sequence[JournalPicture]:
    statement = (
        select(JournalPicture)
        .where(col(JournalPicture.article_id) == article_id)
        .order_by(col(JournalPicture.position), col(JournalPicture.id))
    )
    return (await session.exec(statement)).all()


async def list_pieces(session: AsyncSession, article_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Ids and addresses of the products below an article."""
    statement = (
        select(Product.id, Product.slug)
        .join(JournalPiece, col(JournalPiece.product_id) == Product.id)
        .where(col(JournalPiece.article_id) == article_id)
        .order_by(col(JournalPiece.position), col(JournalPiece.id))
    )
    return [(row[0], row[1]) for row in await session.exec(statement)]


async def remove_pieces(session: AsyncSession, article_id: UUID) -> None:
    await session.exec(delete(JournalPiece).where(col(JournalPiece.article_id) == article_id))


async def list_of_vendor(
    session: AsyncSession, vendor_id: UUID, *, most: int
) -> Sequence[JournalArticle]:
    statement = (
        select(JournalArticle)
        .where(col(JournalArticle.vendor_id) == vendor_id, col(JournalArticle.is_published))
        .order_by(col(JournalArticle.published_at).desc())
        .limit(most)
    )
    return (await session.exec(statement)).all()
