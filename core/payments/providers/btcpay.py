"""BTCPay Server (Greenfield): invoices in our currency, paid in bitcoin.

The API knows no idempotency key. What we ask for carries our key in itself (the invoice in its
metadata, a refund in its name), and is looked for before it is asked for again.
"""

import asyncio
import hashlib
import hmac
import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote, urlencode
from weakref import WeakValueDictionary

from core.kernel.clock import utc_now
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
    Way,
)
from core.payments.providers.decimals import from_text, to_text
from core.payments.providers.http import REFUSED, gateway_line, understood
from core.payments.providers.signing import any_of, is_any

SIGNATURE_HEADER = "btcpay-sig"
CURRENCIES = frozenset({
    "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HUF", "JPY", "KWD", "MXN",
    "NOK", "NZD", "PLN", "SEK", "SGD", "USD", "ZAR",
})  # fmt: skip
_NOTICES = (
    "InvoiceReceivedPayment",
    "InvoiceProcessing",
    "InvoiceExpired",
    "InvoiceSettled",
    "InvoiceInvalid",
    "InvoicePaymentSettled",
)
_STATUSES = {
    "New": ProviderStatus.OPEN,
    "Processing": ProviderStatus.REQUIRES_ACTION,  # seen, but not yet certain
    "Settled": ProviderStatus.CAPTURED,
    "Expired": ProviderStatus.EXPIRED,
    "Invalid": ProviderStatus.FAILED,
}


class BtcPayProvider:
    name: ClassVar[str] = "btcpay"
    can_hold: ClassVar[bool] = False

    def __init__(
        self,
        base_url: str,
        api_key: str,
        store_id: str,
        webhook_secret: str,
        *,
        patience: Patience | None = None,
    ) -> None:
        async def authorize() -> Mapping[str, str]:
            return {"Authorization": f"token {api_key}"}

        line = gateway_line(self.name, patience)
        self._client = JsonClient(line, base_url, authorize, refusal=_refusal)
        self._store_id = store_id
        self._store = f"/api/v1/stores/{quote(store_id, safe='')}"
        self._webhook_secrets = any_of(webhook_secret)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def account(self) -> str:
        return f"btcpay:{self._store_id}"

    def ways(self, currency: str) -> frozenset[Way]:
        return frozenset({Way.CRYPTO}) if currency in CURRENCIES else frozenset()

    async def start(self, request: PaymentRequest) -> ProviderSession:
        async def attempt() -> Any:
            known = await self._find_invoice(request)
            if known is not None and self._read(known).amount != request.amount:
                raise ProviderRefused("This key was used for another amount.")
            return known or await self._client.send_once(
                "POST", f"{self._store}/invoices", body
            )

        body = _invoice(request)
        async with self._turn(request.idempotency_key):
            invoice = await self._client.line.write("start", attempt)
        payment = self._read(invoice)
        if payment.amount != request.amount:
            raise OutcomeUnknown("The payment service opened a page for another amount.")
        with understood():
            until = datetime.fromtimestamp(int(invoice["expirationTime"]), UTC)
            return ProviderSession(invoice["id"], invoice["checkoutLink"], until)

    async def fetch(self, reference: str) -> ProviderPayment:
        invoice = await self._client.get("fetch", self._path(reference))
        if invoice.get("status") != "Settled":
            return self._read(invoice)
        return self._read(invoice, await self._given_back(reference))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        raise ProviderRefused("What was paid in coin is taken when it is certain.")

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        payment = await self.fetch(reference)
        if payment.status in (ProviderStatus.CAPTURED, ProviderStatus.REQUIRES_ACTION):
            raise ProviderRefused(f"This payment is {payment.status} and cannot be voided.")
        if payment.status is not ProviderStatus.OPEN:
            return payment
        marked = await self._client.post(
            "void", f"{self._path(reference)}/status", {"status": "Invalid"}
        )
        return self._read(marked)

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        """A pull payment: the buyer says where the coins shall go, on BTCPay's page."""
        name = f"{reference}:{hashlib.sha256(idempotency_key.encode()).hexdigest()[:24]}"

        async def attempt() -> Any:
            pulls = await self._pulls_of(reference)
            known = next((pull for pull in pulls if pull["name"] == name), None)
            if known is not None:
                return known
            await self._ensure_left(reference, amount, pulls)
            return await self._client.send_once(
                "POST", f"{self._path(reference)}/refund", _refund(name, amount)
            )

        async with self._turn(reference):
            pull = await self._client.line.write("refund", attempt)
        with understood():
            if from_text(pull["amount"], pull["currency"]) != amount:
                raise OutcomeUnknown("The payment service gives back another amount than ours.")
        return await self._refund_of(pull)

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        path = f"/api/v1/pull-payments/{quote(reference, safe='')}"
        return await self._refund_of(await self._client.get("fetch_refund", path))

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        sent = {name.lower(): value for name, value in headers.items()}
        expected = [
            f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
            for secret in self._webhook_secrets
        ]
        if not is_any(sent.get(SIGNATURE_HEADER, ""), expected):
            raise BadSignature("This message was not signed by our BTCPay Server.")
        event = json.loads(body)
        if event["storeId"] != self._store_id:
            raise BadSignature("This message is about another store than ours.")
        if event["type"] not in _NOTICES:
            return None
        return ProviderNotice(
            event_id=event["originalDeliveryId"],
            kind=event["type"],
            reference=event["invoiceId"],
            created_at=datetime.fromtimestamp(event["timestamp"], UTC),
        )

    def _path(self, reference: str) -> str:
        return f"{self._store}/invoices/{quote(reference, safe='')}"

    def _turn(self, key: str) -> asyncio.Lock:
        """One at a time looks and asks; other processes are kept apart by our own rows."""
        return self._turns.setdefault(key, asyncio.Lock())

    async def _find_invoice(self, request: PaymentRequest) -> dict[str, Any] | None:
        query = urlencode({"orderId": request.reference})
        found = await self._client.send_once("GET", f"{self._store}/invoices?{query}")
        with understood():
            return next(
                (
                    i
                    for i in found
                    if i["metadata"].get("attempt_key") == request.idempotency_key
                ),
                None,
            )

    async def _pulls_of(self, invoice: str) -> list[dict[str, Any]]:
        found = await self._client.send_once("GET", f"{self._store}/pull-payments")
        with understood():
            return [pull for pull in found if pull["name"].startswith(f"{invoice}:")]

    async def _ensure_left(
        self, reference: str, amount: Money, pulls: list[dict[str, Any]]
    ) -> None:
        payment = self._read(await self._client.send_once("GET", self._path(reference)))
        if payment.status is not ProviderStatus.CAPTURED:
            raise ProviderRefused(f"This payment is {payment.status}.")
        with understood():
            given = sum(from_text(pull["amount"], pull["currency"]).minor for pull in pulls)
        if amount > Money(payment.captured.minor - given, payment.captured.currency):
            raise ProviderRefused("More than was paid cannot be given back.")

    async def _given_back(self, reference: str) -> int:
        pulls = await self._client.line.read("fetch", lambda: self._pulls_of(reference))
        with understood():
            return sum(from_text(pull["amount"], pull["currency"]).minor for pull in pulls)

    async def _refund_of(self, pull: dict[str, Any]) -> ProviderRefund:
        with understood():
            name = quote(pull["id"], safe="")
        try:
            payouts = await self._client.read(
                "fetch_refund", f"/api/v1/pull-payments/{name}/payouts"
            )
        except ProviderUnavailable as error:
            raise OutcomeUnknown(error.message) from error
        with understood():
            amount = from_text(pull["amount"], pull["currency"])
            paid = sum(
                from_text(payout["originalAmount"], payout["originalCurrency"]).minor
                for payout in payouts
                if payout["state"] == "Completed"
            )
            if paid >= amount.minor:
                status = RefundOutcome.SUCCEEDED
            else:
                status = RefundOutcome.FAILED if pull["archived"] else RefundOutcome.PENDING
            is_failed = status is RefundOutcome.FAILED
            return ProviderRefund(
                reference=pull["id"],
                status=status,
                amount=amount,
                failure="archived" if is_failed else None,
                claim_url=pull["viewLink"] if status is RefundOutcome.PENDING else None,
            )

    def _read(self, invoice: dict[str, Any], given_back: int = 0) -> ProviderPayment:
        with understood():
            amount = from_text(invoice["amount"], invoice["currency"])
            status = _STATUSES[invoice["status"]]
            more = invoice["additionalStatus"]
            if status is ProviderStatus.FAILED and more == "Marked":
                status = ProviderStatus.VOIDED
            is_taken = status is ProviderStatus.CAPTURED
            return ProviderPayment(
                reference=invoice["id"],
                payment_reference=invoice["id"] if is_taken else None,
                status=status,
                amount=amount,
                captured=amount if is_taken else Money.zero(amount.currency),
                refunded=Money(given_back, amount.currency),
                decline_code={"PaidPartial": "paid_partial", "PaidLate": "paid_late"}.get(more),
                account=f"btcpay:{invoice['storeId']}",
                merchant_reference=invoice["metadata"].get("orderId"),
            )


def _invoice(request: PaymentRequest) -> dict[str, Any]:
    left = (request.expires_at - utc_now()).total_seconds()
    return {
        "amount": to_text(request.amount),
        "currency": request.amount.currency,
        "metadata": {
            **request.metadata,
            "orderId": request.reference,
            "attempt_key": request.idempotency_key,
            "itemDesc": request.description,
        },
        "checkout": {
            "expirationMinutes": max(1, math.ceil(left / 60)),
            "redirectURL": request.return_url,
            "redirectAutomatically": True,
        },
    }


def _refund(name: str, amount: Money) -> dict[str, Any]:
    return {
        "name": name,
        "description": "Refund by EcoMarket",
        "refundVariant": "Custom",
        "customAmount": to_text(amount),
        "customCurrency": amount.currency,
    }


def _refusal(status: int, body: Any) -> Exception | None:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return None
    if status == HTTPStatus.PAYMENT_REQUIRED:
        return PaymentDeclined(REFUSED)
    words = body[0] if isinstance(body, list) and body else body
    said = words if isinstance(words, dict) else {}
    return ProviderRefused(
        str(said.get("message") or REFUSED), refusal=str(said.get("code", "unknown"))
    )
