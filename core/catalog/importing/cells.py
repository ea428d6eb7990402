"""The cells of one row by the name of their field; what is wrong with one becomes an issue."""

from collections.abc import Callable
from typing import TypeVar

from core.catalog.importing.columns import ColumnMap, Field
from core.catalog.importing.numbers import Unreadable, read_yes_no
from core.catalog.importing.records import RowIssue, Severity
from core.catalog.importing.row import Row
from core.catalog.importing.text import clean_text, is_formula

T = TypeVar("T")
ATTRIBUTE_CHARS = 1_000


class RowCells:
    """Reads fields of a row and collects ``issues``."""

    def __init__(self, row: Row, columns: ColumnMap) -> None:
        self.number = row.number
        self.size = row.size
        self.issues = [RowIssue(row.number, Severity.WARNING, note) for note in row.notes]
        self._cells = row.cells
        self._columns = columns

    def has(self, field: Field) -> bool:
        return bool(self.raw(field))

    def raw(self, field: Field) -> str:
        """The cell, cleaned; empty when the file has no such column."""
        index = self._columns.fields.get(field)
        return "" if index is None else clean_text(self._cells[index])

    def at(self, index: int) -> str:
        return clean_text(self._cells[index])

    def text(self, field: Field, limit: int) -> str:
        """A line of text. Too long is an error; a formula stays text, with a warning."""
        text = " ".join(self.raw(field).split())
        if len(text) > limit:
            self.error(f"The text is longer than {limit} characters.", field)
            return ""
        if is_formula(text):
            self.warn("The cell looks like a formula. It was read as plain text.", field)
        return text

    def shortened(self, field: Field, limit: int) -> str:
        """A line of text that may lose its end, with a warning."""
        text = " ".join(self.raw(field).split())
        if len(text) > limit:
            self.warn(f"The text was cut after {limit} characters.", field)
            text = text[:limit].rstrip()
        if is_formula(text):
            self.warn("The cell looks like a formula. It was read as plain text.", field)
        return text

    def required(self, field: Field, read: Callable[[str], T]) -> T | None:
        """None with an error when the cell cannot be read."""
        try:
            return read(self.raw(field))
        except Unreadable as problem:
            self.error(str(problem), field)
            return None

    def optional(self, field: Field, read: Callable[[str], T]) -> T | None:
        """None when empty, None with a warning when the cell cannot be read."""
        if not (text := self.raw(field)):
            return None
        try:
            return read(text)
        except Unreadable as problem:
            self.warn(f"{problem} The cell was left out.", field)
            return None

    def yes_no(self, field: Field) -> bool | None:
        return self.optional(field, read_yes_no)

    def attribute(self, index: int, column: str) -> str:
        text = " ".join(self.at(index).split())
        if len(text) > ATTRIBUTE_CHARS:
            self._add(Severity.WARNING, f"“{column}” is too long and was left out.", column)
            return ""
        if is_formula(text):
            self._add(
                Severity.WARNING,
                "The cell looks like a formula. It was read as plain text.",
                column,
            )
        return text

    def error(self, message: str, field: Field | None = None) -> None:
        self._add(Severity.ERROR, message, field and self._columns.name(field))

    def warn(self, message: str, field: Field | None = None) -> None:
        self._add(Severity.WARNING, message, field and self._columns.name(field))

    def _add(self, severity: Severity, message: str, column: str | None) -> None:
        self.issues.append(RowIssue(self.number, severity, message, column))
