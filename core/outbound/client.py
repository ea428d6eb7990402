"""JSON over HTTP to one service."""

import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx

from core.kernel.clock import utc_now
from core.outbound.errors import (
    NO_ANSWER,
    UNREACHABLE,
    UNREADABLE,
    OutcomeUnknown,
    ServiceRefused,
    ServiceUnavailable,
    TurnedAway,
)
from core.outbound.line import Line
from core.outbound.redaction import redact_loggers

log = logging.getLogger(__name__)
redact_loggers("httpx", "httpcore", __name__)

# The request cannot have reached the service.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
LOOPBACK = ("127.0.0.1", "::1", "localhost")
_OURS_TO_FIX = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)

Headers = Mapping[str, str]
Authorize = Callable[[], Awaitable[Headers]]
ReadRefusal = Callable[[int, Any], Exception | None]


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than most calls."""
    return httpx.create_ssl_context()


class JsonClient:
    """``authorize`` gives the headers that prove who we are; they are never logged.
    ``refusal`` reads an answer in the 400s and says what it means, ``None`` for the usual.
    """

    def __init__(
        self,
        line: Line,
        base_url: str,
        authorize: Authorize,
        *,
        key_header: str = "Idempotency-Key",
        refusal: ReadRefusal = lambda _status, _body: None,
    ) -> None:
        self.line = line
        self.base_url = base_url.rstrip("/")
        self._authorize = authorize
        self._key_header = key_header
        self._refusal = refusal
        self._is_local = urlsplit(base_url).hostname in LOOPBACK  # never through a proxy

    def __repr__(self) -> str:
        return f"JsonClient({self.line.name!r}, {self.base_url!r})"

    async def get(self, operation: str, path: str) -> dict[str, Any]:
        return _object(await self.read(operation, path), self.line.called)

    async def read(self, operation: str, path: str) -> Any:
        return await self.line.read(operation, lambda: self._send("GET", path))

    async def post(
        self,
        operation: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> dict[str, Any]:
        answer = await self.send(operation, "POST", path, body, idempotency_key=idempotency_key)
        return _object(answer, self.line.called)

    async def send(
        self,
        operation: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Any:
        """A call with an effect. ``None`` is an answer without content (204)."""
        content = json.dumps(body).encode() if body is not None else b""
        return await self.line.write(
            operation, lambda: self._send(method, path, content, idempotency_key)
        )

    async def send_once(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Any:
        """One attempt, for calls that make up one operation together: the caller wraps them
        in ``line.write`` or ``line.read``.
        """
        content = json.dumps(body).encode() if body is not None else b""
        return await self._send(method, path, content)

    async def post_form(
        self, path: str, form: Mapping[str, str], authorization: Headers
    ) -> dict[str, Any]:
        """One attempt, for what others need before they can call: tokens."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", **authorization}
        answer = await self._request("POST", path, urlencode(form).encode(), headers)
        return _object(answer, self.line.called)

    async def _send(
        self, method: str, path: str, content: bytes = b"", key: str | None = None
    ) -> Any:
        headers = {**await self._authorize()}
        if content:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers[self._key_header] = key
        return await self._request(method, path, content, headers)

    async def _request(self, method: str, path: str, content: bytes, headers: Headers) -> Any:
        patience, called = self.line.patience, self.line.called
        timeout = httpx.Timeout(patience.read, connect=patience.connect)
        address = f"{self.base_url}{path}"
        sent = {"Accept": "application/json", **headers}
        where = path.partition("?")[0]
        try:
            async with httpx.AsyncClient(
                timeout=timeout, verify=_tls(), trust_env=not self._is_local
            ) as client:
                response = await client.request(method, address, content=content, headers=sent)
        except NOT_SENT as error:
            log.warning("%s %s not sent: %s", method, where, type(error).__name__)
            raise ServiceUnavailable(UNREACHABLE.format(called=called)) from error
        except httpx.HTTPError as error:
            log.warning("%s %s without answer: %s", method, where, type(error).__name__)
            raise OutcomeUnknown(NO_ANSWER.format(called=called)) from error
        return self._sorted(response, method, where)

    def _sorted(self, response: httpx.Response, method: str, path: str) -> Any:
        status, called = response.status_code, self.line.called
        if status == HTTPStatus.NO_CONTENT:
            return None
        body = _json(response)
        if response.is_success and body is not None:
            return body
        log.warning("%s %s %s answered %s", self.line.name, method, path, status)
        if response.is_success or response.is_redirect or response.is_server_error:
            raise OutcomeUnknown(UNREADABLE.format(called=called))
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TurnedAway(
                UNREACHABLE.format(called=called), retry_after=retry_after(response.headers)
            )
        if meaning := self._refusal(status, body):
            raise meaning
        if status in _OURS_TO_FIX:
            log.error("%s does not accept our key", self.line.name)
            raise ServiceUnavailable(UNREACHABLE.format(called=called))
        raise ServiceRefused(f"The {called} refused.")


def retry_after(headers: Headers) -> float | None:
    """Seconds, or the date at which to come back."""
    value = headers.get("Retry-After", headers.get("retry-after", ""))
    if value.isdecimal():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (at - utc_now()).total_seconds()) if at.tzinfo else None


def _json(response: httpx.Response) -> Any:
    """``None`` if it is not said to be JSON, or is not."""
    if response.is_success and "json" not in response.headers.get("Content-Type", ""):
        return None
    try:
        return response.json()
    except ValueError:
        return None


def _object(answer: Any, called: str) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise OutcomeUnknown(UNREADABLE.format(called=called))
    return answer
