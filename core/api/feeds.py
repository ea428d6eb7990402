"""Product feeds, fetched by shopping channels: ``/feeds/google-EUR.xml`` and the like."""

import re
from functools import partial

from fastapi import APIRouter, Request, Response

from core.api.http_cache import cacheable
from core.api.published import answer_file
from core.content.journal import list_stories
from core.db.session import read_session
from core.kernel.currencies import CURRENCIES
from core.seo.feeds import Channel, FeedFormat, feed_name, publish_feed
from core.seo.journal import atom_feed

router = APIRouter(include_in_schema=False)
MOST_STORIES, FRESH_S = 30, 300
NAME = re.compile(rf"(google|meta)-({'|'.join(CURRENCIES)})\.(xml|csv)")
TYPES = {FeedFormat.XML: "application/rss+xml", FeedFormat.CSV: "text/csv; charset=utf-8"}


@router.api_route("/feeds/journal.atom", methods=["GET", "HEAD"])
async def get_journal(request: Request) -> Response:
    async with read_session() as session:
        page = await list_stories(session, size=MOST_STORIES)
    feed = atom_feed(page.items).encode()
    return cacheable(request, feed, seconds=FRESH_S, media_type="application/atom+xml")


@router.api_route("/feeds/{name}", methods=["GET", "HEAD"])
async def get_feed(request: Request, name: str) -> Response:
    found = NAME.fullmatch(name)
    if found is None:
        return Response("Not found", 404, media_type="text/plain")
    channel, currency, written = Channel(found[1]), found[2], FeedFormat(found[3])
    make = partial(publish_feed, channel, currency, written)
    return await answer_file(
        request, feed_name(channel, currency, written), TYPES[written], make
    )
