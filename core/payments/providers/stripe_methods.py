"""Cards kept by Stripe for later: customers, setup pages, charges without the buyer."""

from datetime import UTC, datetime
from typing import Any

import stripe

from core.payments.providers.base import (
    OutcomeUnknown,
    ProviderPayment,
    ProviderRefused,
    ProviderSession,
)
from core.payments.providers.methods import ProviderMethod, SavedCharge, SetupRequest
from core.payments.providers.stripe_amounts import to_stripe
from core.payments.providers.stripe_line import StripeLine
from core.payments.providers.stripe_reading import read_intent


class StripeMethods:
    _line: StripeLine

    async def create_customer(self, email: str, *, key: str) -> str:
        customer = await self._line.write(
            "create_customer",
            lambda: self._line.client.v1.customers.create_async(
                {"email": email}, {"idempotency_key": key}
            ),
        )
        return customer.id

    async def start_setup(self, request: SetupRequest) -> ProviderSession:
        session = await self._line.write(
            "start_setup",
            lambda: self._line.client.v1.checkout.sessions.create_async(
                {
                    "mode": "setup",
                    "customer": request.customer,
                    "currency": request.currency.lower(),
                    "success_url": request.return_url,
                    "cancel_url": request.cancel_url,
                    "expires_at": int(request.expires_at.timestamp()),
                },
                {"idempotency_key": request.key},
            ),
        )
        if session.url is None:
            raise OutcomeUnknown("The payment service opened no page.")
        expires_at = datetime.fromtimestamp(session.expires_at, UTC)
        return ProviderSession(session.id, session.url, expires_at)

    async def list_methods(self, customer: str) -> list[ProviderMethod]:
        found = await self._line.read(
            "list_methods",
            lambda: self._line.client.v1.customers.payment_methods.list_async(
                customer, {"type": "card", "limit": 100}
            ),
        )
        return [_read_method(method) for method in found.data]

    async def remove_method(self, method: str) -> None:
        methods = self._line.client.v1.payment_methods
        try:
            await self._line.write("remove_method", lambda: methods.detach_async(method))
        except ProviderRefused:  # detached before, or not ours to detach
            left = await self._line.read("fetch", lambda: methods.retrieve_async(method))
            if left.customer is not None:
                raise

    async def charge_saved(self, charge: SavedCharge) -> ProviderPayment:
        metadata: dict[str, Any] = {**charge.metadata, "order": charge.reference}
        units = to_stripe(charge.amount)
        intent = await self._line.write(
            "charge_saved",
            lambda: self._line.client.v1.payment_intents.create_async(
                {
                    "amount": units,
                    "currency": charge.amount.currency.lower(),
                    "customer": charge.customer,
                    "payment_method": charge.method,
                    "off_session": True,
                    "confirm": True,
                    "description": charge.description,
                    "metadata": metadata,
                    "transfer_group": charge.reference,
                    "expand": ["latest_charge"],
                },
                {"idempotency_key": charge.key},
            ),
        )
        payment = read_intent(intent)
        if payment.amount != charge.amount:
            raise OutcomeUnknown("The payment service charged another amount than ours.")
        return payment


def _read_method(method: stripe.PaymentMethod) -> ProviderMethod:
    card = method.card
    if card is None:
        return ProviderMethod(method.id, method.type)
    return ProviderMethod(
        method.id, method.type, card.brand, card.last4 or "", card.exp_month, card.exp_year
    )
