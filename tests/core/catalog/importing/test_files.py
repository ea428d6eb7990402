"""Encodings, delimiters and files that hold no products."""

import codecs
import io
import zipfile

import pytest

from core.catalog.importing.errors import EmptyFile, MissingColumns, WrongFileType
from core.catalog.importing.product_file import open_product_file, preview_file
from core.catalog.importing.sniff import FileKind, sniff

TABLE = "Handle{d}Title{d}Price\noak{d}Böwl €{d}12.50\n"


def opened(content: bytes):
    return open_product_file(io.BytesIO(content), currency="EUR")


def only_title(content: bytes) -> str:
    (result,) = opened(content).results
    return result.product.title


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (b"", "utf-16"), (b"", "cp1252")],
)
def test_encoding_and_delimiter_are_found(delimiter, mark, encoding):
    content = mark + TABLE.format(d=delimiter).encode(encoding)

    assert only_title(content) == "Böwl €"


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_ending_is_read(ending):
    assert only_title(TABLE.format(d=",").replace("\n", ending).encode()) == "Böwl €"


def test_windows_1252_is_read_with_a_warning():
    layout = sniff(io.BytesIO(TABLE.format(d=",").encode("cp1252")))

    assert layout.encoding == "cp1252"
    assert layout.notes == (
        "The file is not UTF-8 and was read as Windows-1252. Check letters such as é, ö and €.",
    )


def test_one_damaged_letter_does_not_turn_a_utf8_file_into_another():
    content = "Handle,Title,Price\noak,Äpfel über Öl,9\n".encode() + b"ash,A\xffB,9\n"

    results = list(opened(content).results)

    assert [result.product.title for result in results] == ["Äpfel über Öl", "A\ufffdB"]
    assert "1 damaged" in opened(content).layout.notes[0]


def test_a_letter_beyond_ascii_far_into_the_file_is_still_seen():
    rows = "".join(f"p-{n},Bowl,9\n" for n in range(20_000))
    content = f"Handle,Title,Price\n{rows}".encode() + b"oak,Caf\xe9,9\n"

    assert sniff(io.BytesIO(content)).encoding == "cp1252"


def test_the_separator_line_of_excel_is_understood():
    assert only_title(b"sep=;\nHandle;Title;Price\noak;Bowl, large;9\n") == "Bowl, large"


def test_a_semicolon_file_may_hold_decimal_commas():
    (result,) = opened(b"Handle;Title;Price\noak;Bowl;1.234,50\n").results

    assert result.product.variants[0].price.minor == 123450


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\n,,,\n"])
def test_an_empty_file_says_so(content):
    with pytest.raises(EmptyFile, match="The file is empty"):
        opened(content)


def test_a_file_of_a_header_alone_has_no_products():
    assert list(opened(b"Handle,Title,Price\n").results) == []


def zip_of(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "content")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a password-protected Excel workbook"),
        (b"<!doctype html><html>", "a web page or an XML file"),
        (b'{"products": []}', "a JSON file"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"Handle,Title\0\0\0", "a binary file"),
        (bytes(range(1, 9)) * 40, "a binary file"),
        (zip_of("photo.jpg"), "a ZIP archive without a workbook"),
        (b"PK\x03\x04 broken", "a damaged archive or workbook"),
    ],
)
def test_a_file_of_the_wrong_type_is_named(content, kind):
    with pytest.raises(WrongFileType) as refusal:
        opened(content)

    assert str(refusal.value) == (
        f"This is {kind}, not a product file. Save the products as CSV or XLSX and try again."
    )


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Handle,Title,Tags", "The column is missing: “Price”."),
        ("Name,Cost", "The columns are missing: “Handle”, “Title”, “Price”."),
    ],
)
def test_missing_required_columns_are_all_named(header, sentence):
    with pytest.raises(MissingColumns) as refusal:
        opened(f"{header}\na,b,c\n".encode())

    assert str(refusal.value).startswith(sentence)


def test_a_preview_shows_the_first_rows_as_written():
    content = b"Handle;Nome;Prezzo\n" + b"".join(b"p-%d;Ciotola;9,50\n" % n for n in range(9))

    preview = preview_file(io.BytesIO(content), row_count=2)

    assert preview.layout.kind is FileKind.CSV
    assert preview.header == ("Handle", "Nome", "Prezzo")
    assert preview.rows == (("p-0", "Ciotola", "9,50"), ("p-1", "Ciotola", "9,50"))
