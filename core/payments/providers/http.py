"""Calls to gateways: what ``core.outbound`` does for every service, and what a decline is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from core.outbound.breaker import Breaker
from core.outbound.client import JsonClient
from core.outbound.errors import UNREADABLE as _UNREADABLE
from core.outbound.line import Line
from core.outbound.patience import Patience
from core.payments.providers.base import OutcomeUnknown, PaymentDeclined, ProviderRefused

CALLED = "payment service"
UNREADABLE = _UNREADABLE.format(called=CALLED)
REFUSED = "The payment service refused."


def gateway_line(name: str, patience: Patience | None = None) -> Line:
    return Line(name, CALLED, patience or Patience(), Breaker())


class GatewayClient:
    """JSON calls to one gateway. ``secret`` is sent as a bearer token and never logged."""

    def __init__(
        self,
        base_url: str,
        secret: str,
        patience: Patience | None = None,
        *,
        name: str = "sandbox",
    ) -> None:
        async def authorize() -> Mapping[str, str]:
            return {"Authorization": f"Bearer {secret}"}

        self._client = JsonClient(
            gateway_line(name, patience), base_url, authorize, refusal=_refusal
        )

    def __repr__(self) -> str:
        return f"GatewayClient({self._client.base_url!r})"

    async def get(self, path: str, operation: str = "fetch") -> dict[str, Any]:
        return await self._client.get(operation, path)

    async def post(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        idempotency_key: str,
        operation: str = "write",
    ) -> dict[str, Any]:
        return await self._client.post(operation, path, body, idempotency_key=idempotency_key)


@contextmanager
def understood() -> Iterator[None]:
    """An answer of another shape leaves open what has happened."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, StopIteration) as error:
        raise OutcomeUnknown(UNREADABLE) from error


def _refusal(status: int, body: Any) -> Exception | None:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return None
    error = body.get("error") if isinstance(body, dict) else None
    words = error if isinstance(error, dict) else {}
    code, message = str(words.get("code", "unknown")), str(words.get("message", REFUSED))
    if status == HTTPStatus.PAYMENT_REQUIRED:
        return PaymentDeclined(message, decline_code=code)
    return ProviderRefused(message, refusal=code)
