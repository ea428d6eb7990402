"""What was typed, taken apart: words, and phrases in quotation marks."""

import re
from dataclasses import dataclass

LONGEST_QUERY = 200
MOST_WORDS = 10
STOP_WORDS = frozenset(
    "a an and as at by for from in into is it of on or the to with".split()  # noqa: SIM905
)
_EMAIL = re.compile(r"\S+@\S+")
_PHONE = re.compile(r"\+\d[\d ()/-]{6,}")
_QUOTED = re.compile(r'["“„”«]([^"“„”«»]+)["”“»]')


@dataclass(frozen=True, slots=True)
class Typed:
    """``plain`` is what stands outside of quotation marks; ``whole`` is all of it."""

    whole: str
    plain: str
    phrases: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Typed":
        whole = text[:LONGEST_QUERY].strip()
        phrases = tuple(" ".join(found.split()) for found in _QUOTED.findall(whole))
        plain = " ".join(_QUOTED.sub(" ", whole).split())
        return cls(whole, plain, tuple(phrase for phrase in phrases if phrase))


def telling(words: list[str]) -> list[str]:
    """Without those that say nothing, unless there are no others."""
    return [word for word in words if word not in STOP_WORDS] or words


def normal(text: str) -> str:
    """Two spellings of one question are one question; addresses and numbers of people are not
    kept.
    """
    printable = "".join(c if c.isprintable() else " " for c in text)
    hidden = _PHONE.sub("…", _EMAIL.sub("…", printable))
    return " ".join(hidden.casefold().split())[:LONGEST_QUERY]
