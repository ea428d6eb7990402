"""What kind of file it is: format, encoding and delimiter, from its bytes and never from its
name.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from core.catalog.importing.columns import count_known
from core.catalog.importing.errors import EmptyFile, WrongFileType

HEAD_BYTES = 64 * 1024
CHUNK_BYTES = 1024 * 1024
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ZIP_MAGIC = b"PK\x03\x04"
SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\xd0\xcf\x11\xe0", "an old or a password-protected Excel workbook"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"{\\rtf", "a text document"),
    (b"<", "a web page or an XML file"),
    (b"{", "a JSON file"),
    (b"[", "a JSON file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\f\r\x1a"))
MAX_CONTROL_SHARE = 0.02
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n?')


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class FileLayout:
    """How to open the file. ``notes`` are sentences for the report."""

    kind: FileKind
    encoding: str = "utf-8"
    delimiter: str = ","
    notes: tuple[str, ...] = ()


def sniff(file: BinaryIO) -> FileLayout:
    """Look at the whole file once, in chunks; it must be seekable."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise EmptyFile
    if head.startswith(ZIP_MAGIC):
        return _sniff_archive(file)
    _refuse_known_types(head)
    encoding, note = _detect_encoding(file, head)
    delimiter = _detect_delimiter(head.decode(encoding, errors="replace"))
    notes = [note] if note else []
    if delimiter != ",":
        notes.append(f"Columns are separated by a {DELIMITERS[delimiter]}.")
    return FileLayout(FileKind.CSV, encoding, delimiter, tuple(notes))


def _sniff_archive(file: BinaryIO) -> FileLayout:
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, OSError) as error:
        raise WrongFileType("a damaged archive or workbook") from error
    if "xl/workbook.xml" in names:
        return FileLayout(FileKind.XLSX)
    raise WrongFileType("a ZIP archive without a workbook")


def _refuse_known_types(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, kind in SIGNATURES:
        if start.startswith(magic):
            raise WrongFileType(kind)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    controls = len(head) - len(head.translate(None, CONTROL_BYTES))
    if b"\0" in head or controls > len(head) * MAX_CONTROL_SHARE:
        raise WrongFileType("a binary file")


def _detect_encoding(file: BinaryIO, head: bytes) -> tuple[str, str | None]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding, None
    bad, good = _count_beyond_ascii(file)
    if not bad:
        return "utf-8", None
    if good > bad:
        return "utf-8", (
            f"The file is UTF-8 with {bad} damaged characters; they are shown as “\ufffd”."
        )
    return "cp1252", (
        "The file is not UTF-8 and was read as Windows-1252. Check letters such as é, ö and €."
    )


def _count_beyond_ascii(file: BinaryIO) -> tuple[int, int]:
    """Characters that are no valid UTF-8, and those beyond ASCII that are."""
    bad = good = 0
    for text in _decoded_chunks(file):
        if text.isascii():
            continue
        damaged = text.count("\ufffd")
        bad += damaged
        good += len(text) - len(text.encode("ascii", "ignore")) - damaged
    return bad, good


def _decoded_chunks(file: BinaryIO) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _detect_delimiter(text: str) -> str:
    """The one that finds most known column names in the first line, then most columns."""
    lines = io.StringIO(text.lstrip("\ufeff\r\n"), newline="")
    first = lines.readline()
    if named := SEPARATOR_LINE.fullmatch(first):
        return named[1] if named[1] in DELIMITERS else ","
    return max(DELIMITERS, key=lambda delimiter: _score(first, delimiter))


def _score(line: str, delimiter: str) -> tuple[int, int]:
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return count_known(cells), len(cells)
