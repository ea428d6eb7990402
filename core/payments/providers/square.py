"""Square: hosted payment links."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import Money
from core.outbound.client import JsonClient
from core.outbound.patience import Patience
from core.payments.providers.base import (
    BadSignature,
    OutcomeUnknown,
    PaymentDeclined,
    PaymentRequest,
    ProviderNotice,
    ProviderPayment,
    ProviderRefund,
    ProviderRefused,
    ProviderSession,
    ProviderStatus,
    ProviderUnavailable,
    RefundOutcome,
    Subject,
    Way,
)
from core.payments.providers.http import REFUSED, gateway_line, understood
from core.payments.providers.signing import any_of, is_any

SANDBOX = "https://connect.squareupsandbox.com"
VERSION = "2025-08-20"
CURRENCIES = frozenset({"AUD", "CAD", "EUR", "GBP", "JPY", "USD"})
SIGNATURE_HEADER = "x-square-hmacsha256-signature"
_LONGEST_KEY = 45
_PAYMENTS = {
    "COMPLETED": ProviderStatus.CAPTURED,
    "APPROVED": ProviderStatus.AUTHORIZED,
    "PENDING": ProviderStatus.REQUIRES_ACTION,
    "CANCELED": ProviderStatus.VOIDED,
    "FAILED": ProviderStatus.FAILED,
}
_REFUNDS = {"COMPLETED": RefundOutcome.SUCCEEDED, "PENDING": RefundOutcome.PENDING}


class SquareProvider:
    """References are those of Square's orders; ``notification_url`` is the address of our
    webhook as Square knows it, because it is part of what is signed.
    """

    name: ClassVar[str] = "square"
    can_hold: ClassVar[bool] = False

    def __init__(
        self,
        access_token: str,
        location_id: str,
        signature_key: str,
        notification_url: str,
        *,
        api_base: str = SANDBOX,
        patience: Patience | None = None,
    ) -> None:
        async def authorize() -> Mapping[str, str]:
            return {"Authorization": f"Bearer {access_token}", "Square-Version": VERSION}

        line = gateway_line(self.name, patience)
        self._client = JsonClient(line, api_base, authorize, refusal=_refusal)
        self._location = location_id
        self._signature_keys = any_of(signature_key)
        self._notification_url = notification_url

    @property
    def account(self) -> str:
        return f"square:{self._location}"

    def ways(self, currency: str) -> frozenset[Way]:
        return frozenset({Way.CARD}) if currency in CURRENCIES else frozenset()

    async def start(self, request: PaymentRequest) -> ProviderSession:
        answer = await self._client.post(
            "start", "/v2/online-checkout/payment-links", self._link(request)
        )
        with understood():
            link = answer["payment_link"]
            (order,) = answer["related_resources"]["orders"]
            if _money(order["total_money"]) != request.amount:
                raise OutcomeUnknown("The payment service opened a page for another amount.")
            return ProviderSession(link["order_id"], link["url"], request.expires_at)

    async def fetch(self, reference: str) -> ProviderPayment:
        answer = await self._client.get("fetch", _order_path(reference))
        with understood():
            order = answer["order"]
            payment_id = next(
                (tender["payment_id"] for tender in order.get("tenders", [])), None
            )
        if payment_id is None:
            return _unpaid(order)
        paid = await self._client.get("fetch", f"/v2/payments/{quote(payment_id, safe='')}")
        return _paid(order, paid)

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        """Payment links take the money at once."""
        raise ProviderRefused("Square takes payments of its pages by itself.")

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        payment = await self.fetch(reference)
        if payment.status is ProviderStatus.EXPIRED:
            return payment
        if payment.status is not ProviderStatus.OPEN:
            raise ProviderRefused(f"This payment is {payment.status} and cannot be voided.")
        found = await self._client.get("fetch", _order_path(reference))
        with understood():
            version = found["order"]["version"]
        await self._client.send(
            "void",
            "PUT",
            _order_path(reference),
            {
                "idempotency_key": _key(idempotency_key),
                "order": {
                    "location_id": self._location,
                    "version": version,
                    "state": "CANCELED",
                },
            },
        )
        try:
            return await self.fetch(reference)
        except ProviderUnavailable as error:
            raise OutcomeUnknown(error.message) from error

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        payment = (await self.fetch(reference)).payment_reference
        if payment is None:
            raise ProviderRefused("Nobody has paid on this page.")
        answer = await self._client.post(
            "refund",
            "/v2/refunds",
            {
                "idempotency_key": _key(idempotency_key),
                "payment_id": payment,
                "amount_money": {"amount": amount.minor, "currency": amount.currency},
            },
        )
        refund = _refund(answer)
        if refund.amount != amount:
            raise OutcomeUnknown("The payment service gave back another amount than ours.")
        return refund

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        path = f"/v2/refunds/{quote(reference, safe='')}"
        return _refund(await self._client.get("fetch_refund", path))

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        sent = {name.lower(): value for name, value in headers.items()}
        message = self._notification_url.encode() + body
        expected = [
            b64encode(hmac.new(key.encode(), message, hashlib.sha256).digest()).decode()
            for key in self._signature_keys
        ]
        if not is_any(sent.get(SIGNATURE_HEADER, ""), expected):
            raise BadSignature("This message was not signed by Square for this address.")
        event = json.loads(body)
        found = _subject(event["type"], event["data"])
        if found is None:
            return None
        subject, reference = found
        return ProviderNotice(
            event_id=event["event_id"],
            kind=event["type"],
            reference=reference,
            created_at=datetime.fromisoformat(event["created_at"]),
            subject=subject,
        )

    def _link(self, request: PaymentRequest) -> dict[str, Any]:
        line = {
            "name": request.description[:500],
            "quantity": "1",
            "base_price_money": {
                "amount": request.amount.minor,
                "currency": request.amount.currency,
            },
        }
        return {
            "idempotency_key": _key(request.idempotency_key),
            "order": {
                "location_id": self._location,
                "reference_id": request.reference[:40],
                "line_items": [line],
            },
            "checkout_options": {"redirect_url": request.return_url},
            "pre_populated_data": {"buyer_email": request.customer_email},
            "payment_note": request.reference,
        }


def _key(key: str) -> str:
    """Square's keys are short; ours may be longer, and must stay different."""
    return key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()[:45]


def _order_path(reference: str) -> str:
    return f"/v2/orders/{quote(reference, safe='')}"


def _money(words: Mapping[str, Any]) -> Money:
    return Money(words["amount"], words["currency"])


def _unpaid(order: dict[str, Any]) -> ProviderPayment:
    with understood():
        amount = _money(order["total_money"])
        is_closed = order["state"] == "CANCELED"
        return ProviderPayment(
            reference=order["id"],
            payment_reference=None,
            status=ProviderStatus.EXPIRED if is_closed else ProviderStatus.OPEN,
            amount=amount,
            captured=Money.zero(amount.currency),
            refunded=Money.zero(amount.currency),
            decline_code=None,
            account=f"square:{order['location_id']}",
            merchant_reference=order.get("reference_id"),
        )


def _paid(order: dict[str, Any], answer: dict[str, Any]) -> ProviderPayment:
    with understood():
        payment = answer["payment"]
        amount = _money(order["total_money"])
        status = _PAYMENTS[payment["status"]]
        errors = payment.get("card_details", {}).get("errors", [])
        is_taken = status is ProviderStatus.CAPTURED
        refunded = payment.get("refunded_money")
        return ProviderPayment(
            reference=order["id"],
            payment_reference=payment["id"],
            status=status,
            amount=amount,
            captured=_money(payment["amount_money"])
            if is_taken
            else Money.zero(amount.currency),
            refunded=_money(refunded) if refunded else Money.zero(amount.currency),
            decline_code=errors[0]["code"].lower() if errors else None,
            account=f"square:{payment['location_id']}",
            merchant_reference=order.get("reference_id"),
        )


def _refund(answer: dict[str, Any]) -> ProviderRefund:
    with understood():
        refund = answer["refund"]
        status = _REFUNDS.get(refund["status"], RefundOutcome.FAILED)
        is_failed = status is RefundOutcome.FAILED
        return ProviderRefund(
            reference=refund["id"],
            status=status,
            amount=_money(refund["amount_money"]),
            failure=str(refund["status"]).lower() if is_failed else None,
        )


def _subject(kind: str, data: dict[str, Any]) -> tuple[Subject, str] | None:
    if kind in {"payment.created", "payment.updated"}:
        order = data["object"]["payment"].get("order_id")
        return (Subject.PAYMENT, order) if order else None
    if kind in {"refund.created", "refund.updated"}:
        return Subject.REFUND, data["object"]["refund"]["id"]
    return None


def _refusal(status: int, body: Any) -> Exception | None:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return None
    errors = body.get("errors") if isinstance(body, dict) else None
    first = errors[0] if errors else {}
    code = str(first.get("code", "unknown"))
    if status == HTTPStatus.CONFLICT:
        return OutcomeUnknown("The payment service is at work on the same request.")
    if first.get("category") == "PAYMENT_METHOD_ERROR" or status == HTTPStatus.PAYMENT_REQUIRED:
        return PaymentDeclined("The card was declined.", decline_code=code.lower()[:60])
    return ProviderRefused(str(first.get("detail") or REFUSED), refusal=code)
