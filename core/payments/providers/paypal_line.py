"""PayPal's API: a token first, and errors in words of their own."""

import asyncio
import time
from base64 import b64encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from core.kernel.money import Money
from core.outbound.client import JsonClient
from core.outbound.errors import UNREACHABLE, OutcomeUnknown, ServiceRefused, ServiceUnavailable
from core.outbound.line import Line
from core.payments.providers.base import PaymentDeclined, ProviderRefused
from core.payments.providers.decimals import from_text, to_text
from core.payments.providers.http import CALLED, REFUSED

SANDBOX = "https://api-m.sandbox.paypal.com"
LIVE = "https://api-m.paypal.com"
CURRENCIES = frozenset({
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS",
    "JPY", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
})  # fmt: skip
_WHOLE = ("HUF", "JPY", "TWD")  # PayPal takes no decimals of these
_SPARE = 60  # seconds before its end at which a token is not used any more
_DECLINED = ("INSTRUMENT_DECLINED", "PAYER_CANNOT_PAY", "TRANSACTION_REFUSED", "CARD_EXPIRED")


def to_paypal(amount: Money) -> str:
    return to_text(amount, 0 if amount.currency in _WHOLE else None)


def from_paypal(words: Mapping[str, Any]) -> Money:
    return from_text(words["value"], words.get("currency_code") or words["currency"])


class PayPalLine:
    """One token per process, renewed before it ends and when it is turned down."""

    def __init__(self, base_url: str, client_id: str, secret: str, line: Line) -> None:
        self.client = JsonClient(
            line,
            base_url,
            self._authorize,
            key_header="PayPal-Request-Id",
            refusal=self._refusal,
        )
        basic = b64encode(f"{client_id}:{secret}".encode()).decode()
        self._basic = {"Authorization": f"Basic {basic}"}
        self._token, self._until = "", 0.0
        self._locks: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}

    async def _authorize(self) -> Mapping[str, str]:
        """No token, no call: whatever goes wrong here, nothing was sent."""
        loop = asyncio.get_running_loop()
        async with self._locks.setdefault(loop, asyncio.Lock()):
            if time.monotonic() >= self._until:
                try:
                    await self._renew()
                except (OutcomeUnknown, ServiceRefused) as error:
                    raise ServiceUnavailable(UNREACHABLE.format(called=CALLED)) from error
        return {
            "Authorization": f"Bearer {self._token}",
            "Prefer": "return=representation",
        }

    async def _renew(self) -> None:
        answer = await self.client.post_form(
            "/v1/oauth2/token", {"grant_type": "client_credentials"}, self._basic
        )
        self._token = str(answer.get("access_token", ""))
        self._until = time.monotonic() + float(answer.get("expires_in", 0)) - _SPARE

    def _refusal(self, status: int, body: Any) -> Exception | None:
        if status == HTTPStatus.UNAUTHORIZED:  # the next attempt asks for another token
            self._until = 0.0
        return _refusal(status, body)


def _refusal(status: int, body: Any) -> Exception | None:
    words = body if isinstance(body, dict) else {}
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return None
    details = words.get("details") or [{}]
    issue = str(details[0].get("issue") or words.get("name") or "unknown")
    if (
        issue in {"DUPLICATE_REQUEST_ID", "REQUEST_IN_PROGRESS"}
        or status == HTTPStatus.CONFLICT
    ):
        return OutcomeUnknown("The payment service is at work on the same request.")
    if status == HTTPStatus.PAYMENT_REQUIRED or issue in _DECLINED:
        return PaymentDeclined("PayPal declined this payment.", decline_code=issue.lower()[:60])
    return ProviderRefused(str(details[0].get("description") or REFUSED), refusal=issue)
