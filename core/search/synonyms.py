"""Words that find each other."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.search.spelling import is_close

SHORTEST_PART = 3
_WORD = re.compile(r"\w+")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One way, the first finds the others and not the other way round."""

    words: tuple[str, ...]
    is_one_way: bool = False

    def __str__(self) -> str:
        if self.is_one_way:
            return f"{self.words[0]} → {', '.join(self.words[1:])}"
        return ", ".join(self.words)

    def pairs(self) -> Iterable[tuple[str, str]]:
        """What was asked, and what it finds too."""
        if self.is_one_way:
            return [(self.words[0], other) for other in self.words[1:]]
        return [(one, other) for one in self.words for other in self.words if one != other]


@dataclass(frozen=True, slots=True)
class Span:
    """The words from ``start`` to before ``end`` also mean each of ``others``."""

    start: int
    end: int
    others: tuple[Phrase, ...]


class Synonyms:
    """Looked up by any phrase of a group; a plural does not matter."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self.groups = tuple(groups)
        self._found: dict[Phrase, dict[Phrase, None]] = {}
        for group in self.groups:
            for asked, other in group.pairs():
                if words := folded(other):
                    self._found.setdefault(_stems(folded(asked)), {})[words] = None
        self._found.pop((), None)
        self._longest = max(map(len, self._found), default=0)
        phrases = (folded(words) for group in self.groups for words in group.words)
        self._words = frozenset(word for phrase in phrases for word in phrase)

    def spans(self, words: Sequence[str]) -> list[Span]:
        """All of the words in order: those that mean more than themselves, longest first, and
        the others one by one.
        """
        stems, found, start = _stems(words), [], 0
        while start < len(words):
            span = self._longest_from(stems, start) or Span(start, start + 1, ())
            found.append(span)
            start = span.end
        return found

    def guess(self, word: str, *, is_last: bool) -> tuple[Phrase, ...]:
        """What a word may mean that nothing is called by: a part of a phrase of a group, the
        beginning of one or a misspelt one.
        """
        found: dict[Phrase, None] = {}
        if len(word) < SHORTEST_PART:
            return ()
        for phrase, others in self._found.items():
            if any(_may_mean(word, part, is_last=is_last) for part in phrase):
                found |= others
                found[phrase] = None
        return tuple(found)

    def knows(self, word: str) -> bool:
        """It is a word of some phrase that means more than itself."""
        [stem] = _stems([word])
        return any(stem in phrase for phrase in self._found)

    def words(self) -> frozenset[str]:
        """Every word of every phrase, as it is written."""
        return self._words

    def as_settings(self) -> dict[str, list[str]]:
        """By phrase, what it finds too."""
        return {" ".join(p): [" ".join(o) for o in others] for p, others in self._texts()}

    def _texts(self) -> Iterable[tuple[Phrase, Iterable[Phrase]]]:
        found: dict[Phrase, dict[Phrase, None]] = {}
        for group in self.groups:
            for asked, other in group.pairs():
                if folded(asked) and folded(other):
                    found.setdefault(folded(asked), {})[folded(other)] = None
        return found.items()

    def _longest_from(self, stems: Phrase, start: int) -> Span | None:
        for length in range(min(self._longest, len(stems) - start), 0, -1):
            if others := self._found.get(stems[start : start + length]):
                return Span(start, start + length, tuple(others))
        return None


def folded(text: str) -> Phrase:
    """Words in lower case without accents."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain.casefold()))


def _may_mean(word: str, part: str, *, is_last: bool) -> bool:
    return (is_last and part.startswith(word)) or word == part or is_close(word, part)


def _stems(words: Sequence[str]) -> Phrase:
    """Without their plural, as far as looking up a synonym needs it."""
    return tuple(
        word.removesuffix("s") if len(word) > SHORTEST_PART else word for word in words
    )
