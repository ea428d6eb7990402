"""The table of rates that comes with the market: countries, and states of the US."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import ClassVar

from core.taxes.calculate import JurisdictionRate
from core.taxes.models import Goods
from core.taxes.providers.base import TaxPlace
from core.taxes.rate_table import rate_table


class TableProvider:
    """Of the US it knows what states levy, not what counties and cities add."""

    name: ClassVar[str] = "table"

    async def rates(
        self, place: TaxPlace, goods: Collection[Goods], on: date
    ) -> Mapping[Goods, tuple[JurisdictionRate, ...]]:
        jurisdiction = f"US-{place.region}" if place.country == "US" else place.country
        table = rate_table()
        return {
            kind: (JurisdictionRate(jurisdiction, table.ppm(jurisdiction, kind, on)),)
            for kind in goods
        }
