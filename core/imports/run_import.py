"""The two passes over a file: the check, which writes nothing, and the run.

The run commits batch by batch together with how far it came, so that a run that was cut off
goes on where it stopped, and no product is written twice or half.
"""

import asyncio
from collections.abc import AsyncIterator
from itertools import islice
from typing import BinaryIO
from uuid import UUID

from core.catalog.importing import queries
from core.catalog.importing.context import ImportContext
from core.catalog.importing.errors import FileRefused
from core.catalog.importing.product_file import ProductFile, open_product_file
from core.catalog.importing.records import ProductResult
from core.catalog.importing.report import ImportReport
from core.catalog.models import IMPORT_LIFECYCLE, ImportStatus, ProductImport
from core.db.session import read_session, transaction
from core.imports.batch import check_batch, context_of, finish_report, note_skus, write_batch
from core.imports.errors import FileGone
from core.imports.start_import import column_choices
from core.imports.storage import open_upload
from core.kernel.clock import utc_now

BATCH = 100


async def check_file(import_id: UUID) -> None:
    """The dry run. Safe to repeat: only the report is written."""
    upload = await _claim(import_id, ImportStatus.CHECKING)
    if upload is None:
        return
    try:
        with open_upload(upload.storage_key) as content:
            await _check(upload, content)
    except (FileRefused, FileGone) as problem:
        await _fail(import_id, problem.message)


async def run_file(import_id: UUID) -> None:
    """Write the products. Safe to repeat: goes on after the last batch that was committed."""
    upload = await _claim(import_id, ImportStatus.RUNNING)
    if upload is None:
        return
    try:
        with open_upload(upload.storage_key) as content:
            await _run(upload, content)
    except (FileRefused, FileGone) as problem:
        await _fail(import_id, problem.message)


async def _check(upload: ProductImport, content: BinaryIO) -> None:
    file = await _open(upload, content)
    report = ImportReport.of(file)
    async with read_session() as session:
        context = await context_of(session, upload, file)
    async for results in _batches(file):
        async with read_session() as session:
            await check_batch(session, results, context, report)
        await _show_progress(upload.id, report.rows_read)
    async with transaction() as session:
        row = await queries.lock_import(session, upload.id)
        _end(row, ImportStatus.CHECKED, finish_report(report, context))
        row.total = report.rows_read
        row.processed = 0


async def _run(upload: ProductImport, content: BinaryIO) -> None:
    file = await _open(upload, content)
    report = ImportReport.of(file)
    if upload.processed:
        report = ImportReport.from_json(upload.report)
    skip = upload.processed
    async with read_session() as session:
        context = await context_of(session, upload, file)
    async for results in _batches(file):
        todo = results
        if skip:
            todo, skip = _after(results, skip)
            note_skus(results[: len(results) - len(todo)], context)
        if todo:
            await _write_and_note(upload.id, todo, context, report)
    async with transaction() as session:
        row = await queries.lock_import(session, upload.id)
        _end(row, ImportStatus.DONE, finish_report(report, context))
        row.finished_at = utc_now()


async def _write_and_note(
    import_id: UUID, results: list[ProductResult], context: ImportContext, report: ImportReport
) -> None:
    async with transaction() as session:
        await write_batch(session, results, context, report)
        row = await queries.lock_import(session, import_id)
        row.processed = report.rows_read
        row.total = max(row.total, report.rows_read)
        row.report = report.as_json()


async def _open(upload: ProductImport, content: BinaryIO) -> ProductFile:
    return await asyncio.to_thread(
        open_product_file,
        content,
        currency=upload.currency,
        overrides=column_choices(upload.mapping),
    )


async def _batches(file: ProductFile) -> AsyncIterator[list[ProductResult]]:
    """Read in a thread, so that a giant cell does not hold up the other jobs."""
    while results := await asyncio.to_thread(_take, file):
        yield results


def _take(file: ProductFile) -> list[ProductResult]:
    return list(islice(file.results, BATCH))


def _after(results: list[ProductResult], rows: int) -> tuple[list[ProductResult], int]:
    """What is left after ``rows`` rows, and how many of those are still to be passed."""
    for index, result in enumerate(results):
        if rows <= 0:
            return results[index:], 0
        rows -= result.row_count
    return [], rows


async def _claim(import_id: UUID, status: ImportStatus) -> ProductImport | None:
    """The import, if it is still waiting for this pass: a job may come twice."""
    async with read_session() as session:
        upload = await session.get_one(ProductImport, import_id)
    return upload if upload.status is status else None


async def _show_progress(import_id: UUID, processed: int) -> None:
    async with transaction() as session:
        row = await queries.lock_import(session, import_id)
        row.processed = processed


async def _fail(import_id: UUID, message: str) -> None:
    async with transaction() as session:
        row = await queries.lock_import(session, import_id)
        report = ImportReport.from_json(row.report) if row.report else ImportReport()
        report.notes = [*report.notes, message]
        _end(row, ImportStatus.FAILED, report.as_json())
        row.finished_at = utc_now()


def _end(row: ProductImport, status: ImportStatus, report: dict[str, object]) -> None:
    IMPORT_LIFECYCLE.check(row.status, status)
    row.status = status
    row.report = report
