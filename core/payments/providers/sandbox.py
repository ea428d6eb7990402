"""The sandbox bank, reached over HTTP like any other gateway."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import ISO_LENGTH, Money
from core.outbound.patience import Patience
from core.payments.providers.base import (
    SIGNATURE_TOLERANCE,
    BadSignature,
    OutcomeUnknown,
    PaymentRequest,
    ProviderNotice,
    ProviderPayment,
    ProviderRefund,
    ProviderSession,
    RefundOutcome,
    Way,
)
from core.payments.providers.http import GatewayClient, understood
from core.payments.providers.sandbox_methods import SandboxMethods
from core.payments.providers.sandbox_reading import read_payment

SIGNATURE_HEADER = "sandbox-signature"
_SIGNATURE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


class SandboxProvider(SandboxMethods):
    name: ClassVar[str] = "sandbox"
    can_hold: ClassVar[bool] = True

    def __init__(
        self, url: str, api_key: str, webhook_secret: str, *, patience: Patience | None = None
    ) -> None:
        self._client = GatewayClient(url, api_key, patience)
        self._webhook_secret = webhook_secret.encode()

    @property
    def account(self) -> str:
        return "sandbox"

    def ways(self, currency: str) -> frozenset[Way]:
        return frozenset({Way.CARD}) if len(currency) == ISO_LENGTH else frozenset()

    async def start(self, request: PaymentRequest) -> ProviderSession:
        body = {
            "reference": request.reference,
            "amount_minor": request.amount.minor,
            "currency": request.amount.currency,
            "description": request.description,
            "customer_email": request.customer_email,
            "return_url": request.return_url,
            "cancel_url": request.cancel_url,
            "expires_at": request.expires_at.isoformat(),
            "capture": request.capture,
            "metadata": dict(request.metadata),
            "customer": request.customer,
            "save_method": request.saves_method,
        }
        answer = await self._client.post(
            "/v1/sessions", body, idempotency_key=request.idempotency_key
        )
        if read_payment(answer).amount != request.amount:
            raise OutcomeUnknown("The payment service opened a page for another amount.")
        return ProviderSession(
            reference=answer["id"],
            redirect_url=answer["page_url"],
            expires_at=datetime.fromisoformat(answer["expires_at"]),
        )

    async def fetch(self, reference: str) -> ProviderPayment:
        return read_payment(await self._client.get(_path(reference)))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        return read_payment(
            await self._client.post(
                _path(reference, "/capture"), _sum(amount), idempotency_key=idempotency_key
            )
        )

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        return read_payment(
            await self._client.post(_path(reference, "/void"), idempotency_key=idempotency_key)
        )

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        refund = _refund(
            await self._client.post(
                _path(reference, "/refunds"), _sum(amount), idempotency_key=idempotency_key
            )
        )
        if refund.amount != amount:
            raise OutcomeUnknown("The payment service gave back another amount than ours.")
        return refund

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        return _refund(await self._client.get(f"/v1/refunds/{quote(reference, safe='')}"))

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        sent = {name.lower(): value for name, value in headers.items()}
        self._check_signature(body, sent.get(SIGNATURE_HEADER, ""))
        event = json.loads(body)
        if "session" not in event["data"]:
            return None
        return ProviderNotice(
            event_id=event["id"],
            kind=event["type"],
            reference=event["data"]["session"],
            created_at=datetime.fromisoformat(event["created_at"]),
        )

    def _check_signature(self, body: bytes, header: str) -> None:
        match = _SIGNATURE.fullmatch(header)
        if match is None:
            raise BadSignature("This message is not signed.")
        message = match[1].encode() + b"." + body
        digest = hmac.new(self._webhook_secret, message, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(digest, match[2]):
            raise BadSignature("This message was not signed by the payment service.")
        if abs(time.time() - int(match[1])) > SIGNATURE_TOLERANCE.total_seconds():
            raise BadSignature("This message was signed too long ago.")


def _path(reference: str, action: str = "") -> str:
    return f"/v1/sessions/{quote(reference, safe='')}{action}"


def _sum(amount: Money) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency}


def _refund(answer: dict[str, Any]) -> ProviderRefund:
    with understood():
        return ProviderRefund(
            reference=answer["id"],
            status=RefundOutcome(answer["status"]),
            amount=Money(answer["amount_minor"], answer["currency"]),
            failure=answer["failure"],
        )
