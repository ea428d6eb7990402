"""Product feeds for Google Merchant Center and Meta catalogs: RSS 2.0 and CSV."""

import csv
from collections.abc import AsyncIterator, Iterable
from enum import StrEnum
from io import StringIO
from xml.sax.saxutils import escape

from core.db.session import read_session
from core.kernel.currencies import CURRENCIES
from core.seo.addresses import absolute
from core.seo.feed_items import FeedItem, audience, items_of
from core.seo.feed_queries import walk_products
from core.seo.head import SITE_NAME
from core.seo.market import DESCRIPTION
from core.seo.published import publish

FOLDER = "feeds"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "id", "item_group_id", "title", "description", "link", "image_link",
    "additional_image_link", "availability", "price", "sale_price", "condition", "brand",
    "gtin", "identifier_exists", "color", "size", "material", "pattern", "age_group", "gender",
    "product_type", "google_product_category", "shipping", "shipping_weight",
    "min_handling_time", "max_handling_time",
)  # fmt: skip
SHIPPING_TAG = (
    "<g:shipping><g:country>{}</g:country><g:service>{}</g:service>"
    "<g:price>{}</g:price></g:shipping>"
)


class Channel(StrEnum):
    GOOGLE = "google"
    META = "meta"


class FeedFormat(StrEnum):
    XML = "xml"
    CSV = "csv"


# The words of each channel for what can be bought and what cannot.
AVAILABLE = {
    Channel.GOOGLE: ("in_stock", "out_of_stock"),
    Channel.META: ("in stock", "out of stock"),
}


def feed_name(channel: Channel, currency: str, written: FeedFormat) -> str:
    return f"{FOLDER}/{channel}-{currency}.{written}"


async def publish_feeds() -> None:
    for currency in CURRENCIES:
        for channel in Channel:
            for written in FeedFormat:
                await publish_feed(channel, currency, written)


async def publish_feed(channel: Channel, currency: str, written: FeedFormat) -> None:
    write = xml_feed if written is FeedFormat.XML else csv_feed
    await publish(feed_name(channel, currency, written), write(channel, currency))


async def xml_feed(channel: Channel, currency: str) -> AsyncIterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
        f"<title>{SITE_NAME}</title><link>{escape(absolute('/'))}</link>"
        f"<description>{escape(DESCRIPTION)}</description>\n"
    )
    async for item in _items(currency):
        yield f"<item>{_xml(channel, item)}</item>\n"
    yield "</channel></rss>\n"


async def csv_feed(channel: Channel, currency: str) -> AsyncIterator[str]:
    yield _line(COLUMNS)
    async for item in _items(currency):
        told = fields(channel, item) | {
            "additional_image_link": ",".join(item.additional_image_link),
            "shipping": ",".join(str(each) for each in item.shipping),
        }
        yield _line(told.get(column, "") for column in COLUMNS)


def fields(channel: Channel, item: FeedItem) -> dict[str, str]:
    """What has one value. Empty ones are left out of XML."""
    available, sold_out = AVAILABLE[channel]
    least, most = item.handling_days
    return {
        "id": item.id,
        "item_group_id": item.item_group_id,
        "title": item.title,
        "description": item.description,
        "link": item.link,
        "image_link": item.image_link,
        "availability": available if item.is_available else sold_out,
        "price": item.price,
        "sale_price": item.sale_price,
        "condition": "new",
        "brand": item.brand,
        "gtin": item.gtin,
        "identifier_exists": "yes" if item.gtin else "no",
        "color": item.color,
        "size": item.size,
        "material": item.material,
        "pattern": item.pattern,
        **audience(item),
        "product_type": item.product_type,
        "google_product_category": item.google_product_category,
        "shipping_weight": item.weight,
        "min_handling_time": str(least),
        "max_handling_time": str(most),
    }


async def _items(currency: str) -> AsyncIterator[FeedItem]:
    async with read_session() as session:
        async for product in walk_products(session, currency):
            for item in items_of(product, currency):
                yield item


def _xml(channel: Channel, item: FeedItem) -> str:
    tags = [
        f"<g:{name}>{escape(text)}</g:{name}>"
        for name, text in fields(channel, item).items()
        if text
    ]
    tags += [
        f"<g:additional_image_link>{escape(url)}</g:additional_image_link>"
        for url in item.additional_image_link
    ]
    tags += [
        SHIPPING_TAG.format(each.country, escape(each.service), each.price)
        for each in item.shipping
    ]
    return "".join(tags)


def _line(cells: Iterable[str]) -> str:
    """A cell that a spreadsheet would run begins with an apostrophe instead."""
    written = StringIO()
    csv.writer(written).writerow(f"'{c}" if c.startswith(FORMULA) else c for c in cells)
    return written.getvalue()
