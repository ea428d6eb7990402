"""What the contract tests need from a gateway besides its adapter, the same for both."""

import hmac
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256

import httpx

from core.payments.providers.base import PaymentProvider, ProviderNotice

Message = tuple[bytes, dict[str, str]]

GOOD_CARD, DECLINED_CARD = "4242424242424242", "4000000000000002"
ASKING_CARD = "4000002760003184"


@dataclass(frozen=True)
class Gateway:
    """``unreachable`` and ``unknown_key`` are the adapter, set up wrongly."""

    provider: PaymentProvider
    unreachable: PaymentProvider
    unknown_key: PaymentProvider
    webhook_secret: str
    signature_header: str
    messages: Callable[[], Awaitable[list[Message]]]

    async def pay(self, page: str, number: str = GOOD_CARD) -> httpx.Response:
        form = {"number": number, "expiry": "04 / 39", "cvc": "123"}
        async with httpx.AsyncClient() as browser:
            return await browser.post(page, data=form)

    async def confirm(self, page: str, answer: str = "complete") -> httpx.Response:
        async with httpx.AsyncClient() as browser:
            return await browser.post(f"{page}/challenge", data={"answer": answer})

    async def notices(self) -> list[ProviderNotice]:
        parsed = [self.provider.parse_webhook(*sent) for sent in await self.messages()]
        return [notice for notice in parsed if notice]

    def signed(self, body: bytes, *, at: float | None = None, secret: str = "") -> Message:
        """Both gateways sign alike; their headers differ in name."""
        moment = int(time.time() if at is None else at)
        key = (secret or self.webhook_secret).encode()
        digest = hmac.new(key, f"{moment}.".encode() + body, sha256).hexdigest()
        return body, {self.signature_header: f"t={moment},v1={digest}"}
