"""The table of rates: a versioned file, each rate with its days and its source."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from core.taxes.models import PPM, Goods

FILE = Path(__file__).parent / "rates" / "2026-11.json"


@dataclass(frozen=True, slots=True)
class Rate:
    """``ppm`` millionths, from a day to (and with) another; without end, until further
    notice.
    """

    jurisdiction: str
    goods: Goods
    ppm: int
    valid_from: date
    valid_until: date | None
    source: str

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class RateTable:
    version: str
    rates: tuple[Rate, ...]

    def find(self, jurisdiction: str, goods: Goods, on: date) -> Rate | None:
        """The rate of these goods, or else the standard rate there; None where none is
        known.
        """
        held = [r for r in self._of(jurisdiction) if r.holds(on)]
        for kind in (goods, Goods.STANDARD):
            for rate in held:
                if rate.goods is kind:
                    return rate
        return None

    def ppm(self, jurisdiction: str, goods: Goods, on: date) -> int:
        if goods is Goods.EXEMPT:
            return 0
        rate = self.find(jurisdiction, goods, on)
        return rate.ppm if rate else 0

    def jurisdictions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rate.jurisdiction for rate in self.rates))

    def _of(self, jurisdiction: str) -> Iterable[Rate]:
        return (rate for rate in self.rates if rate.jurisdiction == jurisdiction)


@cache
def rate_table() -> RateTable:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return RateTable(stored["version"], tuple(_rate(row) for row in stored["rates"]))


def _rate(row: dict[str, str | None]) -> Rate:
    until = row["valid_until"]
    return Rate(
        jurisdiction=str(row["jurisdiction"]),
        goods=Goods(str(row["goods"])),
        ppm=int(Decimal(str(row["rate"])) * PPM / 100),
        valid_from=date.fromisoformat(str(row["valid_from"])),
        valid_until=None if until is None else date.fromisoformat(until),
        source=str(row["source"]),
    )
