"""Stripe: hosted Checkout pages, so that card data never touches the market."""

import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import stripe
from stripe.params.checkout import SessionCreateParams

from core.kernel.money import Money
from core.outbound.patience import Patience
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
    Way,
)
from core.payments.providers.signing import any_of
from core.payments.providers.stripe_amounts import CURRENCIES, to_stripe
from core.payments.providers.stripe_disputes import StripeDisputes
from core.payments.providers.stripe_line import stripe_line
from core.payments.providers.stripe_methods import StripeMethods
from core.payments.providers.stripe_reading import (
    NOTICES,
    intent_of,
    read_intent,
    read_payment,
    read_refund,
)

# Stripe closes a page no earlier than 30 minutes after it was opened. Ours is added to the
# deadline rather than counted from now: a repeated call must be word for word the same.
LEAST_LIFETIME = timedelta(minutes=31)
STABLECOIN_CURRENCY = "USD"  # what Stripe settles stablecoins in
_EXPAND = ["payment_intent.latest_charge"]
_SIGNED_AT = re.compile(r"(?:^|,)\s*t=(\d{1,12})(?:,|$)")


class StripeProvider(StripeMethods, StripeDisputes):
    """The page may outlive ``PaymentRequest.expires_at`` by ``LEAST_LIFETIME``; whoever gives
    up an order voids its session. References are those of Checkout sessions, or of payment
    intents where a saved card was charged.
    """

    name: ClassVar[str] = "stripe"
    can_hold: ClassVar[bool] = True

    def __init__(
        self,
        secret_key: str,
        webhook_secret: str,
        *,
        api_base: str = "",
        patience: Patience | None = None,
        takes_stablecoin: bool = False,
    ) -> None:
        self._line = stripe_line(secret_key, api_base=api_base, patience=patience)
        self._webhook_secrets = any_of(webhook_secret)
        self._takes_stablecoin = takes_stablecoin

    @property
    def account(self) -> str:
        return self._line.account

    async def close(self) -> None:
        """Give back the connections it keeps."""
        await self._line.http.close_async()

    def ways(self, currency: str) -> frozenset[Way]:
        if currency not in CURRENCIES:
            return frozenset()
        if self._takes_stablecoin and currency == STABLECOIN_CURRENCY:
            return frozenset({Way.CARD, Way.CRYPTO})
        return frozenset({Way.CARD})

    async def start(self, request: PaymentRequest) -> ProviderSession:
        params = _session_params(request)
        session = await self._line.write(
            "start",
            lambda: self._line.client.v1.checkout.sessions.create_async(
                params, {"idempotency_key": request.idempotency_key}
            ),
        )
        if read_payment(session).amount != request.amount or session.url is None:
            raise OutcomeUnknown("The payment service opened another page than ours.")
        return ProviderSession(
            reference=session.id,
            redirect_url=session.url,
            expires_at=datetime.fromtimestamp(session.expires_at, UTC),
        )

    async def fetch(self, reference: str) -> ProviderPayment:
        if reference.startswith("pi_"):
            return read_intent(await self._intent(reference))
        return read_payment(await self._session(reference))

    async def capture(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderPayment:
        intent = await self._intent_name(reference)
        units = to_stripe(amount)
        await self._line.write(
            "capture",
            lambda: self._line.client.v1.payment_intents.capture_async(
                intent,
                {"amount_to_capture": units},
                {"idempotency_key": idempotency_key},
            ),
        )
        return await self._after_writing(reference)

    async def void(self, reference: str, *, idempotency_key: str) -> ProviderPayment:
        session = await self._session(reference)
        payment = read_payment(session)
        if session.status == "open":
            await self._line.write(
                "void",
                lambda: self._line.client.v1.checkout.sessions.expire_async(
                    reference, {}, {"idempotency_key": idempotency_key}
                ),
            )
        elif payment.status is ProviderStatus.AUTHORIZED:
            await self._line.write(
                "void",
                lambda: self._line.client.v1.payment_intents.cancel_async(
                    intent_of(session).id, {}, {"idempotency_key": idempotency_key}
                ),
            )
        elif payment.status in (ProviderStatus.CAPTURED, ProviderStatus.REQUIRES_ACTION):
            raise ProviderRefused(f"This payment is {payment.status} and cannot be voided.")
        else:
            return payment
        return await self._after_writing(reference)

    async def refund(
        self, reference: str, amount: Money, *, idempotency_key: str
    ) -> ProviderRefund:
        intent = await self._intent_name(reference)
        units = to_stripe(amount)
        refund = await self._line.write(
            "refund",
            lambda: self._line.client.v1.refunds.create_async(
                {"payment_intent": intent, "amount": units},
                {"idempotency_key": idempotency_key},
            ),
        )
        answer = read_refund(refund)
        if answer.amount != amount:
            raise OutcomeUnknown("The payment service gave back another amount than ours.")
        return answer

    async def fetch_refund(self, reference: str) -> ProviderRefund:
        return read_refund(
            await self._line.read(
                "fetch_refund", lambda: self._line.client.v1.refunds.retrieve_async(reference)
            )
        )

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> ProviderNotice | None:
        sent = {name.lower(): value for name, value in headers.items()}
        self._check_signature(body, sent.get("stripe-signature", ""))
        event = json.loads(body)
        if event["livemode"] is not (self.account == "stripe:live"):
            raise BadSignature("This message is about another mode than ours.")
        if event["type"] not in NOTICES or event.get("account"):
            return None  # also what happens in accounts connected to ours
        return ProviderNotice(
            event_id=event["id"],
            kind=event["type"],
            reference=event["data"]["object"]["id"],
            created_at=datetime.fromtimestamp(event["created"], UTC),
            subject=NOTICES[event["type"]],
        )

    def _check_signature(self, body: bytes, header: str) -> None:
        if not any(_is_signed(body, header, secret) for secret in self._webhook_secrets):
            raise BadSignature("Stripe did not sign this.")
        at = _SIGNED_AT.search(header)
        age = abs(time.time() - int(at[1])) if at else None
        if age is None or age > SIGNATURE_TOLERANCE.total_seconds():
            raise BadSignature("Stripe signed this too long ago.")

    async def _intent_name(self, reference: str) -> str:
        if reference.startswith("pi_"):
            return reference
        return intent_of(await self._session(reference)).id

    async def _intent(self, reference: str) -> stripe.PaymentIntent:
        return await self._line.read(
            "fetch",
            lambda: self._line.client.v1.payment_intents.retrieve_async(
                reference, {"expand": ["latest_charge"]}
            ),
        )

    async def _session(self, reference: str) -> stripe.checkout.Session:
        return await self._line.read(
            "fetch",
            lambda: self._line.client.v1.checkout.sessions.retrieve_async(
                reference, {"expand": _EXPAND}
            ),
        )

    async def _after_writing(self, reference: str) -> ProviderPayment:
        """The write is done; failing to look at it afterwards must not deny it."""
        try:
            return await self.fetch(reference)
        except ProviderUnavailable as error:
            raise OutcomeUnknown(error.message) from error


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    try:
        stripe.WebhookSignature.verify_header(body, header, secret, None)
    except (stripe.SignatureVerificationError, ValueError):
        return False
    return True


def _session_params(request: PaymentRequest) -> SessionCreateParams:
    """No list of methods, except where the buyer chose to pay in stablecoin: which
    methods fit is decided in Stripe's dashboard.
    """
    metadata: dict[str, Any] = {**request.metadata, "order": request.reference}
    params: SessionCreateParams = {
        "mode": "payment",
        "client_reference_id": request.reference,
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
    if request.customer:
        params["customer"] = request.customer
    else:
        params["customer_email"] = request.customer_email
    if request.customer and request.saves_method:
        params["payment_intent_data"]["setup_future_usage"] = "off_session"
    if request.way is Way.CRYPTO:
        params["allowed_payment_method_types"] = ["crypto"]
    return params
