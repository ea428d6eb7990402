"""PayPal: the buyer agrees on PayPal's page, then we take the money (Orders v2)."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import Money
from core.outbound.patience import Patience
from core.payments.providers.base import (
    OutcomeUnknown,
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
from core.payments.providers.disputes import DisputeStatus, ProviderDispute
from core.payments.providers.http import gateway_line, understood
from core.payments.providers.paypal_line import (
    CURRENCIES,
    SANDBOX,
    PayPalLine,
    from_paypal,
    to_paypal,
)
from core.payments.providers.paypal_signing import PayPalSignatures

_ORDERS = {
    "CREATED": ProviderStatus.OPEN,
    "SAVED": ProviderStatus.OPEN,
    "PAYER_ACTION_REQUIRED": ProviderStatus.OPEN,
    "APPROVED": ProviderStatus.APPROVED,
    "VOIDED": ProviderStatus.VOIDED,
}
_CAPTURES = {
    "COMPLETED": ProviderStatus.CAPTURED,
    "PARTIALLY_REFUNDED": ProviderStatus.CAPTURED,
    "REFUNDED": ProviderStatus.CAPTURED,
    "PENDING": ProviderStatus.REQUIRES_ACTION,  # a check, or a review: not paid yet
    "DECLINED": ProviderStatus.FAILED,
    "FAILED": ProviderStatus.FAILED,
}
_REFUNDS = {"COMPLETED": RefundOutcome.SUCCEEDED, "PENDING": RefundOutcome.PENDING}
_DISPUTES = {
    "RESOLVED_BUYER_FAVOUR": DisputeStatus.LOST,
    "RESOLVED_SELLER_FAVOUR": DisputeStatus.WON,
}


class PayPalProvider:
    name: ClassVar[str] = "paypal"
    can_hold: ClassVar[bool] = False

    def __init__(
        self,
        client_id: str,
        secret: str,
        webhook_id: str,
        *,
        merchant_id: str = "",
        api_base: str = SANDBOX,
        patience: Patience | None = None,
    ) -> None:
        line = PayPalLine(api_base, client_id, secret, gateway_line(self.name, patience))
        self._client = line.client
        self._merchant_id = merchant_id
        self._signatures = PayPalSignatures(webhook_id, api_base, line.client.line.patience)

    @property
    def account(self) -> str:
        return f"paypal:{self._merchant_id}"

    def ways(self, currency: str) -> frozenset[Way]:
        return frozenset({Way.PAYPAL}) if currency in CURRENCIES else frozenset()

    async def start(self, request: PaymentRequest) -> ProviderSession:
        order = await self._client.post(
            "start",
            "/v2/checkout/orders",
            _order(request),
            idempotency_key=request.idempotency_key,
        )
        if self._read(order).amount != request.amount:
            raise OutcomeUnknown("The payment service opened a page for another amount.")
        with understood():
            page = next(
                link["href"]
                for link in order["links"]
                if link["rel"] in {"payer-action", "approve"}
            )
            return ProviderSession(order["id"], page, request.expires_at)

    async def fetch(self, reference: str) -> ProviderPayment:
        return self._read(await self._client.get("fetch", _path(reference)))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        """The whole order, or nothing. Taken before is taken."""
        payment = await self.fetch(reference)
        if payment.status is ProviderStatus.CAPTURED:
            return payment
        if payment.amount != amount:
            raise ProviderRefused("PayPal takes an order as a whole.")
        try:
            order = await self._client.post(
                "capture", f"{_path(reference)}/capture", {}, idempotency_key=idempotency_key
            )
        except ProviderRefused as refused:
            if refused.refusal != "ORDER_ALREADY_CAPTURED":
                raise
            return await self._look_again(reference)
        return self._read(order)

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        """An order that we do not capture takes no money; PayPal drops it by itself."""
        payment = await self.fetch(reference)
        if payment.status in (ProviderStatus.CAPTURED, ProviderStatus.REQUIRES_ACTION):
            raise ProviderRefused(f"This payment is {payment.status} and cannot be voided.")
        return replace(payment, status=ProviderStatus.VOIDED)

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        capture = (await self.fetch(reference)).payment_reference
        if capture is None:
            raise ProviderRefused("Nobody has paid this order.")
        answer = await self._client.post(
            "refund",
            f"/v2/payments/captures/{quote(capture, safe='')}/refund",
            {"amount": {"value": to_paypal(amount), "currency_code": amount.currency}},
            idempotency_key=idempotency_key,
        )
        refund = _refund(answer)
        if refund.amount != amount:
            raise OutcomeUnknown("The payment service gave back another amount than ours.")
        return refund

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        path = f"/v2/payments/refunds/{quote(reference, safe='')}"
        return _refund(await self._client.get("fetch_refund", path))

    async def fetch_dispute(self, reference: str) -> ProviderDispute:
        path = f"/v1/customer/disputes/{quote(reference, safe='')}"
        found = await self._client.get("fetch_dispute", path)
        with understood():
            outcome = found.get("dispute_outcome", {}).get("outcome_code", "")
            is_resolved = found["status"] == "RESOLVED"
            due = found.get("seller_response_due_date")
            return ProviderDispute(
                reference=found["dispute_id"],
                payment_reference=found["disputed_transactions"][0]["seller_transaction_id"],
                status=_DISPUTES.get(outcome, DisputeStatus.WON)
                if is_resolved
                else _open_dispute(found["status"]),
                amount=from_paypal(found["dispute_amount"]),
                reason=found["reason"].lower(),
                evidence_due=datetime.fromisoformat(due) if due else None,
            )

    async def prepare_webhook(self, headers: Mapping[str, str]) -> None:
        """Have the certificate at hand that the message names."""
        await self._signatures.prepare(headers)

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        self._signatures.check(body, headers)
        event = json.loads(body)
        found = _subject(event["event_type"], event["resource"])
        if found is None:
            return None
        subject, reference = found
        return ProviderNotice(
            event_id=event["id"],
            kind=event["event_type"],
            reference=reference,
            created_at=datetime.fromisoformat(event["create_time"]),
            subject=subject,
        )

    async def _look_again(self, reference: str) -> ProviderPayment:
        try:
            return await self.fetch(reference)
        except ProviderUnavailable as error:
            raise OutcomeUnknown(error.message) from error

    def _read(self, order: dict[str, Any]) -> ProviderPayment:
        with understood():
            (unit,) = order["purchase_units"]
            amount = from_paypal(unit["amount"])
            payments = unit.get("payments", {})
            captures, refunds = payments.get("captures", []), payments.get("refunds", [])
            last = captures[-1] if captures else None
            status = _CAPTURES[last["status"]] if last else _ORDERS[order["status"]]
            is_taken = last is not None and status is ProviderStatus.CAPTURED
            given_back = sum(
                from_paypal(refund["amount"]).minor
                for refund in refunds
                if refund["status"] in _REFUNDS
            )
            payee = unit.get("payee", {}).get("merchant_id", "") if self._merchant_id else ""
            is_refused = status is ProviderStatus.FAILED
            return ProviderPayment(
                reference=order["id"],
                payment_reference=last["id"] if last else None,
                status=status,
                amount=amount,
                captured=from_paypal(last["amount"])
                if last and is_taken
                else Money.zero(amount.currency),
                refunded=Money(given_back, amount.currency),
                decline_code="capture_declined" if is_refused else None,
                account=f"paypal:{payee}",
                merchant_reference=unit.get("custom_id"),
            )


def _path(reference: str) -> str:
    return f"/v2/checkout/orders/{quote(reference, safe='')}"


def _order(request: PaymentRequest) -> dict[str, Any]:
    return {
        "intent": "CAPTURE",
        "purchase_units": [
            {
                "custom_id": request.reference,
                "description": request.description[:127],
                "amount": {
                    "currency_code": request.amount.currency,
                    "value": to_paypal(request.amount),
                },
            }
        ],
        "payment_source": {
            "paypal": {
                "experience_context": {
                    "return_url": request.return_url,
                    "cancel_url": request.cancel_url,
                    "user_action": "PAY_NOW",
                    "shipping_preference": "NO_SHIPPING",
                }
            }
        },
    }


def _refund(answer: dict[str, Any]) -> ProviderRefund:
    with understood():
        status = _REFUNDS.get(answer["status"], RefundOutcome.FAILED)
        is_failed = status is RefundOutcome.FAILED
        return ProviderRefund(
            reference=answer["id"],
            status=status,
            amount=from_paypal(answer["amount"]),
            failure=str(answer["status"]).lower() if is_failed else None,
        )


def _open_dispute(status: str) -> DisputeStatus:
    is_ours = status == "WAITING_FOR_SELLER_RESPONSE"
    return DisputeStatus.OPEN if is_ours or status == "OPEN" else DisputeStatus.UNDER_REVIEW


def _subject(kind: str, resource: dict[str, Any]) -> tuple[Subject, str] | None:
    if kind.startswith("CHECKOUT.ORDER."):
        return Subject.PAYMENT, resource["id"]
    if kind in {"PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.REVERSED"}:
        return Subject.REFUND, resource["id"]
    if kind.startswith("PAYMENT.CAPTURE."):
        return Subject.PAYMENT, resource["supplementary_data"]["related_ids"]["order_id"]
    if kind.startswith("CUSTOMER.DISPUTE."):
        return Subject.DISPUTE, resource["dispute_id"]
    return None
