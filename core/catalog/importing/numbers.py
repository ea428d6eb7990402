"""Reading what people type into number and yes/no cells. Never through a float."""

import re
from decimal import ROUND_HALF_UP, Decimal

from core.kernel.errors import Invalid
from core.kernel.money import Money, exponent

MAX_PRICE = Decimal(100_000_000)
MAX_QUANTITY = 10_000_000
MAX_WEIGHT_G = 100_000_000
GRAMS_PER = {
    "g": Decimal(1), "gram": Decimal(1), "grams": Decimal(1),
    "kg": Decimal(1000), "lb": Decimal("453.59237"), "lbs": Decimal("453.59237"),
    "oz": Decimal("28.349523125"),
}  # fmt: skip
YES = {"true", "yes", "1", "y", "wahr", "vrai", "verdadero", "verdadeiro", "vero", "waar"}
NO = {"false", "no", "0", "n", "falsch", "faux", "falso", "onwaar"}
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}

_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,10})?")
_DECIMAL_COMMA = re.compile(r"[+-]?(?:0+,[0-9]{3}|[0-9]{1,15},(?:[0-9]{1,2}|[0-9]{4,10}))")
_ONE_COMMA_THREE_DIGITS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED_ENGLISH = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,10})?")
_GROUPED_CONTINENTAL = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,10}")
_GROUPED_DOTS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:[.,]0+)?")


class Unreadable(Exception):
    """A cell that cannot be taken as what its column means, with a sentence."""


def read_decimal(text: str) -> Decimal:
    """``1234.5``, ``1,234.50`` and ``1.234,50``; what could be read in two ways is refused."""
    compact = re.sub(r"[\s\u00a0\u202f']", "", text)
    if _PLAIN.fullmatch(compact):
        return Decimal(compact)
    if _ONE_COMMA_THREE_DIGITS.fullmatch(compact):
        large, small = compact.replace(",", ""), compact.replace(",", ".")
        raise Unreadable(f"“{text}” can be read in two ways. Write {large}.00 or {small}.")
    if _GROUPED_ENGLISH.fullmatch(compact):
        return Decimal(compact.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(compact):
        return Decimal(compact.replace(",", "."))
    if _GROUPED_CONTINENTAL.fullmatch(compact) or _GROUPED_DOTS.fullmatch(compact):
        return Decimal(compact.replace(".", "").replace(",", "."))
    if text.startswith("="):
        raise Unreadable(f"“{_short(text)}” is a formula. Formulas are not calculated.")
    raise Unreadable(f"“{_short(text)}” is not a number.")


def read_money(text: str, currency: str) -> Money:
    bare = text.replace(SYMBOLS.get(currency, currency), "").strip()
    bare = re.sub(rf"^{currency}\b|\b{currency}$", "", bare, flags=re.IGNORECASE)
    amount = read_decimal(bare)
    if amount < 0:
        raise Unreadable(f"The price “{text}” is negative.")
    if amount >= MAX_PRICE:
        raise Unreadable(f"The price “{text}” is too large.")
    try:
        return Money.from_decimal(amount, currency)
    except Invalid as error:
        raise Unreadable(
            f"“{text}” has too many decimals: {currency} has {exponent(currency)}."
        ) from error


def read_quantity(text: str) -> int:
    """A whole number. Less than zero is possible: some shops count what they owe."""
    compact = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not _WHOLE.fullmatch(compact):
        raise Unreadable(f"“{_short(text)}” is not a whole number.")
    quantity = int(Decimal(compact.replace(",", ".")))
    if quantity > MAX_QUANTITY:
        raise Unreadable(f"A stock of “{text}” is too large.")
    return quantity


def read_grams(text: str, unit: str) -> int | None:
    """Whole grams, half up; nothing for zero, which shops write for “not weighed”."""
    factor = GRAMS_PER.get(unit.strip().casefold())
    if factor is None:
        raise Unreadable(f"“{_short(unit)}” is not a unit of weight. Use g, kg, lb or oz.")
    grams = (read_decimal(text) * factor).to_integral_value(ROUND_HALF_UP)
    if grams < 0:
        raise Unreadable(f"The weight “{text}” is negative.")
    if grams > MAX_WEIGHT_G:
        raise Unreadable(f"The weight “{text}” is too large.")
    return int(grams) or None


def read_yes_no(text: str) -> bool:
    word = text.strip().casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Unreadable(f"“{_short(text)}” is neither TRUE nor FALSE.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004
