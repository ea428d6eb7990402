"""Product files of workshops over HTTP: in by upload, out as export, template and report."""

import csv
import io
import tempfile
from collections.abc import AsyncIterator, Iterator
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from core.api.forms import ensure_own_form
from core.catalog.importing.queries import get_import
from core.catalog.importing.report import ImportReport, report_as_csv
from core.catalog.importing.template import template_rows
from core.db.session import read_session, transaction
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.imports.errors import FileTooLarge
from core.imports.export_products import ExportFormat, export_csv, export_xlsx
from core.imports.start_import import upload_file
from core.imports.storage import MAX_MEGABYTES
from core.kernel.currencies import CURRENCIES, ensure_sold_in
from core.kernel.errors import Invalid, SignInRequired
from core.kernel.principal import Principal, VendorRole
from core.settings import AppName

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENVELOPE = 100_000  # what a multipart form adds to its file
MEGABYTE = 1024 * 1024

router = APIRouter(prefix="/product-files", include_in_schema=False)


@router.post("/upload")
async def upload(
    request: Request, currency: str = CURRENCIES[0], publish: str = "yes"
) -> JSONResponse:
    """Keeps the file of the form field ``file``; nothing of it is written to the shop yet."""
    ensure_own_form(request, AppName.VENDOR_PORTAL)
    caller = await _caller(request)
    caller.require_vendor(VendorRole.CATALOG)
    try:
        async with _limited(request).form(max_files=1, max_fields=4) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid("Choose a file.", field="file")
            async with transaction() as session:
                started = await upload_file(
                    session,
                    caller,
                    filename=file.filename or "",
                    content=file.file,
                    currency=currency,
                    is_publish=publish == "yes",
                )
    except HTTPException as error:
        raise Invalid("This is not a form with a file.", field="file") from error
    return JSONResponse({"id": str(started.id)}, 201, headers={"Cache-Control": "no-store"})


@router.get("/imports/{import_id}/report.csv")
async def get_report(request: Request, import_id: UUID) -> StreamingResponse:
    caller = await _caller(request)
    async with read_session() as session:
        found = await get_import(session, caller.require_vendor(VendorRole.CATALOG), import_id)
    report = ImportReport.from_json(found.report) if found.report else ImportReport()
    return _file(report_as_csv(report), CSV_TYPE, "import-report.csv")


@router.get("/template.csv")
async def get_template(currency: str = CURRENCIES[0]) -> StreamingResponse:
    """The same for everybody: our columns and two examples."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(template_rows(ensure_sold_in(currency)))
    return _file(iter(("\ufeff", text.getvalue())), CSV_TYPE, "product-template.csv")


@router.get("/export/{export_format}")
async def get_export(
    request: Request, export_format: ExportFormat, currency: str = CURRENCIES[0]
) -> StreamingResponse:
    """Refused before the first byte, or complete."""
    caller = await _caller(request)
    caller.require_vendor(VendorRole.CATALOG)
    ensure_sold_in(currency)
    if export_format is ExportFormat.XLSX:
        return _file(_workbook(caller, currency), XLSX_TYPE, "products.xlsx")
    name = (
        "products-shopify.csv" if export_format is ExportFormat.SHOPIFY_CSV else "products.csv"
    )
    return _file(_rows(caller, currency, export_format), CSV_TYPE, name)


async def _rows(
    caller: Principal, currency: str, export_format: ExportFormat
) -> AsyncIterator[bytes]:
    async with read_session() as session:
        async for part in export_csv(
            session, caller, currency=currency, export_format=export_format
        ):
            yield part


async def _workbook(caller: Principal, currency: str) -> AsyncIterator[bytes]:
    """A workbook is a ZIP: it exists only once it is complete."""
    with tempfile.TemporaryFile() as out:
        async with read_session() as session:
            await export_xlsx(session, caller, out, currency=currency)
        out.seek(0)
        while part := out.read(MEGABYTE):
            yield part


async def _caller(request: Request) -> Principal:
    app = AppName.VENDOR_PORTAL
    token = request.cookies.get(session_cookie(app).name, "")
    async with read_session() as session:
        caller = await resolve(session, token, app=app)
    if caller is None:
        raise SignInRequired
    return caller


def _limited(request: Request) -> Request:
    """A body that grows too long ends the reading, whatever it said of its length."""
    left = MAX_MEGABYTES * MEGABYTE + ENVELOPE

    async def receive() -> Message:
        nonlocal left
        message = await request.receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise FileTooLarge(MAX_MEGABYTES)
        return message

    return Request(request.scope, receive)


def _file(
    parts: Iterator[str] | AsyncIterator[bytes], media_type: str, name: str
) -> StreamingResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(parts, media_type=media_type, headers=headers)
