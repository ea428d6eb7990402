"""Names in addresses."""

import re
import unicodedata

LONGEST = 70
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "þ": "th"}
)


def slug_of(name: str) -> str:
    """``Olaria Ribeira & Filhos`` -> ``olaria-ribeira-filhos``."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:LONGEST].strip("-") or "workshop"


def free_slug(name: str, taken: set[str]) -> str:
    """The slug of ``name``, numbered if others have it."""
    slug = slug_of(name)
    if slug not in taken:
        return slug
    return next(
        numbered
        for number in range(2, len(taken) + 3)
        if (numbered := f"{slug}-{number}") not in taken
    )
