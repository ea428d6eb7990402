"""HTTP to gateways without a client of their own: time limits, retries, and the sorting of
what came back into the three results.
"""

import json
import logging
import ssl
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentDeclined,
    ProviderRefused,
    ProviderUnavailable,
)
from core.payments.providers.retry import (
    NO_ANSWER,
    UNREACHABLE,
    UNREADABLE,
    Patience,
    TurnedAway,
    with_retries,
)

log = logging.getLogger(__name__)

# The request cannot have reached the gateway.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_OURS_TO_FIX = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


LOOPBACK = ("127.0.0.1", "::1", "localhost")


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than most calls."""
    return httpx.create_ssl_context()


class GatewayClient:
    """JSON calls to one gateway. ``secret`` is sent as a bearer token and never logged."""

    def __init__(self, base_url: str, secret: str, patience: Patience | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.patience = patience or Patience()
        self._secret = secret
        self._is_local = urlsplit(base_url).hostname in LOOPBACK  # never through a proxy

    def __repr__(self) -> str:
        return f"GatewayClient({self.base_url!r})"

    async def get(self, path: str) -> dict[str, Any]:
        try:
            return await with_retries(lambda: self._send("GET", path), self.patience)
        except OutcomeUnknown as error:  # reading has no effect that could be in doubt
            raise ProviderUnavailable(error.message) from error

    async def post(
        self, path: str, body: Mapping[str, Any] | None = None, *, idempotency_key: str
    ) -> dict[str, Any]:
        content = json.dumps(body).encode() if body is not None else b""
        return await with_retries(
            lambda: self._send("POST", path, content, idempotency_key), self.patience
        )

    async def _send(
        self, method: str, path: str, content: bytes = b"", idempotency_key: str | None = None
    ) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._secret}", "Accept": "application/json"}
        if content:
            headers["Content-Type"] = "application/json"
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        timeout = httpx.Timeout(self.patience.read, connect=self.patience.connect)
        try:
            async with httpx.AsyncClient(
                timeout=timeout, verify=_tls(), trust_env=not self._is_local
            ) as client:
                response = await client.request(
                    method, f"{self.base_url}{path}", content=content, headers=headers
                )
        except _NOT_SENT as error:
            log.warning("%s %s not sent: %s", method, path, type(error).__name__)
            raise ProviderUnavailable(UNREACHABLE) from error
        except httpx.HTTPError as error:
            log.warning("%s %s without answer: %s", method, path, type(error).__name__)
            raise OutcomeUnknown(NO_ANSWER) from error
        return _sorted(response, method, path)


def _sorted(response: httpx.Response, method: str, path: str) -> dict[str, Any]:
    status = response.status_code
    body = _json(response)
    if response.is_success and body is not None:
        return body
    code, message = _error(body)
    log.warning("%s %s answered %s %s", method, path, status, code)
    if response.is_success or response.is_redirect or response.is_server_error:
        raise OutcomeUnknown(UNREADABLE)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise TurnedAway(UNREACHABLE, retry_after=_retry_after(response))
    if status in _OURS_TO_FIX:
        log.error("the gateway does not accept our key")
        raise ProviderUnavailable(UNREACHABLE)
    if status == HTTPStatus.PAYMENT_REQUIRED:
        raise PaymentDeclined(message, decline_code=code)
    raise ProviderRefused(message)


def _json(response: httpx.Response) -> dict[str, Any] | None:
    try:
        body = response.json()
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _error(body: dict[str, Any] | None) -> tuple[str, str]:
    error = (body or {}).get("error")
    words = error if isinstance(error, dict) else {}
    return (
        str(words.get("code", "unknown")),
        str(words.get("message", "The payment service refused.")),
    )


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdecimal() else None
