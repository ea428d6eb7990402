"""The price per kilogram or liter that Directive 98/6/EC wants beside what is sold by
measure.
"""

import re
from decimal import Decimal

from core.kernel.errors import Invalid
from core.kernel.money import Money

MEASURES = {
    "g": ("g", 1), "kg": ("g", 1000), "ml": ("ml", 1), "cl": ("ml", 10), "l": ("ml", 1000),
}  # fmt: skip
MOST = 10_000_000
_CONTENT = re.compile(r"(\d{1,8}(?:[.,]\d{1,3})?)\s*([a-z]{1,2})", re.IGNORECASE)
BASE = {"g": ("kg", 1000), "ml": ("l", 1000)}


def unit_price(price: Money, amount: int | None, unit: str) -> tuple[Money, str] | None:
    """Of a variant that holds ``amount`` grams or milliliters; None for what is sold by the
    piece.
    """
    if not amount or unit not in BASE:
        return None
    name, whole = BASE[unit]
    return price.scale(whole, amount), name


def read_content(typed: str) -> tuple[int | None, str]:
    """``"0,25 l"`` is 250 milliliters; blank is sold by the piece."""
    text = typed.strip()
    if not text:
        return None, ""
    found = _CONTENT.fullmatch(text)
    unit, times = MEASURES.get(found[2].lower(), ("", 0)) if found else ("", 0)
    amount = int(Decimal(found[1].replace(",", ".")) * times) if found else 0
    if not unit or not 0 < amount <= MOST:
        raise Invalid("Write how much is in it, such as 250 ml or 0.5 kg.", field="content")
    return amount, unit


def written_content(amount: int | None, unit: str) -> str:
    return f"{amount} {unit}" if amount else ""
