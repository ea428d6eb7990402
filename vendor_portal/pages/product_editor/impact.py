"""What a workshop says about the impact of a piece. It states; only the market verifies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from core.catalog.impact import (
    EVIDENCE,
    MEASURES,
    MISSING,
    NO_DATA,
    STATEMENT,
    VERIFIED,
    Measure,
)
from core.kernel.errors import Invalid
from core.ui.forms import read_amount

LONGEST = 120
WORDS = EVIDENCE | {MISSING: NO_DATA}
TONES = {VERIFIED: "success", STATEMENT: "attention", MISSING: "neutral"}


@dataclass(frozen=True, slots=True)
class ImpactField:
    """A row of the form; what is verified is shown and cannot be typed over."""

    name: str
    label: str
    unit: str
    value: str
    word: str
    tone: str
    is_verified: bool

    @classmethod
    def of(cls, measure: Measure, stored: Mapping[str, Any]) -> Self:
        value = stored.get("value")
        evidence = str(stored.get("evidence", MISSING)) if value is not None else MISSING
        return cls(
            name=f"impact:{measure.key}",
            label=measure.label,
            unit=measure.unit,
            value="" if value is None else str(value),
            word=WORDS.get(evidence, WORDS[STATEMENT]),
            tone=TONES.get(evidence, TONES[STATEMENT]),
            is_verified=evidence == VERIFIED,
        )


def impact_fields(stored: Sequence[Mapping[str, Any]]) -> list[ImpactField]:
    by_key = {str(row.get("measure")): row for row in stored}
    return [ImpactField.of(measure, by_key.get(measure.key, {})) for measure in MEASURES]


def read_impact(
    sent: Mapping[str, str], stored: Sequence[Mapping[str, Any]], today: date
) -> tuple[dict[str, Any], ...]:
    """Every measure with what was stated. A verified one stays as it is."""
    by_key = {str(row.get("measure")): row for row in stored}
    known = {measure.key for measure in MEASURES}
    others = [dict(row) for key, row in by_key.items() if key not in known]
    rows = [_row(measure, by_key.get(measure.key, {}), sent, today) for measure in MEASURES]
    return (*rows, *others)


def _row(
    measure: Measure, stored: Mapping[str, Any], sent: Mapping[str, str], today: date
) -> dict[str, Any]:
    if stored.get("evidence") == VERIFIED:
        return dict(stored)
    name = f"impact:{measure.key}"
    value = _value(measure, sent.get(name, "").strip()[:LONGEST], name)
    row: dict[str, Any] = {
        "measure": measure.key,
        "label": measure.label,
        "unit": measure.unit,
        "value": value,
        "evidence": MISSING if value is None else STATEMENT,
    }
    if value is None:
        return row
    if value == stored.get("value"):
        return {**stored, **row}
    return {**row, "source": {"kind": "maker's statement", "date": today.isoformat()}}


def _value(measure: Measure, text: str, name: str) -> int | float | str | None:
    if not text:
        return None
    if not measure.is_number:
        return text
    try:
        amount = read_amount(text)
    except ValueError:
        raise Invalid("Enter a number.", field=name) from None
    if amount < Decimal(0):
        raise Invalid("This cannot be negative.", field=name)
    return int(amount) if amount == amount.to_integral_value() else float(amount)
