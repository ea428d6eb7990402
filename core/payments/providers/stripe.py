"""Stripe: hosted Checkout pages, so that card data never touches the market."""

import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, TypeVar

import httpx
import stripe
from stripe.params.checkout import SessionCreateParams

from core.kernel.money import Money
from core.payments.providers.base import (
    SIGNATURE_TOLERANCE,
    BadSignature,
    OutcomeUnknown,
    PaymentRequest,
    ProviderNotice,
    ProviderPayment,
    ProviderRefund,
    ProviderRefused,
    ProviderSession,
    ProviderStatus,
    ProviderUnavailable,
)
from core.payments.providers.retry import Patience, with_retries
from core.payments.providers.stripe_amounts import CURRENCIES, to_stripe
from core.payments.providers.stripe_errors import translated
from core.payments.providers.stripe_reading import (
    NOTICES,
    intent_of,
    read_payment,
    read_refund,
)

T = TypeVar("T")

# Stripe closes a page no earlier than 30 minutes after it was opened. Ours is added to the
# deadline rather than counted from now: a repeated call must be word for word the same.
LEAST_LIFETIME = timedelta(minutes=31)
_EXPAND = ["payment_intent.latest_charge"]


class StripeProvider:
    """The page may outlive ``PaymentRequest.expires_at`` by ``LEAST_LIFETIME``; whoever gives
    up an order voids its session.
    """

    name: ClassVar[str] = "stripe"

    def __init__(
        self,
        secret_key: str,
        webhook_secret: str,
        *,
        api_base: str = "",
        patience: Patience | None = None,
    ) -> None:
        self._patience = patience or Patience()
        timeout = httpx.Timeout(self._patience.read, connect=self._patience.connect)
        self._http = stripe.HTTPXClient(timeout=timeout)
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else None,
            http_client=self._http,
            max_network_retries=0,  # ours know when an outcome is in doubt
        )
        self._webhook_secret = webhook_secret

    async def close(self) -> None:
        """Give back the connections it keeps."""
        await self._http.close_async()

    def accepts(self, currency: str) -> bool:
        return currency in CURRENCIES

    async def start(self, request: PaymentRequest) -> ProviderSession:
        params = _session_params(request)
        session = await self._write(
            lambda: self._client.v1.checkout.sessions.create_async(
                params, {"idempotency_key": request.idempotency_key}
            )
        )
        if read_payment(session).amount != request.amount or session.url is None:
            raise OutcomeUnknown("The payment service opened another page than ours.")
        return ProviderSession(
            reference=session.id,
            redirect_url=session.url,
            expires_at=datetime.fromtimestamp(session.expires_at, UTC),
        )

    async def fetch(self, reference: str) -> ProviderPayment:
        return read_payment(await self._session(reference))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        intent = intent_of(await self._session(reference)).id
        units = to_stripe(amount)
        await self._write(
            lambda: self._client.v1.payment_intents.capture_async(
                intent,
                {"amount_to_capture": units},
                {"idempotency_key": idempotency_key},
            )
        )
        return await self._after_writing(reference)

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        session = await self._session(reference)
        payment = read_payment(session)
        if session.status == "open":
            await self._write(
                lambda: self._client.v1.checkout.sessions.expire_async(
                    reference, {}, {"idempotency_key": idempotency_key}
                )
            )
        elif payment.status is ProviderStatus.AUTHORIZED:
            await self._write(
                lambda: self._client.v1.payment_intents.cancel_async(
                    intent_of(session).id, {}, {"idempotency_key": idempotency_key}
                )
            )
        elif payment.status in (ProviderStatus.CAPTURED, ProviderStatus.REQUIRES_ACTION):
            raise ProviderRefused(f"This payment is {payment.status} and cannot be voided.")
        else:
            return payment
        return await self._after_writing(reference)

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        intent = intent_of(await self._session(reference)).id
        units = to_stripe(amount)
        refund = await self._write(
            lambda: self._client.v1.refunds.create_async(
                {"payment_intent": intent, "amount": units},
                {"idempotency_key": idempotency_key},
            )
        )
        return read_refund(refund)

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        return read_refund(
            await self._read(lambda: self._client.v1.refunds.retrieve_async(reference))
        )

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        sent = {name.lower(): value for name, value in headers.items()}
        try:
            stripe.WebhookSignature.verify_header(
                body,
                sent.get("stripe-signature"),
                self._webhook_secret,
                int(SIGNATURE_TOLERANCE.total_seconds()),
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignature("Stripe did not sign this, or too long ago.") from error
        event = json.loads(body)
        if event["type"] not in NOTICES:
            return None
        return ProviderNotice(
            event_id=event["id"],
            kind=event["type"],
            reference=event["data"]["object"]["id"],
            created_at=datetime.fromtimestamp(event["created"], UTC),
        )

    async def _session(self, reference: str) -> stripe.checkout.Session:
        return await self._read(
            lambda: self._client.v1.checkout.sessions.retrieve_async(
                reference, {"expand": _EXPAND}
            )
        )

    async def _after_writing(self, reference: str) -> ProviderPayment:
        """The write is done; failing to look at it afterwards must not deny it."""
        try:
            return await self.fetch(reference)
        except ProviderUnavailable as error:
            raise OutcomeUnknown(error.message) from error

    async def _write(self, call: Callable[[], Awaitable[T]]) -> T:
        return await with_retries(lambda: translated(call), self._patience)

    async def _read(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            return await with_retries(lambda: translated(call), self._patience)
        except OutcomeUnknown as error:  # reading has no effect that could be in doubt
            raise ProviderUnavailable(error.message) from error


def _session_params(request: PaymentRequest) -> SessionCreateParams:
    """No ``payment_method_types``: which methods fit is decided in Stripe's dashboard."""
    metadata: dict[str, Any] = {**request.metadata, "order": request.reference}
    return {
        "mode": "payment",
        "client_reference_id": request.reference,
        "customer_email": request.customer_email,
        "success_url": request.return_url,
        "cancel_url": request.cancel_url,
        "expires_at": int((request.expires_at + LEAST_LIFETIME).timestamp()),
        "metadata": metadata,
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": request.amount.currency.lower(),
                    "unit_amount": to_stripe(request.amount),
                    "product_data": {"name": request.description},
                },
            }
        ],
        "payment_intent_data": {
            "capture_method": "automatic" if request.capture else "manual",
            "description": f"Order {request.reference}",
            "metadata": metadata,
            "transfer_group": request.reference,
        },
    }
