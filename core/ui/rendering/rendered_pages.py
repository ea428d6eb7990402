"""Answers requests for public pages with rendered ones. Whatever cannot be rendered now is
answered by the compiled page, which loads its content in the browser.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.identity.preferences import Preferences
from core.ui.rendering.addressing import Address, address_of, quoted
from core.ui.rendering.document import finished, page_of
from core.ui.rendering.page_cache import Page, PageCache
from core.ui.rendering.renderer import Renderer, RendererUnavailable
from core.ui.rendering.shared_loads import SharedLoads

# Browsers and shared caches ask each time, which costs a 304; a content network that knows
# targeted caching may answer alone for a moment.
CACHEABLE = b"public, max-age=0, must-revalidate"
AT_THE_EDGE = b"public, max-age=30, stale-while-revalidate=300"
VARY = b"accept-encoding, cookie"
NOT_KEPT = b"no-store"

log = logging.getLogger(__name__)


class RenderedPages:
    """Wraps everything else the storefront answers. ``socket_of`` says where its renderer
    listens.
    """

    def __init__(
        self,
        plain: ASGIApp,
        loads: SharedLoads,
        socket_of: Callable[[], Path],
        cache: PageCache[Page],
    ) -> None:
        self._plain = plain
        self._loads = loads
        self._socket_of = socket_of
        self._cache = cache
        self._renderer: Renderer | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = self._address(scope)
        if address is None:
            await self._plain(scope, receive, send)
            return
        if address.path != quoted(scope["path"]):
            await _answer(
                page_of(b"", HTTPStatus.MOVED_PERMANENTLY, moved_to=address.local), scope, send
            )
            return
        try:
            page = await self._page(address)
        except (RendererUnavailable, TimeoutError):
            await self._plain(scope, receive, _not_kept(send))
            return
        except Exception:
            log.exception("Rendering %s failed; the plain page is served", address.path)
            await self._plain(scope, receive, _not_kept(send))
            return
        await _answer(page, scope, send)

    def _address(self, scope: Scope) -> Address | None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        cookie = Headers(scope=scope).get("cookie", "")
        return address_of(
            scope["path"], scope["query_string"], self._loads.patterns, Preferences.of(cookie)
        )

    async def _page(self, address: Address) -> Page:
        async def make() -> Page:
            return await self._rendered(address)

        page = self._cache.find(address.key)
        if page is None:
            return await self._cache.made(address.key, make)
        if page.is_stale:
            self._cache.renew(address.key, make)
        return page

    async def _rendered(self, address: Address) -> Page:
        made = await self._loads.at(address)
        if made.moved_to:
            return page_of(b"", HTTPStatus.MOVED_PERMANENTLY, made.tags, made.moved_to)
        if made.sent_to:
            return page_of(b"", HTTPStatus.FOUND, made.tags, made.sent_to)
        if self._renderer is None:
            self._renderer = Renderer(self._socket_of())
        url = f"{self._loads.origin}{address.local}"
        return finished(await self._renderer.render(url, made.delta), made)


async def _answer(page: Page, scope: Scope, send: Send) -> None:
    request = Headers(scope=scope)
    is_kept = page.status < HTTPStatus.INTERNAL_SERVER_ERROR
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"cache-control", CACHEABLE if is_kept else NOT_KEPT),
        (b"vary", VARY),
    ]
    if page.moved_to:
        headers.append((b"location", page.moved_to.encode()))
    if page.status == HTTPStatus.OK:
        headers += [(b"etag", page.etag.encode()), (b"cdn-cache-control", AT_THE_EDGE)]
    status, body = page.status, page.body
    if status == HTTPStatus.OK and page.etag in request.get("if-none-match", ""):
        status, body = HTTPStatus.NOT_MODIFIED, b""
    elif body and "gzip" in request.get("accept-encoding", ""):
        body = page.packed
        headers.append((b"content-encoding", b"gzip"))
    if status != HTTPStatus.NOT_MODIFIED:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    is_head = scope["method"] == "HEAD"
    await send({"type": "http.response.body", "body": b"" if is_head else body})


def _not_kept(send: Send) -> Send:
    """The plain page of now is not the page of this address."""

    async def send_unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers["cache-control"] = NOT_KEPT.decode()
        await send(message)

    return send_unkept
