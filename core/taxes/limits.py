"""Sums above which another rule holds, in the currency of the law that names them."""

from decimal import Decimal

from core.kernel.europe import EU_MEMBERS
from core.kernel.money import Money, exponent
from core.settings import settings

# Directive 2006/112/EC Art. 14a (1); United Kingdom: VATA 1994 s. 5A.
IMPORT_LIMITS = {"EU": Money(150_00, "EUR"), "GB": Money(135_00, "GBP")}
# Directive 2006/112/EC Art. 59c: sales into other member states in a calendar year.
DISTANCE_LIMIT = Money(10_000_00, "EUR")


def is_small_import(goods: Money, destination: str) -> bool:
    """Whether a consignment of goods worth this much, without VAT, is taxed at sale."""
    limit = IMPORT_LIMITS["EU" if destination in EU_MEMBERS else destination]
    return in_currency(goods, limit.currency) <= limit.decimal


def in_currency(amount: Money, currency: str) -> Decimal:
    """By the rates that the operator has set; for comparing with a limit, never for a price."""
    per_euro = settings().tax_units_per_eur
    return amount.decimal * per_euro[currency] / per_euro[amount.currency]


def minor_in_eur(minor: int, currency: str) -> Decimal:
    return in_currency(Money(minor, currency), "EUR").scaleb(exponent("EUR"))
