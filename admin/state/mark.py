from dataclasses import dataclass
from typing import Self

from admin.state.words import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge: the word for a state, and how it is colored and shaped."""

    word: str = ""
    tone: str = "neutral"
    shape: str = "new"

    @classmethod
    def of(cls, words: Words) -> Self:
        return cls(*words)
