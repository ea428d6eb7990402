"""The currencies the market sells in. A price exists in a currency or it does not: nothing is
converted.
"""

from core.kernel.errors import Invalid

CURRENCIES = ("EUR", "USD")


def ensure_sold_in(currency: str) -> str:
    if currency not in CURRENCIES:
        raise Invalid(f"Choose one of {', '.join(CURRENCIES)}.", field="currency")
    return currency
