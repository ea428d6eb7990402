"""Every visitor of the shop has the cookie of a bag before a page's websocket opens: headers of
a connection are those of its beginning, so a cookie that came later would not be seen.
"""

from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.api.forms import set_cookie
from core.cart.open_cart import is_bag_token
from core.identity.cookies import GUEST_BAG_AGE, guest_bag_cookie, read_cookie
from core.kernel.secrets import random_token

START = "http.response.start"


class BagCookie:
    """Adds the cookie to documents that are sent to a browser without one.

    No row is written for it: a bag begins with the first thing that is put in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _lacks_bag(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == START and _is_document(message):
                _add_cookie(message)
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def _lacks_bag(scope: Scope) -> bool:
    if scope["method"] != "GET":
        return False
    header = Headers(scope=scope).get("cookie", "")
    return not is_bag_token(read_cookie(header, guest_bag_cookie().name))


def _is_document(message: MutableMapping[str, Any]) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return kind.startswith("text/html")


def _add_cookie(message: Message) -> None:
    carrier = Response()
    age = int(GUEST_BAG_AGE.total_seconds())
    set_cookie(carrier, guest_bag_cookie(), random_token(), max_age=age)
    headers = MutableHeaders(raw=message["headers"])
    headers.append("set-cookie", carrier.headers["set-cookie"])
    # A shared cache must not hand one visitor's bag to the next.
    headers["cache-control"] = "private, no-cache"
