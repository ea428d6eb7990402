"""The sandbox bank, reached over HTTP like any other gateway."""

import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import ISO_LENGTH, Money
from core.payments.providers.base import (
    SIGNATURE_TOLERANCE,
    BadSignature,
    OutcomeUnknown,
    PaymentRequest,
    ProviderNotice,
    ProviderPayment,
    ProviderRefund,
    ProviderSession,
    ProviderStatus,
    RefundOutcome,
)
from core.payments.providers.http import GatewayClient
from core.payments.providers.retry import UNREADABLE, Patience

SIGNATURE_HEADER = "sandbox-signature"
_SIGNATURE = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")
# A bank that is still thinking has something left to do, like a buyer in 3-D Secure.
_STATUSES = {status.value: status for status in ProviderStatus} | {
    "processing": ProviderStatus.REQUIRES_ACTION
}


class SandboxProvider:
    name: ClassVar[str] = "sandbox"

    def __init__(
        self, url: str, api_key: str, webhook_secret: str, *, patience: Patience | None = None
    ) -> None:
        self._client = GatewayClient(url, api_key, patience)
        self._webhook_secret = webhook_secret.encode()

    def accepts(self, currency: str) -> bool:
        return len(currency) == ISO_LENGTH

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
        }
        answer = await self._client.post(
            "/v1/sessions", body, idempotency_key=request.idempotency_key
        )
        if _payment(answer).amount != request.amount:
            raise OutcomeUnknown("The payment service opened a page for another amount.")
        return ProviderSession(
            reference=answer["id"],
            redirect_url=answer["page_url"],
            expires_at=datetime.fromisoformat(answer["expires_at"]),
        )

    async def fetch(self, reference: str) -> ProviderPayment:
        return _payment(await self._client.get(_path(reference)))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        return _payment(
            await self._client.post(
                _path(reference, "/capture"), _sum(amount), idempotency_key=idempotency_key
            )
        )

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        return _payment(
            await self._client.post(_path(reference, "/void"), idempotency_key=idempotency_key)
        )

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        return _refund(
            await self._client.post(
                _path(reference, "/refunds"), _sum(amount), idempotency_key=idempotency_key
            )
        )

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


def _payment(answer: dict[str, Any]) -> ProviderPayment:
    with _understood():
        currency = answer["currency"]
        return ProviderPayment(
            reference=answer["id"],
            payment_reference=answer["charge"],
            status=_STATUSES[answer["status"]],
            amount=Money(answer["amount_minor"], currency),
            captured=Money(answer["captured_minor"], currency),
            refunded=Money(answer["refunded_minor"], currency),
            decline_code=answer["decline_code"],
            account=answer["account"],
        )


def _refund(answer: dict[str, Any]) -> ProviderRefund:
    with _understood():
        return ProviderRefund(
            reference=answer["id"],
            status=RefundOutcome(answer["status"]),
            amount=Money(answer["amount_minor"], answer["currency"]),
            failure=answer["failure"],
        )


@contextmanager
def _understood() -> Iterator[None]:
    """An answer of another shape leaves open what has happened."""
    try:
        yield
    except (KeyError, TypeError, ValueError) as error:
        raise OutcomeUnknown(UNREADABLE) from error
