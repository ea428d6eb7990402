import csv
import io
import json

from core.catalog.importing.product_file import open_product_file
from core.catalog.importing.records import ProductResult, RowIssue, Severity
from core.catalog.importing.report import (
    MAX_ISSUES,
    MAX_PRODUCTS,
    ImportReport,
    Outcome,
    report_as_csv,
)

CONTENT = (
    "Handle;Title;Price;Price;Shelf;Cost per item\n"
    "oak;Oak bowl;9;;A1;2\n"
    "elm;Elm bowl;-9;;;\n"
    ";Lost;1;;;\n"
)


def a_report() -> ImportReport:
    file = open_product_file(io.BytesIO(CONTENT.encode("cp1252")), currency="EUR")
    report = ImportReport.of(file)
    for result in file.results:
        report.add(result, Outcome.CREATED if result.product else Outcome.SKIPPED)
    return report


def test_a_report_counts_rows_products_and_issues():
    report = a_report()

    assert report.rows_read == 3
    assert report.product_count == 2
    assert report.outcomes == {
        Outcome.CREATED: 1,
        Outcome.UPDATED: 0,
        Outcome.UNCHANGED: 0,
        Outcome.SKIPPED: 1,
    }
    assert (report.error_count, report.warning_count) == (2, 0)
    assert report.unknown_columns == ["Shelf"]
    assert report.unused_columns == ["Cost per item"]
    assert report.missing_columns == [
        "Description",
        "Category",
        "Tags",
        "Options",
        "SKU",
        "Stock",
        "Weight",
        "Image",
    ]
    assert [(line.row, line.rows, line.handle, line.outcome) for line in report.products] == [
        (2, 1, "oak", Outcome.CREATED),
        (3, 1, "elm", Outcome.SKIPPED),
    ]
    assert report.notes == [
        "Columns are separated by a semicolon.",
        "The column “Price” comes a second time; the first was used.",
    ]


def test_a_report_is_kept_as_json_and_comes_back_equal():
    report = a_report()

    assert ImportReport.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_a_report_downloads_as_csv_that_no_spreadsheet_runs():
    report = ImportReport()
    report.add(ProductResult("@oak", 2, 3, None, ()), Outcome.UPDATED)
    report.add_issue(RowIssue(7, Severity.WARNING, "B", "Title", "=cmd()"))
    report.add_issue(RowIssue(2, Severity.ERROR, "A"))

    text = "".join(report_as_csv(report))

    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["Row", "Result", "Column", "Handle", "Message"],
        ["2", "updated", "", "'@oak", "The product changes."],
        ["2", "error", "", "", "A"],
        ["7", "warning", "Title", "'=cmd()", "B"],
    ]


def test_only_the_first_thousand_issues_are_kept_and_all_are_counted():
    report = ImportReport()
    issues = tuple(RowIssue(n, Severity.ERROR, "x") for n in range(MAX_ISSUES + 5))

    report.add(ProductResult("oak", 1, 1, None, issues), Outcome.SKIPPED)

    assert len(report.issues) == MAX_ISSUES
    assert report.error_count == MAX_ISSUES + 5
    assert "5 more issues are not listed." in list(report_as_csv(report))[-1]


def test_only_the_first_thousand_products_are_listed_and_all_are_counted():
    report = ImportReport()
    for number in range(MAX_PRODUCTS + 2):
        report.add(ProductResult(f"p-{number}", number, 1, None, ()), Outcome.CREATED)

    assert report.product_count == MAX_PRODUCTS + 2
    assert "2 more products are not listed." in list(report_as_csv(report))[-1]
