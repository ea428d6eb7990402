"""Rows of a CSV file that no spreadsheet runs as a program."""

import csv
from collections.abc import Iterable
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet would run begins with an apostrophe instead. Not for
    numbers.
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_line(cells: Iterable[object]) -> str:
    """Text is made safe; anything else is written as it is."""
    written = StringIO()
    csv.writer(written).writerow(
        safe_cell(cell) if isinstance(cell, str) else cell for cell in cells
    )
    return written.getvalue()
