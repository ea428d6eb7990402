"""What stands in the address of a list, read with suspicion."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)
LONGEST = 100


def text_of(query: Mapping[str, str], name: str = "q") -> str:
    return query.get(name, "").strip()[:LONGEST]


def one_of(kind: type[E], query: Mapping[str, str], name: str) -> E | None:
    """The value if it is one of ``kind``; anything else is as if it were not there."""
    raw = query.get(name, "")
    return kind(raw) if raw in set(kind) else None


def kept(**parameters: str | None) -> dict[str, str]:
    """The parameters that say something, as they are written in an address."""
    return {name: str(value) for name, value in parameters.items() if value}
