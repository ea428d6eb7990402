"""Files of returns, issues and disputes: labels to print, pictures that are sent in."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.forms import ensure_own_form
from core.api.media import sent_file
from core.db.session import read_session, transaction
from core.identity import throttle
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.principal import GUEST, Principal, VendorRole
from core.media.errors import FileTooLarge
from core.media.picture import media_url
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.orders.models import Order
from core.returns import queries
from core.returns.access import ensure_buyer
from core.returns.label import return_label
from core.returns.photos import MAX_BYTES, add_photo, add_vendors_photo
from core.settings import AppName

router = APIRouter(include_in_schema=False)
vendor_router = APIRouter(include_in_schema=False)
PHOTO = throttle.Limit("case_photo", free=40, pause_s=60)
PRIVATE = {"Cache-Control": "private, no-store"}


@router.get("/documents/returns/{number}/label.pdf")
async def get_label(request: Request, number: str, t: str = "") -> Response:
    async with read_session() as session:
        caller = await _caller(request, session, AppName.STOREFRONT)
        found = await queries.get_return_by_number(session, number, None)
        ensure_buyer(caller, await session.get_one(Order, found.order_id), t)
        pdf = await return_label(session, found)
    return _pdf(pdf, number)


@vendor_router.get("/documents/returns/{number}/label.pdf")
async def get_label_of_vendor(request: Request, number: str) -> Response:
    """For a workshop that sends the label by other means."""
    async with read_session() as session:
        caller = await _caller(request, session, AppName.VENDOR_PORTAL)
        vendor_id = caller.require_vendor(VendorRole.ORDERS, VendorRole.SUPPORT)
        found = await queries.get_return_by_number(session, number, vendor_id)
        pdf = await return_label(session, found)
    return _pdf(pdf, number)


@router.post("/cases/photos")
async def send_photo(request: Request, order: str, t: str = "") -> JSONResponse:
    """One picture about an order, from its buyer."""
    ensure_own_form(request, AppName.STOREFRONT)
    async with read_session() as session:
        caller = await _caller(request, session, AppName.STOREFRONT)
        found = await orders.find_by_number(session, order)
    if found is None:
        raise NoSuchOrder
    ensure_buyer(caller, found, t)
    await throttle.attempt(PHOTO, str(found.id))
    data = await _data(request)
    async with transaction() as session:
        photo, asset = await add_photo(session, caller, found, data, token=t)
    return _kept(str(photo.id), asset.storage_key)


@vendor_router.post("/cases/photos")
async def send_photo_of_vendor(request: Request, part: str) -> JSONResponse:
    """One picture as evidence, from the workshop of a part."""
    ensure_own_form(request, AppName.VENDOR_PORTAL)
    async with read_session() as session:
        caller = await _caller(request, session, AppName.VENDOR_PORTAL)
        vendor_id = caller.require_vendor(VendorRole.ORDERS, VendorRole.SUPPORT)
        found, _ = await orders.get_of_vendor(session, vendor_id, part)
    await throttle.attempt(PHOTO, str(found.id))
    data = await _data(request)
    async with transaction() as session:
        photo, asset = await add_vendors_photo(session, caller, found, data)
    return _kept(str(photo.id), asset.storage_key)


async def _caller(request: Request, session: AsyncSession, app: AppName) -> Principal:
    token = request.cookies.get(session_cookie(app).name, "")
    return await resolve(session, token, app=app) or GUEST


async def _data(request: Request) -> bytes:
    data = await sent_file(request, MAX_BYTES)
    if len(data) > MAX_BYTES:
        raise FileTooLarge(MAX_BYTES)
    return data


def _kept(photo_id: str, key: str) -> JSONResponse:
    facts = {"id": photo_id, "url": media_url(key)}
    return JSONResponse(facts, 201, headers={"Cache-Control": "no-store"})


def _pdf(pdf: bytes, number: str) -> Response:
    name = f'inline; filename="return-{number}.pdf"'
    return Response(
        pdf, media_type="application/pdf", headers={"Content-Disposition": name, **PRIVATE}
    )
