"""Rows into products, one handle at a time.

A product is taken whole or not at all: one bad row of it leaves it out, and never its
neighbours. Memory holds the rows of one product and the handles seen so far.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from core.catalog.importing.build import MAX_VARIANTS, build_product
from core.catalog.importing.cells import RowCells
from core.catalog.importing.columns import ColumnMap, Field
from core.catalog.importing.images import MAX_IMAGES
from core.catalog.importing.records import ProductResult, RowIssue, Severity
from core.catalog.importing.row import BadRow, Row
from core.catalog.importing.text import clean_text

MAX_ROWS_PER_PRODUCT = 2 * (MAX_VARIANTS + MAX_IMAGES)
MAX_CHARS_PER_PRODUCT = 8_000_000
MAX_HANDLE = 200
HANDLE = re.compile(r"[\w.\-]+")


@dataclass(slots=True)
class _Group:
    """The rows of one handle so far. ``is_spoiled``: it is left out, whatever follows.
    ``lost_row`` could not be read and may have been one of its rows.
    """

    handle: str
    first_row: int
    rows: list[RowCells] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    row_count: int = 0
    size: int = 0
    is_spoiled: bool = False
    lost_row: int | None = None

    def spoil(self, row: int, message: str, column: str | None = None) -> None:
        self.is_spoiled = True
        self.rows = []
        if len(self.issues) < MAX_ROWS_PER_PRODUCT:
            self.issues.append(RowIssue(row, Severity.ERROR, message, column, self.handle))


def assemble(
    rows: Iterable[Row | BadRow], columns: ColumnMap, currency: str
) -> Iterator[ProductResult]:
    """Results come in the order of the file; rows that belong to no product come alone."""
    return _Assembler(columns, currency).results(rows)


class _Assembler:
    def __init__(self, columns: ColumnMap, currency: str) -> None:
        self._columns = columns
        self._currency = currency
        self._group: _Group | None = None
        self._first_rows: dict[str, int] = {}

    def results(self, rows: Iterable[Row | BadRow]) -> Iterator[ProductResult]:
        for row in rows:
            if isinstance(row, BadRow):
                yield from self._take_bad(row)
            else:
                yield from self._take(RowCells(row, self._columns))
        yield from self._finish()

    def _take(self, cells: RowCells) -> Iterator[ProductResult]:
        handle = cells.raw(Field.HANDLE)
        if problem := self._handle_problem(cells, handle):
            yield self._orphan(cells.number, problem, continues=not cells.has(Field.TITLE))
            return
        yield from self._turn_to(handle, cells.number)
        self._add(cells)

    def _take_bad(self, row: BadRow) -> Iterator[ProductResult]:
        handle = self._handle_hint(row)
        if not handle:
            if self._group:
                self._group.lost_row = row.number
            yield self._orphan(row.number, row.message, continues=row.ends_file)
            return
        yield from self._turn_to(handle, row.number)
        if self._group:
            self._group.row_count += 1
            self._group.spoil(row.number, row.message)

    def _handle_problem(self, cells: RowCells, handle: str) -> str | None:
        if not handle:
            return "The handle is missing, so the row belongs to no product."
        others = [cells.at(index) for index in self._columns.other_handles]
        if other := next((o for o in others if o and o != handle), None):
            return f"The row has two handles, “{handle[:80]}” and “{other[:80]}”."
        if re.search(r"[\s,;]", handle):
            return f"“{handle[:80]}” is not one handle. A handle is one word, such as oak-bowl."
        if not HANDLE.fullmatch(handle) or len(handle) > MAX_HANDLE:
            return f"“{handle[:80]}” is not a handle. Use letters, digits and hyphens."
        return None

    def _handle_hint(self, row: BadRow) -> str:
        index = self._columns.fields[Field.HANDLE]
        handle = clean_text(row.cells[index]) if index < len(row.cells) else ""
        return handle if HANDLE.fullmatch(handle) and len(handle) <= MAX_HANDLE else ""

    def _turn_to(self, handle: str, row: int) -> Iterator[ProductResult]:
        """Make ``handle`` the current group, finishing the one before."""
        if self._group and self._group.handle == handle:
            return
        yield from self._finish()
        self._group = _Group(handle, row)
        earlier = self._first_rows.setdefault(handle, row)
        if earlier != row:
            self._group.spoil(
                row,
                f"The handle “{handle}” is already used by the product in row {earlier}. "
                "Rows of one product must follow each other.",
                self._columns.name(Field.HANDLE),
            )
            self._group.row_count = 0

    def _add(self, cells: RowCells) -> None:
        group = self._group
        if group is None:
            return
        group.row_count += 1
        group.size += cells.size
        if group.is_spoiled:
            return
        if group.lost_row:
            group.spoil(group.lost_row, "A row of this product cannot be read.")
            return
        if group.row_count > MAX_ROWS_PER_PRODUCT or group.size > MAX_CHARS_PER_PRODUCT:
            group.spoil(
                cells.number,
                f"The product has too many rows; up to {MAX_VARIANTS} variants are possible.",
            )
            return
        group.rows.append(cells)

    def _orphan(self, row: int, message: str, *, continues: bool) -> ProductResult:
        """A row without a product. When it could have been one more row of the product
        before it, that one would be incomplete and is left out too.
        """
        if continues and self._group and not self._group.is_spoiled:
            self._group.spoil(
                row, "A row of this product, or right after it, cannot be placed."
            )
        issue = RowIssue(row, Severity.ERROR, message, self._columns.name(Field.HANDLE))
        return ProductResult(None, row, 1, None, (issue,))

    def _finish(self) -> Iterator[ProductResult]:
        group, self._group = self._group, None
        if group is None:
            return
        product = None
        if not group.is_spoiled:
            product = build_product(group.handle, group.rows, self._columns, self._currency)
        issues = group.issues + [
            RowIssue(i.row, i.severity, i.message, i.column, group.handle)
            for cells in group.rows
            for i in cells.issues
        ]
        yield ProductResult(
            group.handle, group.first_row, group.row_count, product, tuple(issues)
        )
