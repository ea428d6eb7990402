"""The arithmetic of taxes: rounded once, half up, in whole minor units.

The market rounds per line. The other two ways are those of other shops and tax offices: per
unit, or per order with what was rounded off carried from line to line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.kernel.money import Money
from core.taxes.models import PPM


class Rounding(StrEnum):
    UNIT = "unit"
    LINE = "line"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class JurisdictionRate:
    """``is_compound``: reckoned on the price with the taxes before it."""

    jurisdiction: str
    ppm: int
    is_compound: bool = False


@dataclass(frozen=True, slots=True)
class Assessed:
    """An amount to be taxed: what is paid for ``quantity`` units, with the tax in it or not."""

    amount: Money
    rates: tuple[JurisdictionRate, ...]
    is_included: bool
    quantity: int = 1


def calculate(
    lines: Iterable[Assessed], rounding: Rounding = Rounding.LINE
) -> list[tuple[Money, ...]]:
    """The tax of each line, one amount for each of its rates."""
    carried: dict[JurisdictionRate, Fraction] = {}
    return [_of_line(line, rounding, carried) for line in lines]


def without_tax(amount: Money, ppm: int) -> Money:
    """A price that contains a tax, less that tax."""
    return amount - Money(_half_up(Fraction(amount.minor * ppm, PPM + ppm)), amount.currency)


def effective(rates: Sequence[JurisdictionRate]) -> list[Fraction]:
    """Each rate as a share of the price without taxes."""
    found: list[Fraction] = []
    for rate in rates:
        share = Fraction(rate.ppm, PPM)
        found.append(share * (1 + sum(found)) if rate.is_compound else share)
    return found


def _of_line(
    line: Assessed, rounding: Rounding, carried: dict[JurisdictionRate, Fraction]
) -> tuple[Money, ...]:
    shares = effective(line.rates)
    if line.is_included:
        shares = [share / (1 + sum(shares)) for share in shares]
    amount = Fraction(line.amount.minor)
    if rounding is Rounding.UNIT:
        parts = _rounded([amount / line.quantity * s for s in shares], line)
        minors = [part * line.quantity for part in parts]
    elif rounding is Rounding.LINE:
        minors = _rounded([amount * share for share in shares], line)
    else:
        minors = []
        for rate, share in zip(line.rates, shares, strict=True):
            exact = amount * share + carried.get(rate, Fraction(0))
            minors.append(_half_up(exact))
            carried[rate] = exact - minors[-1]
    return tuple(Money(minor, line.amount.currency) for minor in minors)


def _rounded(exact: Sequence[Fraction], line: Assessed) -> list[int]:
    """Each on its own; of a price that contains several, the sum is rounded and then split,
    so that base and taxes make the price.
    """
    if not line.is_included or len(exact) < 2:  # noqa: PLR2004  one tax is the whole sum
        return [_half_up(one) for one in exact]
    whole = Money(_half_up(sum(exact, Fraction(0))), line.amount.currency)
    return [part.minor for part in whole.allocate([rate.ppm for rate in line.rates])]


def _half_up(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))
