"""CSV into rows, forgiving about single rows.

Python's parser reads strictly. Where it stops, the first physical line of the record is given
up and reading resumes at the second, so an unclosed quotation mark costs one row. A giant cell
is skipped piece by piece, without being held.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, TextIO

from core.catalog.importing.row import BadRow, Row
from core.catalog.importing.sniff import SEPARATOR_LINE, FileLayout

MAX_CELL_CHARS = 131_072  # the parser's own limit
MAX_RECORD_CHARS = 1_000_000
HINT_CHARS = 2_000
# Lines read twice because a quotation mark was not closed; more than this is no accident.
MAX_RESCANNED_CHARS = 500_000_000

BROKEN_QUOTES = "A quotation mark is not closed, or text follows a closing one."
CELL_TOO_LARGE = f"A cell holds more than {MAX_CELL_CHARS:,} characters."
GIVEN_UP = "Too many rows have broken quotation marks; nothing after this row was read."


def read_csv(file: BinaryIO, layout: FileLayout) -> Iterator[Row | BadRow]:
    text = io.TextIOWrapper(file, layout.encoding, errors="replace", newline="")
    try:
        yield from _CsvReader(text, layout.delimiter).read()
    finally:
        with suppress(ValueError):  # the caller may have closed the file already
            text.detach()


class _RecordTooLong(Exception):
    pass


class _Lines:
    """Physical lines that can be given back. ``taken`` are those of the current record."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0

    def start_record(self) -> None:
        self.taken = []
        self.size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.read()
        if not line:
            raise StopIteration
        self.taken.append(line)
        self.size += len(line)
        if self.size > MAX_RECORD_CHARS:
            raise _RecordTooLong
        return line

    def read(self) -> str:
        """The next line, or the next piece of one that is longer than a record may be."""
        if self._waiting:
            return self._waiting.popleft()
        return self._text.readline(MAX_RECORD_CHARS + 1)

    def give_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))


class _CsvReader:
    def __init__(self, text: TextIO, delimiter: str) -> None:
        self._lines = _Lines(text)
        self._delimiter = delimiter
        self._width: int | None = None
        self._rescanned = 0

    def read(self) -> Iterator[Row | BadRow]:
        self._skip_separator_line()
        parser = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        number = 0
        while self._rescanned < MAX_RESCANNED_CHARS:
            number += 1
            self._lines.start_record()
            try:
                cells = next(parser)
            except StopIteration:
                return
            except (csv.Error, _RecordTooLong) as problem:
                yield BadRow(number, self._recover(problem), self._hint())
                continue
            if self._is_torn(cells):
                self._resume_at_second_line()
                yield BadRow(number, BROKEN_QUOTES, self._hint())
                continue
            if self._width is None and cells:
                self._width = len(cells)
            yield Row(number, cells, self._lines.size)
        yield BadRow(number, GIVEN_UP, ends_file=True)

    def _skip_separator_line(self) -> None:
        first = self._lines.read()
        if not SEPARATOR_LINE.fullmatch(first):
            self._lines.give_back([first] if first else [])

    def _recover(self, problem: csv.Error | _RecordTooLong) -> str:
        too_large = isinstance(problem, _RecordTooLong) or "field limit" in str(problem)
        if too_large and not self._holds_records(self._lines.taken[1:]):
            self._skip_giant()
            return CELL_TOO_LARGE
        self._resume_at_second_line()
        return BROKEN_QUOTES

    def _resume_at_second_line(self) -> None:
        self._lines.give_back(self._lines.taken[1:])
        self._rescanned += self._lines.size

    def _skip_giant(self) -> None:
        """Read to the end of the giant record: a line end outside quotation marks, or the
        next line that is a record on its own.
        """
        quotes = sum(piece.count('"') for piece in self._lines.taken)
        piece = self._lines.taken[-1]
        while piece:
            line_ended = piece.endswith(("\n", "\r"))
            if line_ended and quotes % 2 == 0:
                return
            piece = self._lines.read()
            if line_ended and self._holds_records([piece]):
                self._lines.give_back([piece])
                return
            quotes += piece.count('"')

    def _is_torn(self, cells: list[str]) -> bool:
        """Whether one quotation mark has joined lines that are records of their own."""
        lines = self._lines.taken
        return len(lines) > 1 and len(cells) != self._width and self._holds_records(lines[1:])

    def _holds_records(self, lines: list[str]) -> bool:
        return any(self._is_record(line) for line in lines)

    def _is_record(self, line: str) -> bool:
        try:
            cells = next(csv.reader([line], delimiter=self._delimiter, strict=True), [])
        except csv.Error:
            return False
        return len(cells) > 1 and len(cells) == self._width

    def _hint(self) -> list[str]:
        start = self._lines.taken[0][:HINT_CHARS]
        try:
            return next(csv.reader([start], delimiter=self._delimiter), [])
        except csv.Error:
            return []
