"""The first sheet of a workbook into rows. Formulas are never evaluated: they arrive as
their text.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from core.catalog.importing.errors import FileRefused, WrongFileType
from core.catalog.importing.row import BadRow, Row

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_SHARED_TEXT_BYTES = 128 * 1024 * 1024
MAX_RATIO = 100
RATIO_MATTERS_FROM_BYTES = 1024 * 1024
MAX_CELL_CHARS = 131_072
DOCTYPE_WITHIN_BYTES = 4096
DAMAGED_HERE = "The workbook is damaged here; nothing more was read."

_DAMAGED = (
    BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
    AttributeError, EOFError, OSError, zlib.error,
)  # fmt: skip


def read_xlsx(file: BinaryIO) -> Iterator[Row | BadRow]:
    """Damage in the middle of the workbook ends it with a ``BadRow``; the rows before it
    stand.
    """
    _refuse_bombs(file)
    number = 0
    try:
        workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            sheet.reset_dimensions()
            for values in sheet.iter_rows(values_only=True):
                number += 1
                yield _read_row(number, values)
        finally:
            workbook.close()
    except _DAMAGED as error:
        if number == 0:
            raise WrongFileType("a damaged workbook") from error
        yield BadRow(number + 1, DAMAGED_HERE, ends_file=True)


def _read_row(number: int, values: Iterable[object]) -> Row | BadRow:
    cells = [_as_text(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    if any(len(cell) > MAX_CELL_CHARS for cell in cells):
        hint = [cell[:100] for cell in cells]
        return BadRow(number, f"A cell holds more than {MAX_CELL_CHARS:,} characters.", hint)
    return Row(number, cells, sum(map(len, cells)))


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_as_text(value)
    if isinstance(value, ArrayFormula | DataTableFormula):
        return getattr(value, "text", None) or "=TABLE()"
    return str(value)


def _number_as_text(value: float) -> str:
    """As a spreadsheet shows it: fifteen digits, so that 19.99 is not 19.989999999999998."""
    shown = f"{value:.15g}"
    return shown if "e" not in shown else f"{value:f}".rstrip("0").rstrip(".")


def _refuse_bombs(file: BinaryIO) -> None:
    """The sizes in the directory are upper bounds: the reader stops at them."""
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
            for member in members:
                _refuse_doctype(archive, member)
    except (BadZipFile, OSError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        raise WrongFileType("a damaged workbook") from error
    file.seek(0)
    shared = sum(m.file_size for m in members if m.filename.endswith("sharedStrings.xml"))
    if (
        len(members) > MAX_MEMBERS
        or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES
        or shared > MAX_SHARED_TEXT_BYTES
        or any(_is_bomb(member) for member in members)
    ):
        raise FileRefused("The workbook unpacks to more than EcoMarket reads. Save it as CSV.")


def _is_bomb(member: ZipInfo) -> bool:
    return (
        member.file_size > RATIO_MATTERS_FROM_BYTES
        and member.file_size > max(member.compress_size, 1) * MAX_RATIO
    )


def _refuse_doctype(archive: ZipFile, member: ZipInfo) -> None:
    if not member.filename.endswith((".xml", ".rels")):
        return
    with archive.open(member) as part:
        if b"<!DOCTYPE" in part.read(DOCTYPE_WITHIN_BYTES).upper():
            raise FileRefused("The workbook holds XML instructions that EcoMarket refuses.")
