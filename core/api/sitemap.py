"""``/sitemap.xml`` and the files it names."""

import re

from fastapi import APIRouter, Request, Response

from core.api.published import answer_file
from core.db.session import read_session
from core.seo.published import find_published
from core.seo.sitemap import FOLDER, INDEX, publish_sitemap

router = APIRouter(include_in_schema=False)
NAME = re.compile(r"[a-z]{1,20}-[1-9][0-9]{0,5}\.xml")
XML = "application/xml"


@router.api_route("/sitemap.xml", methods=["GET", "HEAD"])
async def get_index(request: Request) -> Response:
    return await answer_file(request, INDEX, XML, _make)


@router.api_route("/sitemaps/{name}", methods=["GET", "HEAD"])
async def get_shard(request: Request, name: str) -> Response:
    if not NAME.fullmatch(name) or (
        find_published(INDEX) and not find_published(f"{FOLDER}/{name}")
    ):
        return Response("Not found", 404, media_type="text/plain")
    return await answer_file(request, f"{FOLDER}/{name}", XML, _make)


async def _make() -> None:
    async with read_session() as session:
        await publish_sitemap(session)
