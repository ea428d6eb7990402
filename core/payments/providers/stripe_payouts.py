"""Stripe Connect: vendors are paid by transfers to their connected accounts, separately from
the charges of the buyers.
"""

from typing import ClassVar

import stripe

from core.kernel.money import Money
from core.outbound.patience import Patience
from core.payments.providers.base import OutcomeUnknown
from core.payments.providers.payouts import PayoutOutcome, PayoutRequest, ProviderPayout
from core.payments.providers.stripe_amounts import CURRENCIES, from_stripe, to_stripe
from core.payments.providers.stripe_line import stripe_line


class StripePayouts:
    name: ClassVar[str] = "stripe"
    can_reverse: ClassVar[bool] = True

    def __init__(
        self, secret_key: str, *, api_base: str = "", patience: Patience | None = None
    ) -> None:
        self._line = stripe_line(secret_key, api_base=api_base, patience=patience)

    async def close(self) -> None:
        await self._line.http.close_async()

    def accepts(self, currency: str) -> bool:
        return currency in CURRENCIES

    async def send_payout(self, request: PayoutRequest) -> ProviderPayout:
        units = to_stripe(request.amount)
        transfer = await self._line.write(
            "send_payout",
            lambda: self._line.client.v1.transfers.create_async(
                {
                    "amount": units,
                    "currency": request.amount.currency.lower(),
                    "destination": request.destination,
                    "description": request.description or f"Payout {request.reference}",
                    "transfer_group": request.reference,
                    "metadata": {"payout": request.reference},
                },
                {"idempotency_key": request.key},
            ),
        )
        sent = _read(transfer)
        if sent.amount != request.amount:
            raise OutcomeUnknown("Stripe transferred another amount than we asked for.")
        return sent

    async def get_payout(self, reference: str) -> ProviderPayout:
        return _read(
            await self._line.read(
                "get_payout",
                lambda: self._line.client.v1.transfers.retrieve_async(reference),
            )
        )

    async def reverse_payout(
        self, reference: str, amount: Money, *, key: str
    ) -> ProviderPayout:
        units = to_stripe(amount)
        await self._line.write(
            "reverse_payout",
            lambda: self._line.client.v1.transfers.reversals.create_async(
                reference, {"amount": units}, {"idempotency_key": key}
            ),
        )
        return await self.get_payout(reference)


def _read(transfer: stripe.Transfer) -> ProviderPayout:
    return ProviderPayout(
        reference=transfer.id,
        status=PayoutOutcome.PAID,
        amount=from_stripe(transfer.amount, transfer.currency),
        reversed=from_stripe(transfer.amount_reversed, transfer.currency),
    )
