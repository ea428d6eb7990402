"""Documents that a workshop prints."""

from fastapi import APIRouter, Request, Response

from core.db.session import read_session
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.principal import GUEST
from core.orders.packing_slip import packing_slip
from core.settings import AppName

router = APIRouter(include_in_schema=False)


@router.get("/documents/packing-slip/{number}.pdf")
async def get_packing_slip(request: Request, number: str, parcel: str = "") -> Response:
    """``number`` is the vendor order's; with ``parcel`` only what lies in it."""
    app = AppName.VENDOR_PORTAL
    token = request.cookies.get(session_cookie(app).name, "")
    async with read_session() as session:
        caller = await resolve(session, token, app=app) or GUEST
        pdf = await packing_slip(session, caller, number, parcel_number=parcel)
    headers = {
        "Content-Disposition": f'inline; filename="packing-slip-{number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(pdf, media_type="application/pdf", headers=headers)
