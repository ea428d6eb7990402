"""Files of an order for its buyer, and the account that a guest opens after buying."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from core.api.form_post import FormField, Own, back_to
from core.api.forms import see_other
from core.checkout.claim_order import claim_order
from core.db.session import read_session
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.clock import utc_now
from core.kernel.errors import DomainError
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.calendar import arrivals_ics
from core.orders.read_models import OrderDetail, order_detail
from core.orders.receipt import receipt
from core.settings import AppName

router = APIRouter(include_in_schema=False)


@router.get("/documents/orders/{number}/receipt.pdf")
async def get_receipt(request: Request, number: str, t: str = "") -> Response:
    """To whoever holds the order's link, or to the account it belongs to."""
    order = await _readable(request, number, t)
    return _file(await receipt(order), "application/pdf", f"receipt-{order.number}.pdf")


@router.get("/documents/orders/{number}/arrivals.ics")
async def get_arrivals(request: Request, number: str, t: str = "") -> Response:
    order = await _readable(request, number, t)
    ics = arrivals_ics(order, utc_now())
    return _file(ics, "text/calendar; charset=utf-8", f"arrivals-{order.number}.ics")


@router.post("/auth/after-order")
async def post_account(
    post: Own, number: FormField = "", t: FormField = "", password: FormField = ""
) -> RedirectResponse:
    """Back on the confirmation page, the same for addresses with and without an account."""
    page = f"/orders/{number[:20]}/confirmation"

    async def work(session: AsyncSession) -> None:
        await claim_order(session, number, t, password)

    try:
        await post.write_alike(work)
    except DomainError as error:
        return back_to(page, error, t=t[:100])
    return see_other(page, {"t": t[:100], "notice": "check_mail"})


async def _readable(request: Request, number: str, token: str) -> OrderDetail:
    cookie = request.cookies.get(session_cookie(AppName.STOREFRONT).name, "")
    async with read_session() as session:
        if token:
            order = await orders.get_by_token(session, number, token[:100])
        else:
            caller = await resolve(session, cookie, app=AppName.STOREFRONT) or GUEST
            order = await orders.get_of_user(session, caller.require_user(), number)
        return await order_detail(session, order)


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=kind, headers=headers)
