from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from core.catalog.guide_queries import MaterialData, MeasureRange
from core.ui.format import number

NO_DATA = "No data"


@dataclass(frozen=True, slots=True)
class RangeRow:
    measure: str = ""
    value: str = NO_DATA
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class MaterialView:
    slug: str = ""
    name: str = ""
    intro: str = ""
    about: list[str] = field(default_factory=list[str])
    care: str = ""
    ranges: list[RangeRow] = field(default_factory=list[RangeRow])

    @classmethod
    def of(cls, material: MaterialData, ranges: Sequence[MeasureRange]) -> Self:
        return cls(
            slug=material.slug,
            name=material.name,
            intro=material.intro,
            about=[part.strip() for part in material.about.split("\n\n") if part.strip()],
            care=material.care,
            ranges=[_row(found) for found in ranges],
        )


def _row(found: MeasureRange) -> RangeRow:
    """What is not known is said: of how many pieces, and by whom."""
    said = f"{number(found.stated)} of {number(found.pieces)} pieces say it"
    evidence = f"{said}, {number(found.verified)} with evidence" if found.stated else ""
    return RangeRow(found.label, _value(found), evidence)


def _value(found: MeasureRange) -> str:
    if found.lowest is None or found.highest is None:
        return "Said in words on each page" if found.stated else NO_DATA
    ends = dict.fromkeys(number(end) for end in (found.lowest, found.highest))
    return f"{' to '.join(ends)} {found.unit}".strip()
