"""What is in a product file, and what an import does or would do with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Self

from core.catalog.importing.columns import Field
from core.catalog.importing.records import RowIssue, Severity
from core.catalog.importing.report import ImportReport, Outcome, ProductLine
from core.catalog.models import ImportStatus, ProductImport
from core.imports.start_import import ImportPreview
from core.ui.format import number
from vendor_portal.state.import_words import IMPORT_WORDS

SAMPLES = 3
SHOWN = 100
NOT_READ = "ignore"
CHOICES: list[tuple[str, str]] = [
    (NOT_READ, "Not read"),
    ("attribute", "An attribute of its own"),
    *((each.value, each.value.replace("_", " ").capitalize()) for each in Field),
]
OUTCOMES = {
    Outcome.CREATED: ("New", "success", "done"),
    Outcome.UPDATED: ("Changes", "info", "partial"),
    Outcome.UNCHANGED: ("Unchanged", "neutral", "new"),
    Outcome.SKIPPED: ("Left out", "danger", "blocked"),
}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file, what it is read as, and what stands in it."""

    index: int
    name: str
    choice: str
    samples: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    row: str
    word: str
    tone: str
    shape: str
    column: str
    handle: str
    message: str

    @classmethod
    def of(cls, issue: RowIssue) -> Self:
        is_error = issue.severity is Severity.ERROR
        return cls(
            row=str(issue.row),
            word="Left out" if is_error else "Note",
            tone="danger" if is_error else "attention",
            shape="blocked" if is_error else "attention",
            column=issue.column or "",
            handle=issue.handle or "",
            message=issue.message,
        )


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    row: str
    handle: str
    word: str
    tone: str
    shape: str

    @classmethod
    def of(cls, line: ProductLine) -> Self:
        word, tone, shape = OUTCOMES[line.outcome]
        rows = str(line.row) if line.rows == 1 else f"{line.row}–{line.row + line.rows - 1}"
        return cls(rows, line.handle, word, tone, shape)


@dataclass(frozen=True, slots=True)
class PictureRow:
    handle: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportView:
    sums: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    notes: list[str] = field(default_factory=list[str])
    issues: list[IssueRow] = field(default_factory=list[IssueRow])
    products: list[OutcomeRow] = field(default_factory=list[OutcomeRow])
    unknown_categories: list[str] = field(default_factory=list[str])
    more_issues: str = ""
    more_products: str = ""
    writes: int = 0
    errors: int = 0

    @classmethod
    def of(cls, report: ImportReport) -> Self:
        counts = report.outcomes
        hidden = report.error_count + report.warning_count - SHOWN
        return cls(
            sums=_sums(report),
            notes=[*report.notes, *_about_columns(report)],
            issues=[IssueRow.of(issue) for issue in _first(report.issues)],
            products=[OutcomeRow.of(line) for line in report.products[:SHOWN]],
            unknown_categories=report.unknown_categories,
            more_issues=_more(hidden, "message"),
            more_products=_more(report.product_count - SHOWN, "product"),
            writes=counts[Outcome.CREATED] + counts[Outcome.UPDATED],
            errors=report.error_count,
        )


@dataclass(frozen=True, slots=True)
class ImportView:
    id: str = ""
    filename: str = ""
    currency: str = ""
    status: str = ""
    word: str = ""
    tone: str = "neutral"
    shape: str = "new"
    processed: int = 0
    total: int = 1
    progress: str = ""
    report_href: str = ""
    report: ReportView = field(default_factory=ReportView)
    is_open: bool = False
    is_working: bool = False

    @classmethod
    def of(cls, upload: ProductImport) -> Self:
        word, tone, shape = IMPORT_WORDS[upload.status]
        report = ImportReport.from_json(upload.report) if upload.report else ImportReport()
        known = upload.total >= upload.processed and upload.total > 0
        rows = f"{number(upload.processed)} of {number(upload.total)} rows"
        return cls(
            id=str(upload.id),
            filename=upload.filename,
            currency=upload.currency,
            status=upload.status.value,
            word=word,
            tone=tone,
            shape=shape,
            processed=upload.processed,
            total=max(1, upload.total if known else upload.processed),
            progress=rows if known else f"{number(upload.processed)} rows",
            report_href=f"/product-files/imports/{upload.id}/report.csv",
            report=ReportView.of(report),
            is_open=upload.status in {ImportStatus.UPLOADED, ImportStatus.CHECKED},
            is_working=upload.status in {ImportStatus.CHECKING, ImportStatus.RUNNING},
        )


def column_rows(preview: ImportPreview) -> list[ColumnRow]:
    return [
        ColumnRow(
            index=index,
            name=name or f"Column {index + 1}",
            choice=preview.meanings[index] or NOT_READ,
            samples=" · ".join(_samples(preview, index)),
        )
        for index, name in enumerate(preview.file.header)
    ]


def _samples(preview: ImportPreview, index: int) -> list[str]:
    """The first values, cut short: a cell may hold a whole page."""
    values = [row[index] for row in preview.file.rows if index < len(row) and row[index]]
    return [shorten(value, 40, placeholder="…") for value in values[:SAMPLES]]


def _sums(report: ImportReport) -> list[tuple[str, str]]:
    counts = [(OUTCOMES[outcome][0], count) for outcome, count in report.outcomes.items()]
    whole = [("Rows read", report.rows_read), *counts, ("Errors", report.error_count)]
    return [(label, number(count)) for label, count in whole]


def _about_columns(report: ImportReport) -> list[str]:
    facts = (
        ("Columns that we do not know", report.unknown_columns),
        ("Columns that have no place here", report.unused_columns),
        ("Not in the file", report.missing_columns),
    )
    return [f"{title}: {', '.join(names)}." for title, names in facts if names]


def _first(issues: Sequence[RowIssue]) -> list[RowIssue]:
    """Errors before warnings, each by row."""
    ordered = sorted(issues, key=lambda it: (it.severity is not Severity.ERROR, it.row))
    return ordered[:SHOWN]


def _more(hidden: int, noun: str) -> str:
    if hidden <= 0:
        return ""
    return f"{number(hidden)} more {noun if hidden == 1 else noun + 's'}: see the download."
