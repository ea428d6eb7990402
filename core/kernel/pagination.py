"""A page of a list: every list in the market has a size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")
MAX_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    items: Sequence[T]
    total: int
    number: int
    size: int

    @property
    def count(self) -> int:
        """Number of pages; an empty list still has one."""
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.count

    def map(self, convert: Callable[[T], U]) -> "Page[U]":
        return Page([convert(item) for item in self.items], self.total, self.number, self.size)


def clamp(number: int, size: int) -> tuple[int, int]:
    """Page number and size within bounds, whatever a stranger asked for."""
    return max(1, min(number, 10_000)), max(1, min(size, MAX_PAGE_SIZE))
