"""The sandbox bank's answers in our words."""

from typing import Any

from core.kernel.money import Money
from core.payments.providers.base import ProviderPayment, ProviderStatus
from core.payments.providers.http import understood

# A bank that is still thinking has something left to do, like a buyer in 3-D Secure.
_STATUSES = {status.value: status for status in ProviderStatus} | {
    "processing": ProviderStatus.REQUIRES_ACTION
}


def read_payment(answer: dict[str, Any]) -> ProviderPayment:
    with understood():
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
            merchant_reference=answer["merchant_reference"],
        )
