import io
import zipfile

import pytest
from openpyxl import Workbook

from core.catalog.importing.errors import EmptyFile, FileRefused, WrongFileType
from core.catalog.importing.product_file import open_product_file
from core.kernel.money import Money

HEADER = ["Handle", "Title", "Price", "Stock", "Barcode", "Published"]


def workbook_of(*rows) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def results_of(content: bytes) -> list:
    return list(open_product_file(io.BytesIO(content), currency="EUR").results)


def test_numbers_and_yes_no_cells_are_read_as_shown():
    content = workbook_of(HEADER, ["oak", "Oak bowl", 19.99, 12, 4006381333931, True])

    (result,) = results_of(content)

    (variant,) = result.product.variants
    assert variant.price == Money(1999, "EUR")
    assert variant.stock == 12
    assert variant.barcode == "4006381333931"
    assert result.product.is_published is True


def test_a_sum_that_is_not_quite_a_cent_is_read_as_shown():
    (result,) = results_of(workbook_of(HEADER, ["oak", "Oak", 0.1 + 0.2]))

    assert result.product.variants[0].price == Money(30, "EUR")


def test_blank_rows_count_and_are_passed_over():
    content = workbook_of(HEADER, [None], ["oak", "Oak", 5], ["ash", "Ash", "x"])

    results = results_of(content)

    assert [result.first_row for result in results] == [3, 4]
    assert results[1].issues[-1].sentence == "Row 4: “x” is not a number."


def test_formulas_are_never_calculated():
    content = workbook_of(
        HEADER, ["oak", '=HYPERLINK("http://x","Oak")', 5], ["ash", "Ash", "=2*3"]
    )

    oak, ash = results_of(content)

    assert oak.product.title == '=HYPERLINK("http://x","Oak")'
    assert "The cell looks like a formula. It was read as plain text." in [
        issue.message for issue in oak.issues
    ]
    assert ash.product is None
    assert "“=2*3” is a formula. Formulas are not calculated." in [
        issue.message for issue in ash.issues
    ]


def test_an_empty_sheet_says_so():
    with pytest.raises(EmptyFile):
        results_of(workbook_of())


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread():
    good = io.BytesIO(workbook_of(HEADER, ["oak", "Oak", 5]))
    bomb = io.BytesIO()
    with (
        zipfile.ZipFile(good) as source,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for member in source.infolist():
            out.writestr(member.filename, source.read(member))
        out.writestr("xl/media/zeros.bin", bytes(30_000_000))

    with pytest.raises(FileRefused, match="unpacks to more than EcoMarket reads"):
        results_of(bomb.getvalue())


def test_xml_with_a_document_type_is_refused():
    good = io.BytesIO(workbook_of(HEADER, ["oak", "Oak", 5]))
    evil = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(evil, "w") as out:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            out.writestr(member.filename, content)

    with pytest.raises(FileRefused, match="XML instructions"):
        results_of(evil.getvalue())


def test_a_damaged_workbook_says_so():
    content = workbook_of(HEADER, ["oak", "Oak", 5])

    with pytest.raises(WrongFileType, match="damaged"):
        results_of(content[: len(content) // 2])


def test_damage_inside_a_sheet_ends_it_with_a_sentence():
    good = io.BytesIO(workbook_of(HEADER, *([f"p-{n}", "Oak", 5] for n in range(50))))
    broken = io.BytesIO()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(broken, "w") as out:
        for member in source.infolist():
            content = source.read(member)
            if member.filename.endswith("sheet1.xml"):
                content = content[: len(content) // 2] + b"<<<"
            out.writestr(member.filename, content)

    results = results_of(broken.getvalue())

    products = [result.product.handle for result in results if result.product]
    messages = [issue.message for result in results for issue in result.issues]
    assert products == [f"p-{n}" for n in range(len(products))]
    assert len(products) > 10
    assert messages == [
        "The workbook is damaged here; nothing more was read.",
        "A row of this product, or right after it, cannot be placed.",
    ]
