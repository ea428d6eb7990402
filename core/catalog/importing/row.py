"""One row of a file, before anyone knows what its columns mean."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Row:
    """``size`` is about how many characters the row holds."""

    number: int
    cells: list[str]
    size: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """``cells`` is what could still be made out at the start of the row. ``ends_file``:
    nothing after it can be read, so that the product before it may be incomplete.
    """

    number: int
    message: str
    cells: list[str] = field(default_factory=list)
    ends_file: bool = False
