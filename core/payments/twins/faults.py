"""What goes wrong between a shop and a service, on order: put around any application."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from email.utils import format_datetime
from enum import StrEnum
from typing import Any

from core.kernel.clock import utc_now

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class Fault(StrEnum):
    TIMEOUT_BEFORE = "timeout_before"
    TIMEOUT_AFTER = "timeout_after"
    ERROR_500_BEFORE = "error_500_before"
    ERROR_500_AFTER = "error_500_after"
    BAD_GATEWAY_AFTER = "bad_gateway_after"
    UNAVAILABLE_503 = "unavailable_503"
    RATE_LIMITED = "rate_limited"
    RATE_LIMITED_UNTIL = "rate_limited_until"
    DECLINED_402 = "declined_402"
    REFUSED_422 = "refused_422"
    UNAUTHORIZED_401 = "unauthorized_401"
    REDIRECTED = "redirected"
    TRUNCATED_AFTER = "truncated_after"
    WRONG_TYPE_AFTER = "wrong_type_after"
    EMPTY_AFTER = "empty_after"
    SLOW_BODY_AFTER = "slow_body_after"
    AMOUNT_ALTERED = "amount_altered"
    CURRENCY_ALTERED = "currency_altered"


_INSTEAD = {
    Fault.ERROR_500_BEFORE: 500,
    Fault.UNAVAILABLE_503: 503,
    Fault.RATE_LIMITED: 429,
    Fault.RATE_LIMITED_UNTIL: 429,
    Fault.DECLINED_402: 402,
    Fault.REFUSED_422: 422,
    Fault.UNAUTHORIZED_401: 401,
    Fault.REDIRECTED: 302,
}
_AMOUNTS = ("amount", "amount_minor", "amount_total", "value", "paidAmount")
_CURRENCIES = ("currency", "currency_code")


@dataclass
class _Order:
    fault: Fault
    method: str
    path: re.Pattern[str]
    left: int


@dataclass
class _Answer:
    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


@dataclass
class Faults:
    """``stall`` is longer than any shop waits. Faults that strike ``after`` let the effect
    happen first.
    """

    app: App
    stall: float = 1.5
    orders: list[_Order] = field(default_factory=list)

    def order(self, fault: Fault, method: str, path: str, times: int = 1) -> None:
        self.orders.append(_Order(fault, method, re.compile(path), times))

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send
    ) -> None:
        fault = self._striking(scope) if scope["type"] == "http" else None
        if fault is None:
            await self.app(scope, receive, send)
        elif fault in _INSTEAD:
            await _send(send, _instead(fault))
        elif fault is Fault.TIMEOUT_BEFORE:
            await self._hang(send)
        else:
            await self._spoil(fault, await self._effect(scope, receive), send)

    def _striking(self, scope: MutableMapping[str, Any]) -> Fault | None:
        for order in self.orders:
            is_meant = order.method == scope["method"] and order.path.search(scope["path"])
            if order.left and is_meant:
                order.left -= 1
                return order.fault
        return None

    async def _effect(self, scope: MutableMapping[str, Any], receive: Receive) -> _Answer:
        answer = _Answer()

        async def keep(message: Message) -> None:
            await asyncio.sleep(0)
            if message["type"] == "http.response.start":
                answer.status, answer.headers = message["status"], list(message["headers"])
            else:
                answer.body += message.get("body", b"")

        await self.app(scope, receive, keep)
        return answer

    async def _spoil(self, fault: Fault, answer: _Answer, send: Send) -> None:
        match fault:
            case Fault.TIMEOUT_AFTER:
                await self._hang(send)
                return
            case Fault.SLOW_BODY_AFTER:
                await _send(send, _json(answer.status, answer.body[:8]), is_whole=False)
                await asyncio.sleep(self.stall)
                await send({"type": "http.response.body", "body": answer.body[8:]})
                return
            case Fault.ERROR_500_AFTER:
                spoiled = _json(500, b"{}")
            case Fault.BAD_GATEWAY_AFTER:
                spoiled = _Answer(502, [(b"content-type", b"text/html")], b"<html>")
            case Fault.TRUNCATED_AFTER:
                spoiled = _json(answer.status, answer.body[: len(answer.body) // 2])
            case Fault.WRONG_TYPE_AFTER:
                html = [(b"content-type", b"text/html")]
                spoiled = _Answer(answer.status, html, answer.body)
            case Fault.EMPTY_AFTER:
                spoiled = _json(200, b"")
            case Fault.AMOUNT_ALTERED:
                spoiled = _json(answer.status, _altered(answer.body, _another_amount))
            case _:
                spoiled = _json(answer.status, _altered(answer.body, _another_currency))
        await _send(send, spoiled)

    async def _hang(self, send: Send) -> None:
        await asyncio.sleep(self.stall)
        await _send(send, _json(504, b"{}"))


def _instead(fault: Fault) -> _Answer:
    answer = _json(_INSTEAD[fault], b"{}")
    if fault in (Fault.RATE_LIMITED, Fault.UNAVAILABLE_503):
        answer.headers.append((b"retry-after", b"0"))
    if fault is Fault.RATE_LIMITED_UNTIL:
        at = format_datetime(utc_now() + timedelta(seconds=1), usegmt=True)
        answer.headers.append((b"retry-after", at.encode()))
    if fault is Fault.REDIRECTED:
        answer.headers.append((b"location", b"https://elsewhere.example/"))
    return answer


def _json(status: int, body: bytes) -> _Answer:
    return _Answer(status, [(b"content-type", b"application/json")], body)


async def _send(send: Send, answer: _Answer, *, is_whole: bool = True) -> None:
    start = {"type": "http.response.start", "status": answer.status, "headers": answer.headers}
    await send(start)
    await send({"type": "http.response.body", "body": answer.body, "more_body": not is_whole})


def _altered(body: bytes, change: Callable[[str, Any], Any]) -> bytes:
    return json.dumps(_walk(json.loads(body), change)).encode()


def _walk(value: Any, change: Callable[[str, Any], Any]) -> Any:
    if isinstance(value, list):
        return [_walk(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _walk(item, change) if isinstance(item, dict | list) else change(key, item)
        for key, item in value.items()
    }


def _another_amount(key: str, value: Any) -> Any:
    if key not in _AMOUNTS or value is None:
        return value
    return value + 1 if isinstance(value, int) else str(Decimal(value) + 1)


def _another_currency(key: str, value: Any) -> Any:
    if key not in _CURRENCIES:
        return value
    return "usd" if str(value).islower() else "USD"
