"""Lifecycles: which status may follow which. Nothing else may decide that."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from core.kernel.errors import Conflict

S = TypeVar("S", bound=StrEnum)


class IllegalMove(Conflict):
    code: ClassVar[str] = "illegal_move"

    def __init__(self, current: StrEnum, target: StrEnum) -> None:
        self.current, self.target = current, target
        super().__init__(f"This is {_words(current)} and cannot become {_words(target)}.")


class Lifecycle(Generic[S]):
    """A table of allowed moves; ``check`` raises on any move that is not in it."""

    def __init__(self, moves: Mapping[S, Iterable[S]]) -> None:
        self.moves: dict[S, frozenset[S]] = {
            source: frozenset(to) for source, to in moves.items()
        }

    def allows(self, current: S, target: S) -> bool:
        return target in self.moves.get(current, frozenset())

    def check(self, current: S, target: S) -> None:
        if not self.allows(current, target):
            raise IllegalMove(current, target)

    def is_final(self, status: S) -> bool:
        return not self.moves.get(status)


def _words(status: StrEnum) -> str:
    return status.value.replace("_", " ")
