"""Numbered rows of a product file, one at a time, all as wide as the header."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from core.catalog.importing.csv_rows import read_csv
from core.catalog.importing.errors import EmptyFile, FileRefused
from core.catalog.importing.row import BadRow, Row
from core.catalog.importing.sniff import FileKind, FileLayout
from core.catalog.importing.xlsx_rows import read_xlsx

MAX_COLUMNS = 1_000
MAX_ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class RowStream:
    header: list[str]
    rows: Iterator[Row | BadRow]


def open_rows(file: BinaryIO, layout: FileLayout) -> RowStream:
    """Read the header now; the rows follow as they are asked for."""
    file.seek(0)
    raw = read_xlsx(file) if layout.kind is FileKind.XLSX else read_csv(file, layout)
    first = next((row for row in raw if not _is_blank(row)), None)
    if first is None:
        raise EmptyFile
    if isinstance(first, BadRow):
        raise FileRefused(f"The header in row {first.number} cannot be read. {first.message}")
    if len(first.cells) > MAX_COLUMNS:
        raise FileRefused(f"The file has more than {MAX_COLUMNS:,} columns.")
    is_trimmed = layout.kind is FileKind.XLSX  # workbooks do not store empty cells at the end
    return RowStream(first.cells, _fit_all(raw, len(first.cells), is_trimmed=is_trimmed))


def _fit_all(
    rows: Iterator[Row | BadRow], width: int, *, is_trimmed: bool
) -> Iterator[Row | BadRow]:
    for row in rows:
        if row.number > MAX_ROWS:
            message = f"Only {MAX_ROWS:,} rows are read; split the file here."
            yield BadRow(row.number, message, ends_file=True)
            return
        if isinstance(row, BadRow):
            yield row
        elif not _is_blank(row):
            yield _fit(row, width, is_trimmed=is_trimmed)


def _fit(row: Row, width: int, *, is_trimmed: bool) -> Row | BadRow:
    found = len(row.cells)
    if found == width:
        return row
    if found < width:
        filled = replace(row, cells=row.cells + [""] * (width - found))
        if is_trimmed:
            return filled
        note = f"The row has {found} of {width} columns; the others were read as empty."
        return replace(filled, notes=(*row.notes, note))
    if any(cell.strip() for cell in row.cells[width:]):
        return BadRow(
            row.number,
            f"The row has {found} columns, but the header has {width}. "
            "A delimiter or a quotation mark may be missing.",
            row.cells[:width],
        )
    return replace(row, cells=row.cells[:width])


def _is_blank(row: Row | BadRow) -> bool:
    return isinstance(row, Row) and not any(cell and not cell.isspace() for cell in row.cells)
