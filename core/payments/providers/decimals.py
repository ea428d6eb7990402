"""Amounts as decimal strings, for gateways that count so."""

from decimal import Decimal, InvalidOperation

from core.kernel.errors import Invalid
from core.kernel.money import Money, exponent


def to_text(amount: Money, places: int | None = None) -> str:
    """``places`` where the gateway counts otherwise than ISO; nothing is rounded."""
    wanted = exponent(amount.currency) if places is None else places
    exact = amount.decimal
    text = exact.quantize(Decimal(1).scaleb(-wanted))
    if text != exact:
        raise Invalid(f"{amount.decimal} {amount.currency} cannot be written exactly.")
    return str(text)


def from_text(text: str, currency: str) -> Money:
    """Raises ``ValueError`` for what is no amount."""
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    return Money.from_decimal(value, currency)
