"""Taxes of an order added up as people read them: one sum for each rate and country."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from core.kernel.money import Money
from core.taxes.models import OwedBy, Treatment
from core.taxes.us_states import STATES


class Charged(Protocol):
    """A tax as quoted or as stored."""

    @property
    def jurisdiction(self) -> str: ...
    @property
    def treatment(self) -> Treatment: ...
    @property
    def rate_ppm(self) -> int: ...
    @property
    def base(self) -> Money: ...
    @property
    def amount(self) -> Money: ...
    @property
    def is_included(self) -> bool: ...
    @property
    def owed_by(self) -> OwedBy: ...


@dataclass(frozen=True, slots=True)
class TaxSum:
    jurisdiction: str
    treatment: Treatment
    rate_ppm: int
    is_included: bool
    owed_by: OwedBy
    base: Money
    amount: Money

    @property
    def rate(self) -> str:
        """“19 %”, “6.875 %”."""
        return f"{self.rate_ppm / 10_000:g} %"

    @property
    def kind(self) -> str:
        return "Sales tax" if self.jurisdiction.startswith("US") else "VAT"

    @property
    def place(self) -> str:
        """A state of the US by its name, a country by its code."""
        country, _, state = self.jurisdiction.partition("-")
        return STATES.get(state, state) if country == "US" and state else country


def summed(taxes: Iterable[Charged]) -> tuple[TaxSum, ...]:
    """The greatest rate first."""
    sums: dict[tuple[str, str, int, bool, str], TaxSum] = {}
    for tax in taxes:
        key = tax.jurisdiction, tax.treatment, tax.rate_ppm, tax.is_included, tax.owed_by
        before = sums.get(key)
        sums[key] = TaxSum(
            jurisdiction=tax.jurisdiction,
            treatment=Treatment(tax.treatment),
            rate_ppm=tax.rate_ppm,
            is_included=tax.is_included,
            owed_by=OwedBy(tax.owed_by),
            base=before.base + tax.base if before else tax.base,
            amount=before.amount + tax.amount if before else tax.amount,
        )
    return tuple(
        sorted(sums.values(), key=lambda s: (-s.rate_ppm, s.jurisdiction, s.treatment))
    )
