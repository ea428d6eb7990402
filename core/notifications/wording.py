"""Amounts, dates and lines as mails write them: as the pages do."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency

from core.kernel.money import Money

LOCALE = "en_IE"


def money(amount: Money) -> str:
    """``€48.00``."""
    return format_currency(amount.decimal, amount.currency, locale=LOCALE)


def day(value: date) -> str:
    """``12 March 2026``."""
    return format_date(value, "d MMMM y", locale=LOCALE)


def days(first: date | None, last: date | None) -> str:
    """``12 March 2026``, ``12 March 2026 to 15 March 2026``, or nothing."""
    if first is None or last is None:
        return ""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def count(number: int, noun: str) -> str:
    """``1 piece``, ``3 pieces``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
