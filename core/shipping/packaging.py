"""What a parcel is packed in: the market's list, the same for every workshop, which packs it
and
is paid for it. Each way has its price and its weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.kernel.errors import Invalid
from core.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Packaging:
    code: str
    name: str
    note: str
    grams: int
    prices_minor: Mapping[str, int]

    def price(self, currency: str) -> Money:
        return Money(self.prices_minor[currency], currency)


PACKAGINGS = (
    Packaging("reused", "Reused box", "A box that was used before.", 110, {"EUR": 0, "USD": 0}),
    Packaging(
        "paper",
        "New box, paper only",
        "Cardboard, paper padding and paper tape.",
        160,
        {"EUR": 90, "USD": 100},
    ),
    Packaging(
        "gift",
        "Gift wrap",
        "Wrapped in paper with a ribbon, no price inside.",
        240,
        {"EUR": 350, "USD": 400},
    ),
)
DEFAULT = PACKAGINGS[0]


def packaging(code: str) -> Packaging:
    """``code`` comes from a form; "" is the usual packaging."""
    if not code:
        return DEFAULT
    for one in PACKAGINGS:
        if one.code == code:
            return one
    raise Invalid("Choose one of the ways to pack.", field="packaging")
