"""Documents: packing slips that a workshop prints, invoices and credit notes for whom they
concern.
"""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session
from core.documents.models import Document
from core.documents.read import document_of_buyer, document_of_staff, document_of_vendor
from core.documents.render import pdf
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.principal import GUEST, Principal
from core.orders.packing_slip import packing_slip
from core.settings import AppName

router = APIRouter(include_in_schema=False)


@router.get("/documents/packing-slip/{number}.pdf")
async def get_packing_slip(request: Request, number: str, parcel: str = "") -> Response:
    """``number`` is the vendor order's; with ``parcel`` only what lies in it."""
    async with read_session() as session:
        caller = await _caller(session, request, AppName.VENDOR_PORTAL)
        slip = await packing_slip(session, caller, number, parcel_number=parcel)
    return _file(slip, f"packing-slip-{number}.pdf")


@router.get("/documents/orders/{number}/{document_id}.pdf")
async def get_document_of_buyer(
    request: Request, number: str, document_id: UUID, t: str = ""
) -> Response:
    """To whoever holds the order's link, or to the account it belongs to."""
    async with read_session() as session:
        caller = await _caller(session, request, AppName.STOREFRONT)
        document = await document_of_buyer(session, caller, number, document_id, token=t)
    return await _issued(document)


@router.get("/documents/workshop/{document_id}.pdf")
async def get_document_of_vendor(request: Request, document_id: UUID) -> Response:
    async with read_session() as session:
        caller = await _caller(session, request, AppName.VENDOR_PORTAL)
        document = await document_of_vendor(session, caller, document_id)
    return await _issued(document)


@router.get("/documents/operator/{document_id}.pdf")
async def get_document_of_staff(request: Request, document_id: UUID) -> Response:
    async with read_session() as session:
        caller = await _caller(session, request, AppName.ADMIN)
        document = await document_of_staff(session, caller, document_id)
    return await _issued(document)


async def _caller(session: AsyncSession, request: Request, app: AppName) -> Principal:
    token = request.cookies.get(session_cookie(app).name, "")
    return await resolve(session, token, app=app) or GUEST


async def _issued(document: Document) -> Response:
    return _file(await pdf(document), f"{document.number}.pdf")


def _file(content: bytes, name: str) -> Response:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)
