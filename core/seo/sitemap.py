"""The sitemap: an index, and files of at most 50,000 addresses each."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from sqlmodel.ext.asyncio.session import AsyncSession

from core.content.legal.texts import LEGAL_TEXTS
from core.seo import sitemap_queries as queries
from core.seo.addresses import absolute
from core.seo.published import publish, withdraw_after
from core.seo.sitemap_queries import Row

MOST_IN_FILE = 50_000
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDEX = "sitemap.xml"
FOLDER = "sitemaps"
PAGES: Sequence[Row] = tuple(
    (path, None)
    for path in (
        "/",
        "/collections",
        "/help",
        "/impact",
        "/journal",
        "/materials",
        "/ranking",
        "/shops",
    )
)
LEGAL: Sequence[Row] = tuple((text.slug, text.current.day) for text in LEGAL_TEXTS)


async def publish_sitemap(session: AsyncSession, *, most: int = MOST_IN_FILE) -> None:
    """Write every file anew, and the index last: it never names one that is not there."""
    shards = await _publish_products(session, most)
    lists = {
        "pages": ("", PAGES),
        "workshops": ("/shop/", await queries.list_workshops(session)),
        "categories": ("/c/", await queries.list_filled_categories(session)),
        "collections": ("/collections/", await queries.list_collections(session)),
        "materials": ("/materials/", await queries.list_materials(session)),
        "legal": ("/legal/", LEGAL),
        "help": ("/help/", await queries.list_help(session)),
        "journal": ("/journal/", await queries.list_stories(session)),
    }
    for kind, (prefix, rows) in lists.items():
        for number, first in enumerate(range(0, len(rows), most), start=1):
            part = rows[first : first + most]
            shards.append(await _publish(kind, number, prefix, _each(part)))
        withdraw_after(f"{FOLDER}/{kind}", -(-len(rows) // most))
    await publish(INDEX, _index(shards))


async def _publish_products(session: AsyncSession, most: int) -> list[Row]:
    total = await queries.count_products(session)
    shards: list[Row] = []
    for number, first in enumerate(range(0, total, most), start=1):
        rows = queries.stream_products(session, first, most)
        shards.append(await _publish("products", number, "/p/", rows))
    withdraw_after(f"{FOLDER}/products", len(shards))
    return shards


async def _publish(kind: str, number: int, prefix: str, rows: AsyncIterator[Row]) -> Row:
    newest: list[datetime | date] = []
    name = f"{FOLDER}/{kind}-{number}.xml"
    await publish(name, _urls(prefix, rows, newest))
    return f"/{name}", max(newest, default=None, key=_written)


async def _urls(
    prefix: str, rows: AsyncIterator[Row], newest: list[datetime | date]
) -> AsyncIterator[str]:
    yield f"{HEADER}<urlset {XMLNS}>\n"
    async for slug, changed in rows:
        if changed is not None and (not newest or _written(changed) > _written(newest[0])):
            newest[:] = [changed]
        yield f"<url>{_address(prefix + slug, changed)}</url>\n"
    yield "</urlset>\n"


async def _index(shards: Sequence[Row]) -> AsyncIterator[str]:
    yield f"{HEADER}<sitemapindex {XMLNS}>\n"
    for path, changed in shards:
        yield f"<sitemap>{_address(path, changed)}</sitemap>\n"
    yield "</sitemapindex>\n"


async def _each(rows: Sequence[Row]) -> AsyncIterator[Row]:
    for row in rows:
        yield row


def _address(path: str, changed: datetime | date | None) -> str:
    changed_tag = f"<lastmod>{_written(changed)}</lastmod>" if changed else ""
    return f"<loc>{escape(absolute(path))}</loc>{changed_tag}"


def _written(changed: datetime | date) -> str:
    if isinstance(changed, datetime):
        return changed.isoformat(timespec="seconds")
    return changed.isoformat()
