"""Around the compiled pages: addresses without a trailing slash, lifetimes in caches, and the
headers that keep other sites from framing or sniffing them.
"""

from collections.abc import Iterable
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOREVER = b"public, max-age=31536000, immutable"
A_DAY = b"public, max-age=86400"
AN_HOUR = b"public, max-age=3600"
ASK_FIRST = b"no-cache"
# Fingerprinted by the bundler, or renamed when they change.
_LIFETIMES = (
    ("/assets/", FOREVER),
    ("/fonts/", FOREVER),
    ("/icons/", A_DAY),
    ("/images/", A_DAY),
    ("/manifest.webmanifest", AN_HOUR),
)
_SAFETY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"content-security-policy", b"frame-ancestors 'none'; base-uri 'self'; object-src 'none'"),
)


class StaticPages:
    """Wraps Reflex. Its file server answers ``/orders`` with a redirect to ``/orders/``, where
    the page is a folder; here the page is answered at once.
    """

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self._app = app
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        lifetime = next((age for start, age in _LIFETIMES if path.startswith(start)), ASK_FIRST)
        if self._is_page(scope["method"], path):
            scope = {**scope, "path": f"{path}/"}

        async def send_with_lifetime(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:  # noqa: PLR2004
                _add(message, ((b"cache-control", lifetime),))
            await send(message)

        await self._app(scope, receive, send_with_lifetime)

    def _is_page(self, method: str, path: str) -> bool:
        if method not in {"GET", "HEAD"} or path.endswith("/") or ".." in path:
            return False
        return (self._folder / path.lstrip("/") / "index.html").is_file()


class SafeHeaders:
    """Wraps everything an app answers, its plain routes included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(message, _SAFETY)
            await send(message)

        await self._app(scope, receive, send_safely)


def _add(message: Message, headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Add headers that the answer has not set itself."""
    present = {name.lower() for name, _ in message.get("headers", ())}
    missing = [(name, value) for name, value in headers if name not in present]
    message["headers"] = [*message.get("headers", ()), *missing]
