"""How PayPal writes amounts."""

from decimal import Decimal
from typing import Any

from core.kernel.money import Money

Words = dict[str, Any]
_WHOLE = ("HUF", "JPY", "TWD")


def from_words(words: Words) -> Money:
    return Money.from_decimal(Decimal(words["value"]), words["currency_code"])


def to_words(amount: Money) -> Words:
    places = 0 if amount.currency in _WHOLE else None
    value = amount.decimal if places is None else amount.decimal.quantize(Decimal(1))
    return {"currency_code": amount.currency, "value": str(value)}
