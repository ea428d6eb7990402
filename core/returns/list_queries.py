"""Lists of cases of one kind: a buyer's own, a workshop's queue, the market's. What is open
comes
first, the nearest deadline before others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.pagination import Page, clamp
from core.orders.models import Order, VendorOrder
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.models import ReturnRequest
from core.returns.statuses import DisputeStatus, IssueStatus, ReturnStatus
from core.vendors.models import Vendor

CaseTable = type[ReturnRequest] | type[OrderIssue] | type[Dispute]
CaseRow = ReturnRequest | OrderIssue | Dispute


class CaseKind(StrEnum):
    RETURNS = "returns"
    ISSUES = "issues"
    DISPUTES = "disputes"


TABLES: dict[CaseKind, CaseTable] = {
    CaseKind.RETURNS: ReturnRequest,
    CaseKind.ISSUES: OrderIssue,
    CaseKind.DISPUTES: Dispute,
}
FINISHED: dict[CaseKind, Sequence[StrEnum]] = {
    CaseKind.RETURNS: (
        ReturnStatus.REJECTED,
        ReturnStatus.CANCELED,
        ReturnStatus.EXPIRED,
        ReturnStatus.CLOSED,
    ),
    CaseKind.ISSUES: (IssueStatus.RESOLVED, IssueStatus.WITHDRAWN),
    CaseKind.DISPUTES: (DisputeStatus.CLOSED,),
}
# Where the workshop has to act.
VENDORS_TURN: dict[CaseKind, Sequence[StrEnum]] = {
    CaseKind.RETURNS: (
        ReturnStatus.REQUESTED,
        ReturnStatus.IN_TRANSIT,
        ReturnStatus.RECEIVED,
        ReturnStatus.INSPECTED,
    ),
    CaseKind.ISSUES: (IssueStatus.AWAITING_VENDOR,),
    CaseKind.DISPUTES: (DisputeStatus.EVIDENCE,),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """``row`` is read for attributes on the server."""

    row: CaseRow
    order: Order
    part_number: str
    vendor_name: str


async def list_cases(
    session: AsyncSession,
    kind: CaseKind,
    *,
    vendor_id: UUID | None = None,
    user_id: UUID | None = None,
    open_only: bool = False,
    page: int = 1,
    size: int = 25,
) -> Page[Listed]:
    """Of a workshop, of a buyer, or (neither) of the whole market: that is for staff."""
    page, size = clamp(page, size)
    table = TABLES[kind]
    where = []
    if vendor_id is not None:
        where.append(col(table.vendor_id) == vendor_id)
    if user_id is not None:
        where.append(col(Order.user_id) == user_id)
    if open_only:
        where.append(col(table.status).not_in(FINISHED[kind]))
    counting = (
        select(func.count(col(table.id)))
        .join(Order, col(Order.id) == table.order_id)
        .where(*where)
    )
    rows = (
        select(table, Order, VendorOrder.number, Vendor.name)
        .join(Order, col(Order.id) == table.order_id)
        .join(VendorOrder, col(VendorOrder.id) == table.vendor_order_id)
        .join(Vendor, col(Vendor.id) == table.vendor_id)
        .where(*where)
        .order_by(
            col(table.status).in_(FINISHED[kind]),
            col(table.due_at).asc().nulls_last(),
            col(table.id).desc(),
        )
        .limit(size)
        .offset((page - 1) * size)
    )
    total = (await session.exec(counting)).one()
    found = [Listed(*row) for row in (await session.exec(rows)).all()]
    return Page(found, total, page, size)


async def count_turns(session: AsyncSession, vendor_id: UUID) -> int:
    """How many cases wait for the workshop."""
    waiting = 0
    for kind, table in TABLES.items():
        statement = select(func.count(col(table.id))).where(
            col(table.vendor_id) == vendor_id, col(table.status).in_(VENDORS_TURN[kind])
        )
        waiting += (await session.exec(statement)).one()
    return waiting
