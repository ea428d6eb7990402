"""Payouts through the sandbox bank."""

from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import ISO_LENGTH, Money
from core.outbound.patience import Patience
from core.payments.providers.base import OutcomeUnknown
from core.payments.providers.http import GatewayClient, understood
from core.payments.providers.payouts import PayoutOutcome, PayoutRequest, ProviderPayout


class SandboxPayouts:
    name: ClassVar[str] = "sandbox"
    can_reverse: ClassVar[bool] = True

    def __init__(self, url: str, api_key: str, *, patience: Patience | None = None) -> None:
        self._client = GatewayClient(url, api_key, patience)

    def accepts(self, currency: str) -> bool:
        return len(currency) == ISO_LENGTH

    async def send_payout(self, request: PayoutRequest) -> ProviderPayout:
        body = {
            "amount_minor": request.amount.minor,
            "currency": request.amount.currency,
            "destination": request.destination,
            "reference": request.reference,
            "description": request.description,
        }
        sent = _payout(
            await self._client.post("/v1/payouts", body, idempotency_key=request.key)
        )
        if sent.amount != request.amount:
            raise OutcomeUnknown("The bank sent another amount than we asked for.")
        return sent

    async def get_payout(self, reference: str) -> ProviderPayout:
        return _payout(await self._client.get(f"/v1/payouts/{quote(reference, safe='')}"))

    async def reverse_payout(
        self, reference: str, amount: Money, *, key: str
    ) -> ProviderPayout:
        body = {"amount_minor": amount.minor, "currency": amount.currency}
        path = f"/v1/payouts/{quote(reference, safe='')}/reversals"
        return _payout(await self._client.post(path, body, idempotency_key=key))


def _payout(answer: dict[str, Any]) -> ProviderPayout:
    with understood():
        currency = answer["currency"]
        return ProviderPayout(
            reference=answer["id"],
            status=PayoutOutcome(answer["status"]),
            amount=Money(answer["amount_minor"], currency),
            reversed=Money(answer["reversed_minor"], currency),
            failure=answer["failure"],
        )
