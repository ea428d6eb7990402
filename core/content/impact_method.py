"""How the impact facts of products come about, in versions. The newest is in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.catalog.impact import MEASURES, Measure
from core.content.errors import MethodNotFound


@dataclass(frozen=True, slots=True)
class Definition:
    """What a value has to mean to be put into a line, and what it is read from."""

    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Method:
    version: str
    day: date
    change: str
    definitions: Mapping[str, Definition]

    @property
    def lines(self) -> Sequence[tuple[Measure, Definition]]:
        return [
            (measure, self.definitions[measure.key])
            for measure in MEASURES
            if measure.key in self.definitions
        ]


METHODS: Sequence[Method] = (
    Method(
        "1.0",
        date(2026, 11, 21),
        "First version: eleven lines, three kinds of evidence, and a count of what is known. "
        "There is no score.",
        {
            "carbon": Definition(
                "Greenhouse gases from raw material to the buyer’s door, per piece, in "
                "kilograms of CO2 equivalents over 100 years. A range where the maker has one. "
                "Offsets are not subtracted.",
                "ISO 14067 study, or an estimate with the factors of ADEME’s Base Empreinte",
            ),
            "water": Definition(
                "Fresh water taken in the workshop and for the main material, per piece.",
                "Meter readings or ISO 14046 study",
            ),
            "renewable": Definition(
                "Share of the weight of the piece that is recycled, or grows again.",
                "Bill of materials; recycled share as in ISO 14021",
            ),
            "substances": Definition(
                "Substances of very high concern above 0.1 % of the weight, by name.",
                "Candidate list of REACH (Regulation (EC) 1907/2006, article 59)",
            ),
            "transport": Definition(
                "Way of the materials to the workshop, weighted by their weight.",
                "Delivery notes of suppliers",
            ),
            "packaging": Definition(
                "Weight of everything that is thrown away or sent back after unpacking.",
                "Scales",
            ),
            "packaging_recycled": Definition(
                "Share of that weight made of recycled material.",
                "Declaration of the supplier, as in ISO 14021",
            ),
            "guarantee": Definition(
                "Years of the maker’s own guarantee, beyond the two years of the law.",
                "Terms of the guarantee",
            ),
            "repair": Definition(
                "Whether and on which terms the workshop repairs the piece.",
                "Terms of the workshop",
            ),
            "end_of_life": Definition(
                "What can be done with the piece or its parts when it is worn out.",
                "Take-back terms, or the material as named by Decision 97/129/EC",
            ),
            "labour": Definition(
                "What is known about pay and conditions of those who make it.",
                "Published wages, collective agreement or an audit report",
            ),
        },
    ),
)


def current_method() -> Method:
    return METHODS[0]


def get_method(version: str) -> Method:
    found = next((method for method in METHODS if method.version == version), None)
    if found is None:
        raise MethodNotFound(version)
    return found
