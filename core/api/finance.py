"""Files of finance: statements, bank files, the books."""

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.principal import GUEST, Principal
from core.ledger.books import ledger_csv, trial_balance_csv
from core.payouts.sepa_files import sepa_xml
from core.payouts.statement import statement_csv, statement_pdf
from core.settings import AppName

statements = APIRouter(include_in_schema=False)
admin = APIRouter(include_in_schema=False)
SAFE_NAME = re.compile(r"[A-Za-z0-9._-]+")
PRIVATE = {"Cache-Control": "private, no-store"}


@statements.get("/documents/statement/{number}.pdf")
async def get_statement_pdf(request: Request, number: str) -> Response:
    async with read_session() as session:
        caller = await _caller(session, request)
        body = await statement_pdf(session, caller, number)
    return _file(body, f"statement-{number}.pdf", "application/pdf", inline=True)


@statements.get("/documents/statement/{number}.csv")
async def get_statement_csv(request: Request, number: str) -> Response:
    async with read_session() as session:
        caller = await _caller(session, request)
        body = await statement_csv(session, caller, number)
    return _file(body.encode(), f"statement-{number}.csv", "text/csv; charset=utf-8")


@admin.get("/exports/sepa/{file_id}.xml")
async def get_sepa_file(request: Request, file_id: UUID) -> Response:
    """Named in the audit trail: this file moves money."""
    async with transaction() as session:
        caller = await _caller(session, request)
        name, body = await sepa_xml(session, caller, file_id)
    return _file(body, name, "application/xml")


@admin.get("/exports/ledger.csv")
async def get_ledger(
    request: Request, first: date | None = None, last: date | None = None
) -> StreamingResponse:
    """Of the days asked for, else of this year."""
    today = datetime.now(UTC).date()
    start, end = first or today.replace(month=1, day=1), last or today
    caller = await _staff(request)
    return _stream(lambda s: ledger_csv(s, caller, start, end), f"ledger-{start}-{end}.csv")


@admin.get("/exports/trial-balance.csv")
async def get_trial_balance(request: Request, on: date | None = None) -> StreamingResponse:
    day = on or datetime.now(UTC).date()
    caller = await _staff(request)
    return _stream(lambda s: trial_balance_csv(s, caller, day), f"trial-balance-{day}.csv")


async def _staff(request: Request) -> Principal:
    async with read_session() as session:
        caller = await _caller(session, request)
    caller.require_staff()
    return caller


async def _caller(session: AsyncSession, request: Request) -> Principal:
    app = AppName(request.app.state.app_name)
    token = request.cookies.get(session_cookie(app).name, "")
    return await resolve(session, token, app=app) or GUEST


def _file(body: bytes, name: str, media_type: str, *, inline: bool = False) -> Response:
    """``name`` may hold what was asked for: only plain letters of it are sent back."""
    plain = "".join(SAFE_NAME.findall(name))
    kind = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{plain}"', **PRIVATE}
    return Response(body, media_type=media_type, headers=headers)


def _stream(rows: Callable[[AsyncSession], AsyncIterator[str]], name: str) -> StreamingResponse:
    async def lines() -> AsyncIterator[str]:
        async with read_session() as session:
            async for line in rows(session):
                yield line

    headers = {"Content-Disposition": f'attachment; filename="{name}"', **PRIVATE}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)
