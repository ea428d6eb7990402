"""Addresses of products and categories: made once, from the name, and kept."""

import re
import secrets
import unicodedata
from collections.abc import Collection

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # nothing that reads like something else
_SPELLED = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "&": " and ",
})  # fmt: skip
SUFFIX = 5


def slugify(text: str, *, longest: int = 80, otherwise: str = "piece") -> str:
    """``"Távola No. 3"`` -> ``"tavola-no-3"``; ``otherwise`` when nothing readable is left."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_SPELLED))
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return slug[:longest].strip("-") or otherwise


def free_slug(base: str, taken: Collection[str]) -> str:
    """``base``, or ``base`` with a suffix that nobody has to count for."""
    slug = base
    while slug in taken:
        slug = f"{base}-{''.join(secrets.choice(_ALPHABET) for _ in range(SUFFIX))}"
    return slug
