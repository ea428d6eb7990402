"""The lines of the impact table of a product, and the kinds of evidence behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERIFIED, STATEMENT, MISSING = "verified", "statement", "missing"
EVIDENCE = {VERIFIED: "Verified", STATEMENT: "Maker’s statement"}
NO_DATA = "No data"


@dataclass(frozen=True, slots=True)
class Measure:
    key: str
    label: str
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return bool(self.unit)


MEASURES = (
    Measure("carbon", "Carbon, cradle to door", "kg CO2e"),
    Measure("water", "Water in making", "l"),
    Measure("renewable", "Recycled or renewable content", "%"),
    Measure("substances", "Substances of concern"),
    Measure("transport", "Inbound transport of materials", "km"),
    Measure("packaging", "Packaging", "g"),
    Measure("packaging_recycled", "Recycled share of packaging", "%"),
    Measure("guarantee", "Guarantee", "years"),
    Measure("repair", "Repair offered"),
    Measure("end_of_life", "End of life"),
    Measure("labour", "Working conditions"),
)


def evidence_of(fact: Mapping[str, Any]) -> str:
    """The kind of evidence of a stored line: a line without a value has none."""
    stated = str(fact.get("evidence", ""))
    return stated if stated in EVIDENCE and fact.get("value") is not None else MISSING
