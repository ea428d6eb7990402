"""The journal: what operators write about pieces, materials and the people who work them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.card_queries import cards_by_ids
from core.catalog.read_models import ProductCardData
from core.content import journal_queries
from core.content.errors import NoSuchStory
from core.content.markdown import to_html
from core.content.models import JournalArticle, JournalPicture
from core.kernel.page_tags import LISTS, shows
from core.kernel.pagination import Page
from core.media.models import MediaAsset
from core.media.picture import Picture
from core.vendors.models import Vendor

MOST_OF_VENDOR = 3


@dataclass(frozen=True, slots=True)
class Illustration:
    picture: Picture
    alt: str


@dataclass(frozen=True, slots=True)
class StorySummary:
    slug: str
    title: str
    summary: str
    byline: str
    published_at: datetime
    cover: Illustration | None

    @classmethod
    def of(cls, article: JournalArticle, cover: Illustration | None = None) -> Self:
        return cls(
            article.slug,
            article.title,
            article.summary,
            article.byline,
            article.published_at or article.updated_at,
            cover,
        )


@dataclass(frozen=True, slots=True)
class Story:
    """``maker`` is the workshop that it portrays, "" for none."""

    summary: StorySummary
    html: str
    updated_at: datetime
    maker_slug: str
    maker: str
    maker_craft: str
    maker_town: str
    maker_selvedge: str
    pieces: Sequence[ProductCardData]


async def list_stories(
    session: AsyncSession, *, number: int = 1, size: int = 12
) -> Page[StorySummary]:
    shows(LISTS)
    page = await journal_queries.page_of_articles(session, number=number, size=size)
    pictures = await _pictures(session, [article.id for article, _ in page.items])
    items = [
        StorySummary.of(article, _first(pictures.get(article.id, ())))
        for article, _ in page.items
    ]
    return Page(items, page.total, page.number, page.size)


async def get_story(session: AsyncSession, slug: str, currency: str) -> Story:
    shows(LISTS)
    found = await journal_queries.find_article(session, slug)
    if found is None or not found[0].is_published:
        raise NoSuchStory(slug)
    article, vendor = found
    illustrations = (await _pictures(session, [article.id])).get(article.id, ())
    ids = [
        product_id for product_id, _ in await journal_queries.list_pieces(session, article.id)
    ]
    return Story(
        summary=StorySummary.of(article, _first(illustrations)),
        html=rendered(article.body, illustrations),
        updated_at=article.updated_at,
        maker_slug=vendor.slug if vendor else "",
        maker=vendor.name if vendor else "",
        maker_craft=vendor.craft if vendor else "",
        maker_town=vendor.town if vendor else "",
        maker_selvedge=vendor.selvedge if vendor else "",
        pieces=await cards_by_ids(session, ids, currency) if ids else (),
    )


async def stories_about(session: AsyncSession, vendor: Vendor | UUID) -> list[StorySummary]:
    """The latest that portray a workshop."""
    vendor_id = vendor if isinstance(vendor, UUID) else vendor.id
    found = await journal_queries.list_of_vendor(session, vendor_id, most=MOST_OF_VENDOR)
    return [StorySummary.of(article) for article in found]


def illustration(picture: JournalPicture, asset: MediaAsset) -> Illustration | None:
    shown = Picture.of(asset)
    return Illustration(shown, picture.alt) if shown else None


def rendered(body: str, illustrations: Sequence[Illustration]) -> str:
    """``![words](2)`` is the second picture; any other picture is left out."""
    sources = {
        str(place): each.picture.url(1080) for place, each in enumerate(illustrations, 1)
    }
    return to_html(body, pictures=sources)


async def _pictures(
    session: AsyncSession, article_ids: Sequence[UUID]
) -> dict[UUID, list[Illustration]]:
    found = await journal_queries.list_pictures(session, article_ids) if article_ids else {}
    return {
        article_id: [made for row in rows if (made := illustration(*row))]
        for article_id, rows in found.items()
    }


def _first(illustrations: Sequence[Illustration]) -> Illustration | None:
    return illustrations[0] if illustrations else None
