"""What an import did or would do, as counts and sentences, small enough to keep."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from core.catalog.importing.product_file import ProductFile
from core.catalog.importing.records import ProductResult, RowIssue, Severity
from core.catalog.importing.text import spreadsheet_safe

MAX_ISSUES = 1_000
MAX_PRODUCTS = 1_000
CSV_HEADER = ("Row", "Result", "Column", "Handle", "Message")


class Outcome(StrEnum):
    """What became of one product."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


SENTENCES = {
    Outcome.CREATED: "A new product.",
    Outcome.UPDATED: "The product changes.",
    Outcome.UNCHANGED: "Nothing changes.",
    Outcome.SKIPPED: "The product is left out.",
}


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One product of the file, by its first row, and what became of it."""

    row: int
    rows: int
    handle: str
    outcome: Outcome


@dataclass(slots=True)
class ImportReport:
    """``products`` and ``issues`` keep the first thousand each; the totals count all."""

    rows_read: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    error_count: int = 0
    warning_count: int = 0
    products: list[ProductLine] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    unused_columns: list[str] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    unknown_categories: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, file: ProductFile) -> Self:
        columns = file.columns
        notes = list(file.layout.notes)
        notes += [
            f"The column “{name}” comes a second time; the first was used."
            for name in columns.repeated
        ]
        return cls(
            notes=notes,
            unknown_columns=list(columns.unknown),
            unused_columns=list(columns.unused),
            missing_columns=columns.missing_optional,
        )

    @property
    def product_count(self) -> int:
        return sum(self.outcomes.values())

    def add(self, result: ProductResult, outcome: Outcome) -> None:
        """Count one result. Rows that belong to no product count as rows only."""
        self.rows_read += result.row_count
        if result.handle is not None:
            self.outcomes[outcome] += 1
            if len(self.products) < MAX_PRODUCTS:
                line = ProductLine(result.first_row, result.row_count, result.handle, outcome)
                self.products.append(line)
        for issue in result.issues:
            self.add_issue(issue)

    def add_issue(self, issue: RowIssue) -> None:
        if issue.severity is Severity.ERROR:
            self.error_count += 1
        else:
            self.warning_count += 1
        if len(self.issues) < MAX_ISSUES:
            self.issues.append(issue)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        issues = [
            RowIssue(**{**issue, "severity": Severity(issue["severity"])})
            for issue in stored["issues"]
        ]
        products = [
            ProductLine(**{**line, "outcome": Outcome(line["outcome"])})
            for line in stored["products"]
        ]
        outcomes = {Outcome(name): count for name, count in stored["outcomes"].items()}
        lists = {"issues": issues, "products": products, "outcomes": outcomes}
        return cls(**{**stored, **lists})


def report_as_csv(report: ImportReport) -> Iterator[str]:
    """Products and issues by row, for download; a byte order mark first, for Excel."""
    yield "\ufeff"
    yield _csv_line(*CSV_HEADER)
    lines = [
        (line.row, line.outcome.value, "", line.handle, SENTENCES[line.outcome])
        for line in report.products
    ]
    lines += [
        (issue.row, issue.severity.value, issue.column or "", issue.handle or "", issue.message)
        for issue in report.issues
    ]
    for row, *cells in sorted(lines, key=lambda line: line[0]):
        yield _csv_line(str(row), *cells)
    hidden = report.error_count + report.warning_count - len(report.issues)
    if hidden:
        yield _csv_line("", "", "", "", f"{hidden} more issues are not listed.")
    if (more := report.product_count - len(report.products)) > 0:
        yield _csv_line("", "", "", "", f"{more} more products are not listed.")


def _csv_line(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([spreadsheet_safe(cell) for cell in cells])
    return line.getvalue()
