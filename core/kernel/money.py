"""Money: an integer number of minor units in one currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import ClassVar, Self

from core.kernel.errors import Invalid

# ISO 4217 minor-unit exponents that differ from the usual two.
EXPONENTS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
    "RWF": 0,     "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
MAX_MINOR = 2**63 - 1
ISO_LENGTH = 3


class CurrencyMismatch(Invalid):
    code: ClassVar[str] = "currency_mismatch"

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"Amounts in {left} and {right} cannot be combined.")


def exponent(currency: str) -> int:
    """Number of decimal places of a currency (EUR 2, JPY 0, KWD 3)."""
    return EXPONENTS.get(currency, 2)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """``Money(1250, "EUR")`` is 12.50 €. Arithmetic never leaves the integers."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError("money is counted in whole minor units")
        if abs(self.minor) > MAX_MINOR:
            raise Invalid("This amount is too large.")
        if (
            len(self.currency) != ISO_LENGTH
            or not self.currency.isascii()
            or not self.currency.isupper()
        ):
            raise Invalid(f"“{self.currency}” is not a currency code.")

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def from_decimal(cls, amount: Decimal, currency: str) -> Self:
        """Read a typed or imported amount; more decimals than the currency has are refused."""
        if not amount.is_finite():
            raise Invalid("This is not an amount.")
        minor = amount.scaleb(exponent(currency))
        if minor != minor.to_integral_value():
            raise Invalid(f"{currency} has {exponent(currency)} decimal places.")
        return cls(int(minor), currency)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    @property
    def is_zero(self) -> bool:
        return self.minor == 0

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.minor * quantity, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def share(self, bps: int) -> "Money":
        """``bps`` ten-thousandths of the amount, rounded half to even: 12 % is 1200."""
        exact = Decimal(self.minor) * bps / 10_000
        return Money(int(exact.to_integral_value(ROUND_HALF_EVEN)), self.currency)

    def scale(self, numerator: int, denominator: int) -> "Money":
        """The amount times a fraction, rounded half up away from zero."""
        exact = Decimal(self.minor) * numerator / denominator
        return Money(int(exact.to_integral_value(ROUND_HALF_UP)), self.currency)

    def allocate(self, weights: Sequence[int]) -> list["Money"]:
        """Split by weight without losing a minor unit (largest remainder, ties to the earlier
        part).

        Equal weights of zero split evenly; a negative amount is split as its positive mirror.
        """
        if not weights:
            raise Invalid("There is nothing to split the amount over.")
        if any(weight < 0 for weight in weights):
            raise Invalid("Weights cannot be negative.")
        parts = list(weights) if any(weights) else [1] * len(weights)
        total, amount = sum(parts), abs(self.minor)
        floors = [amount * part // total for part in parts]
        by_remainder = sorted(
            range(len(parts)), key=lambda i: (-(amount * parts[i] % total), i)
        )
        for i in by_remainder[: amount - sum(floors)]:
            floors[i] += 1
        sign = -1 if self.minor < 0 else 1
        return [Money(sign * floor, self.currency) for floor in floors]

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Sum that is still typed when there is nothing to add."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result
