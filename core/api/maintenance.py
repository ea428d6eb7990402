"""Closed for a while: while the file ``maintenance`` lies in the home, shop and vendor portal
answer 503 with what it says. Operators still get into the admin app.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.api.error_pages import error_page, wants_page
from core.settings import AppName, settings

FILE = "maintenance"
BACK_IN_S = 600
TRY_AGAIN_LATER = 1013
TITLE = "Closed for a moment"
SENTENCE = "We are working on the shop. Orders and bags are safe."
STAYS_OPEN = ("/health", "/css/", "/fonts/", "/icons/", "/webhooks/")


class Maintenance:
    """Wraps everything an app answers. Looks at the file with every request, so that nothing
    has to be started again.
    """

    def __init__(self, app: ASGIApp, name: AppName) -> None:
        self._app, self._name = app, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_open(scope):
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return
        request = Request(scope)
        sentence = self._file().read_text(encoding="utf-8").strip() or SENTENCE
        if wants_page(request):
            answer = error_page(
                self._name, 503, title=TITLE, sentence=sentence, retry_after=BACK_IN_S
            )
        else:
            answer = JSONResponse(
                {"code": "maintenance", "message": sentence},
                503,
                {"Retry-After": str(BACK_IN_S)},
            )
        await answer(scope, receive, send)

    def _is_open(self, scope: Scope) -> bool:
        if self._name is AppName.ADMIN or scope["type"] not in {"http", "websocket"}:
            return True
        return scope["path"].startswith(STAYS_OPEN) or not self._file().exists()

    def _file(self) -> Path:
        return settings().home / FILE
