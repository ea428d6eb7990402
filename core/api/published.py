"""Hand out a file that a job made; the first who asks for one that is missing has it made."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import FileResponse

from core.seo.published import PublishedFile, find_published

AN_HOUR = "public, max-age=3600, stale-while-revalidate=86400"
OLDEST_S = 3 * 3600.0  # no worker has made a new one for that long
Make = Callable[[], Awaitable[None]]
_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)


async def answer_file(request: Request, name: str, media_type: str, make: Make) -> Response:
    found = await _ready(name, make)
    if found is None:
        return Response("Not found", 404, media_type="text/plain")
    is_compressed = "gzip" in request.headers.get("accept-encoding", "")
    tag = f'"{found.tag}{"-gz" if is_compressed else ""}"'
    headers = {"ETag": tag, "Cache-Control": AN_HOUR, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if is_compressed:
        headers["Content-Encoding"] = "gzip"
    path = found.compressed if is_compressed else found.path
    return FileResponse(path, media_type=media_type, headers=headers)


async def _ready(name: str, make: Make) -> PublishedFile | None:
    found = find_published(name)
    if found is None or found.age_s > OLDEST_S:
        async with _locks[name]:
            found = find_published(name)
            if found is None or found.age_s > OLDEST_S:
                await make()
                found = find_published(name)
    return found
