"""What the contract tests need from a gateway besides its adapter, the same for all."""

import hmac
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import httpx

from core.kernel.money import Money
from core.payments.providers.base import (
    PaymentProvider,
    PaymentRequest,
    ProviderNotice,
    ProviderStatus,
)
from core.payments.twins.faults import Fault, Faults

Message = tuple[bytes, dict[str, str]]

GOOD_CARD, DECLINED_CARD = "4242424242424242", "4000000000000002"
ASKING_CARD = "4000002760003184"


@dataclass(frozen=True)
class Gateway:
    """``unreachable`` and ``unknown_key`` are the adapter, set up wrongly. ``operations`` say
    how each is asked for; ``sign`` writes the headers under a body, in ways to be forged.
    """

    provider: PaymentProvider
    unreachable: PaymentProvider
    unknown_key: PaymentProvider
    messages: Callable[[], Awaitable[list[Message]]]
    faults: Faults
    operations: Mapping[str, tuple[str, str]]
    sign: Callable[..., dict[str, str]]
    webhook_secret: str = ""
    signature_header: str = ""
    other_account: Any = None
    whole: tuple[Money, ...] = field(default=(Money(6490, "JPY"),))

    async def pay(self, page: str, number: str = GOOD_CARD) -> httpx.Response:
        form = {"number": number, "expiry": "04 / 39", "cvc": "123"}
        async with httpx.AsyncClient() as browser:
            return await browser.post(page, data=form)

    async def confirm(self, page: str, answer: str = "complete") -> httpx.Response:
        async with httpx.AsyncClient() as browser:
            return await browser.post(f"{page}/challenge", data={"answer": answer})

    async def paid(self, request: PaymentRequest) -> str:
        """A payment whose money was taken."""
        opened = await self.provider.start(request)
        assert (await self.pay(opened.redirect_url)).status_code == 303
        payment = await self.provider.fetch(opened.reference)
        if payment.status is ProviderStatus.APPROVED:
            key = f"{request.idempotency_key}:capture"
            await self.provider.capture(opened.reference, request.amount, idempotency_key=key)
        return opened.reference

    def order(self, operation: str, fault: Fault, times: int = 1) -> None:
        self.faults.order(fault, *self.operations[operation], times)

    async def notices(self) -> list[ProviderNotice]:
        parsed = [await self.parse(*sent) for sent in await self.messages()]
        return [notice for notice in parsed if notice]

    async def parse(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        if hasattr(self.provider, "prepare_webhook"):
            await self.provider.prepare_webhook(headers)
        return self.provider.parse_webhook(body, headers)

    def signed(self, body: bytes, *, at: float | None = None, secret: str = "") -> Message:
        """The bank and Stripe sign alike; their headers differ in name."""
        moment = int(time.time() if at is None else at)
        key = (secret or self.webhook_secret).encode()
        digest = hmac.new(key, f"{moment}.".encode() + body, sha256).hexdigest()
        return body, {self.signature_header: f"t={moment},v1={digest}"}
