"""A link of a product feed names the currency it was made for: whoever follows it shops in that
currency from this page on.
"""

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.api.forms import set_cookie
from core.api.preferences import KEPT_FOR
from core.identity.cookies import Cookie, read_cookie, session_cookie
from core.identity.preferences import CURRENCY_COOKIE
from core.kernel.currencies import CURRENCIES
from core.settings import AppName

KEY = "currency"


class LinkCurrency:
    """``?currency=USD`` works like the cookie, on the first page already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = _wanted(scope)
        if not wanted:
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                _remember(message, wanted)
            await send(message)

        await self._app(_as_if_chosen(scope, wanted), receive, send_with_cookie)


def _wanted(scope: Scope) -> str:
    """The currency of the address, if the browser shops in another one."""
    if scope["type"] != "http" or scope["method"] != "GET" or KEY not in _query(scope):
        return ""
    wanted = QueryParams(_query(scope)).get(KEY, "")
    present = read_cookie(Headers(scope=scope).get("cookie", ""), CURRENCY_COOKIE)
    return wanted if wanted in CURRENCIES and wanted != present else ""


def _query(scope: Scope) -> str:
    return scope["query_string"].decode("latin-1")


def _as_if_chosen(scope: Scope, wanted: str) -> Scope:
    headers = Headers(scope=scope)
    kept = [
        part.strip()
        for part in headers.get("cookie", "").split(";")
        if part.strip() and not part.strip().startswith(f"{CURRENCY_COOKIE}=")
    ]
    cookie = "; ".join([*kept, f"{CURRENCY_COOKIE}={wanted}"]).encode("latin-1")
    others = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    return {**scope, "headers": [*others, (b"cookie", cookie)]}


def _remember(message: Message, wanted: str) -> None:
    carrier = Response()
    is_secure = session_cookie(AppName.STOREFRONT).secure
    set_cookie(carrier, Cookie(CURRENCY_COOKIE, is_secure), wanted, max_age=KEPT_FOR)
    headers = MutableHeaders(raw=message["headers"])
    headers.append("set-cookie", carrier.headers["set-cookie"])
    headers["cache-control"] = "private, no-cache"
