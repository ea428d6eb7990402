"""Tables of operators as files: every row that matches, streamed."""

import csv
from collections.abc import AsyncIterator
from io import StringIO
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from core.db.session import read_session
from core.identity.cookies import session_cookie
from core.identity.sessions import resolve
from core.kernel.money import Money
from core.kernel.principal import GUEST, Principal
from core.orders.directory import walk_orders
from core.orders.models import Order
from core.orders.order_filter import OrderFilter
from core.promotions.errors import NoSuchPromotion
from core.promotions.manage import Author
from core.promotions.manage_queries import find_promotion, walk_codes
from core.reporting.tax_report import Quarter, oss_csv
from core.settings import AppName

router = APIRouter(include_in_schema=False)

COLUMNS = (
    "number", "created_at", "placed_at", "status", "payment", "fulfillment", "email",
    "country", "currency", "items", "delivery", "tax", "discount", "total", "refunded",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@router.get("/exports/orders.csv")
async def get_orders(request: Request) -> StreamingResponse:
    """The list of orders with the filters of its address."""
    caller = await _caller(request)
    caller.require_staff()
    wanted = OrderFilter.of(request.query_params)
    headers = {
        "Content-Disposition": 'attachment; filename="orders.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(
        _rows(caller, wanted), media_type="text/csv; charset=utf-8", headers=headers
    )


@router.get("/exports/oss.csv")
async def get_oss(request: Request, quarter: str) -> Response:
    """The one-stop shop report of a quarter, such as 2026-Q4."""
    caller = await _caller(request)
    wanted = Quarter.of(quarter)
    async with read_session() as session:
        report = await oss_csv(session, caller, wanted)
    headers = {
        "Content-Disposition": f'attachment; filename="oss-{wanted}.csv"',
        "Cache-Control": "private, no-store",
    }
    return Response(report, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/exports/promotions/{promotion_id}.csv")
async def get_codes(request: Request, promotion_id: UUID, batch: str = "") -> StreamingResponse:
    """A batch of codes with what became of each. A workshop reads its own."""
    caller = await _caller(request)
    async with read_session() as session:
        author = Author.of(caller)
        if await find_promotion(session, promotion_id, author.vendor_id) is None:
            raise NoSuchPromotion
    headers = {
        "Content-Disposition": 'attachment; filename="codes.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingResponse(
        _codes(promotion_id, batch), media_type="text/csv; charset=utf-8", headers=headers
    )


async def _codes(promotion_id: UUID, batch: str) -> AsyncIterator[str]:
    yield _line(("code", "batch", "uses", "limit", "active"))
    async with read_session() as session:
        async for coupon, uses in walk_codes(session, promotion_id, batch):
            limit = "" if coupon.use_limit is None else str(coupon.use_limit)
            is_active = "yes" if coupon.is_active else "no"
            yield _line((coupon.code, coupon.batch, str(uses), limit, is_active))


async def _caller(request: Request) -> Principal:
    token = request.cookies.get(session_cookie(AppName.ADMIN).name, "")
    async with read_session() as session:
        return await resolve(session, token, app=AppName.ADMIN) or GUEST


async def _rows(caller: Principal, wanted: OrderFilter) -> AsyncIterator[str]:
    yield _line(COLUMNS)
    async with read_session() as session:
        async for order in walk_orders(session, caller, wanted):
            yield _line(_cells(order))


def _cells(order: Order) -> tuple[str, ...]:
    amounts = (
        order.items_minor, order.delivery_minor, order.tax_minor, order.discount_minor,
        order.total_minor, order.refunded_minor,
    )  # fmt: skip
    return (
        order.number,
        order.created_at.isoformat(),
        order.placed_at.isoformat() if order.placed_at else "",
        order.status,
        order.payment_status,
        order.fulfillment_status,
        order.email,
        order.ship_to.get("country", ""),
        order.currency,
        *(str(Money(minor, order.currency).decimal) for minor in amounts),
    )


def _line(cells: tuple[str, ...]) -> str:
    """A cell that a spreadsheet would run begins with an apostrophe instead."""
    written = StringIO()
    csv.writer(written).writerow(f"'{c}" if c.startswith(FORMULA) else c for c in cells)
    return written.getvalue()
