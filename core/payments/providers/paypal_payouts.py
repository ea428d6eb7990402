"""PayPal Payouts v1: one batch with one item for each payout."""

import hashlib
from typing import Any, ClassVar
from urllib.parse import quote

from core.kernel.money import Money
from core.outbound.patience import Patience
from core.payments.providers.base import OutcomeUnknown, ProviderRefused
from core.payments.providers.http import gateway_line, understood
from core.payments.providers.payouts import PayoutOutcome, PayoutRequest, ProviderPayout
from core.payments.providers.paypal_line import (
    CURRENCIES,
    SANDBOX,
    PayPalLine,
    from_paypal,
    to_paypal,
)

_ITEMS = {
    "SUCCESS": PayoutOutcome.PAID,
    "FAILED": PayoutOutcome.FAILED,
    "BLOCKED": PayoutOutcome.FAILED,
    "RETURNED": PayoutOutcome.RETURNED,
    "REFUNDED": PayoutOutcome.RETURNED,
    "REVERSED": PayoutOutcome.RETURNED,
}
_LONGEST_ITEM_ID = 63


class PayPalPayouts:
    """``destination`` is the mailbox of the vendor's PayPal account."""

    name: ClassVar[str] = "paypal"
    can_reverse: ClassVar[bool] = False

    def __init__(
        self,
        client_id: str,
        secret: str,
        *,
        api_base: str = SANDBOX,
        patience: Patience | None = None,
    ) -> None:
        line = PayPalLine(api_base, client_id, secret, gateway_line(self.name, patience))
        self._client = line.client

    def accepts(self, currency: str) -> bool:
        return currency in CURRENCIES

    async def send_payout(self, request: PayoutRequest) -> ProviderPayout:
        item = {
            "recipient_type": "EMAIL",
            "receiver": request.destination,
            "amount": {
                "value": to_paypal(request.amount),
                "currency": request.amount.currency,
            },
            "sender_item_id": request.reference[:_LONGEST_ITEM_ID],
            "note": request.description or f"Payout {request.reference}",
        }
        batch_id = hashlib.sha256(request.key.encode()).hexdigest()[:30]
        answer = await self._client.post(
            "send_payout",
            "/v1/payments/payouts",
            {"sender_batch_header": {"sender_batch_id": batch_id}, "items": [item]},
            idempotency_key=request.key,
        )
        with understood():
            reference = answer["batch_header"]["payout_batch_id"]
        return ProviderPayout(
            reference,
            PayoutOutcome.PENDING,
            request.amount,
            Money.zero(request.amount.currency),
        )

    async def get_payout(self, reference: str) -> ProviderPayout:
        path = f"/v1/payments/payouts/{quote(reference, safe='')}"
        return _read(await self._client.get("get_payout", path))

    async def reverse_payout(
        self, reference: str, amount: Money, *, key: str
    ) -> ProviderPayout:
        raise ProviderRefused("PayPal does not take back what it paid out.")


def _read(batch: dict[str, Any]) -> ProviderPayout:
    with understood():
        header, items = batch["batch_header"], batch.get("items", [])
        if len(items) > 1:
            raise OutcomeUnknown("This batch is not one of ours.")
        amount = from_paypal((items[0]["payout_item"] if items else header)["amount"])
        state = items[0]["transaction_status"] if items else header["batch_status"]
        is_denied = header["batch_status"] in {"DENIED", "CANCELED"}
        status = PayoutOutcome.FAILED if is_denied else _ITEMS.get(state, PayoutOutcome.PENDING)
        is_over = status in (PayoutOutcome.FAILED, PayoutOutcome.RETURNED)
        failure = items[0].get("errors", {}).get("name", state) if items else state
        return ProviderPayout(
            reference=header["payout_batch_id"],
            status=status,
            amount=amount,
            reversed=Money.zero(amount.currency),
            failure=str(failure).lower()[:60] if is_over else None,
        )
