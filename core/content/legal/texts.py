"""Which legal texts there are, and all their versions. A text that changes gets a new file and
a new line here; a test refuses one that was changed in place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.content.errors import LegalTextNotFound

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Version:
    """``digest`` is the beginning of the file's SHA-256."""

    name: str
    day: date
    change: str
    digest: str


@dataclass(frozen=True, slots=True)
class LegalText:
    slug: str
    title: str
    summary: str
    versions: tuple[Version, ...]  # the newest first

    @property
    def current(self) -> Version:
        return self.versions[0]

    def version(self, name: str) -> Version:
        """``name``, or the current one if there is none of that name."""
        return next((each for each in self.versions if each.name == name), self.current)

    def file(self, version: Version) -> Path:
        return FOLDER / f"{self.slug}-{version.name}.md"


def _first(day: date, digest: str) -> tuple[Version, ...]:
    return (Version("1.0", day, "First version.", digest),)


def _second(change: str, digest: str, first: str) -> tuple[Version, ...]:
    return (Version("1.1", START, change, digest), *_first(START, first))


START = date(2026, 11, 21)
LEGAL_TEXTS: Sequence[LegalText] = (
    LegalText(
        "terms", "Terms of use", "Who sells, how a contract is made, what we decide.",
        _second(
            "Where the name of a workshop stands; when pieces are looked at.",
            "586defef2d1b", "c3c92553afde",
        ),
    ),
    LegalText(
        "privacy", "Privacy", "What is kept, why, for how long, and your rights.",
        _first(START, "bf9ced7db041"),
    ),
    LegalText(
        "cookies", "Cookies", "Every name that is stored on your device.",
        _first(START, "b60287bbb462"),
    ),
    LegalText(
        "withdrawal", "Right of withdrawal", "14 days, how to withdraw, and the form.",
        _second(
            "Where the address of a workshop stands.",
            "7db77e706001", "a7623fcc0ecf",
        ),
    ),
    LegalText(
        "reviews", "How reviews are checked", "Who can write one, and what is taken down.",
        _second(
            "How long a review can be changed, what waits, what a report does.",
            "11f1cce94bcf", "231e089767d0",
        ),
    ),
    LegalText(
        "accessibility", "Accessibility", "What works, how it is tested, what does not yet.",
        _first(START, "5502f2614874"),
    ),
    LegalText("imprint", "Imprint", "Who runs the market.", _first(START, "75136d96001e")),
)  # fmt: skip


def legal_text(slug: str) -> LegalText:
    found = next((text for text in LEGAL_TEXTS if text.slug == slug), None)
    if found is None:
        raise LegalTextNotFound(slug)
    return found
