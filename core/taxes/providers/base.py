"""What the market needs of a source of rates and of a register of VAT numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from core.taxes.calculate import JurisdictionRate
from core.taxes.models import Goods, VatIdOutcome


@dataclass(frozen=True, slots=True)
class TaxPlace:
    """Where goods go to. ``region`` is a state's code in the US."""

    country: str
    region: str = ""
    postcode: str = ""

    @property
    def name(self) -> str:
        """“PT”, “US-CA”."""
        return f"{self.country}-{self.region}" if self.region else self.country


class TaxProvider(Protocol):
    """Rates of a place by kind of goods; none where nothing is charged.

    Asked while a bag is priced, in a transaction: an adapter that asks somebody over the
    network answers from its own cache and fills it outside.
    """

    name: ClassVar[str]

    async def rates(
        self, place: TaxPlace, goods: Collection[Goods], on: date
    ) -> Mapping[Goods, tuple[JurisdictionRate, ...]]: ...


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    outcome: VatIdOutcome
    reference: str = ""
    name: str = ""


class VatRegister(Protocol):
    """Asked between transactions. A register that is down answers ``UNKNOWN``."""

    name: ClassVar[str]

    async def check(self, vat_id: str) -> RegisterAnswer: ...
