"""Reads and locks of returns, issues and disputes. Locked after the order and the vendor order
they belong to, a return before an issue, an issue before a dispute.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.base import Table
from core.kernel.pagination import Page, clamp
from core.media.models import MediaAsset
from core.orders.models import Order
from core.returns.dispute_models import (
    Chargeback,
    ChargebackPart,
    Dispute,
    DisputeEvidence,
    IssueLine,
    OrderIssue,
)
from core.returns.errors import NoSuchCase
from core.returns.models import (
    CaseEvent,
    CasePhoto,
    Exchange,
    ReturnLine,
    ReturnRequest,
    Withdrawal,
)
from core.returns.statuses import (
    DisputeStatus,
    ExchangeStatus,
    IssueStatus,
    ReturnStatus,
)

T = TypeVar("T", bound=Table)
# Units of these are counted on the order line, and their money is still to go.
UNSETTLED = (
    ReturnStatus.REQUESTED,
    ReturnStatus.APPROVED,
    ReturnStatus.IN_TRANSIT,
    ReturnStatus.RECEIVED,
)
OVER = (
    ReturnStatus.REJECTED,
    ReturnStatus.CANCELED,
    ReturnStatus.EXPIRED,
    ReturnStatus.CLOSED,
)
ISSUES_OVER = (IssueStatus.RESOLVED, IssueStatus.WITHDRAWN)


async def _locked(session: AsyncSession, table: type[T], row_id: UUID) -> T:
    statement = (
        select(table)
        .where(col(table.id) == row_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(statement)).first()
    if found is None:
        raise NoSuchCase
    return found


async def lock_return(session: AsyncSession, return_id: UUID) -> ReturnRequest:
    return await _locked(session, ReturnRequest, return_id)


async def lock_issue(session: AsyncSession, issue_id: UUID) -> OrderIssue:
    return await _locked(session, OrderIssue, issue_id)


async def lock_dispute(session: AsyncSession, dispute_id: UUID) -> Dispute:
    return await _locked(session, Dispute, dispute_id)


async def lock_chargeback(session: AsyncSession, chargeback_id: UUID) -> Chargeback:
    return await _locked(session, Chargeback, chargeback_id)


async def find_return(session: AsyncSession, return_id: UUID) -> ReturnRequest | None:
    return await session.get(ReturnRequest, return_id)


async def find_issue(session: AsyncSession, issue_id: UUID) -> OrderIssue | None:
    return await session.get(OrderIssue, issue_id)


async def find_dispute(session: AsyncSession, dispute_id: UUID) -> Dispute | None:
    return await session.get(Dispute, dispute_id)


async def get_return_by_number(
    session: AsyncSession, number: str, vendor_id: UUID | None
) -> ReturnRequest:
    """``vendor_id`` None: whoever asks was or will be checked against the order."""
    statement = select(ReturnRequest).where(col(ReturnRequest.number) == number.upper())
    found = (await session.exec(statement)).first()
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    return found


async def get_issue_by_number(
    session: AsyncSession, number: str, vendor_id: UUID | None
) -> OrderIssue:
    statement = select(OrderIssue).where(col(OrderIssue.number) == number.upper())
    found = (await session.exec(statement)).first()
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    return found


async def get_dispute_by_number(
    session: AsyncSession, number: str, vendor_id: UUID | None
) -> Dispute:
    statement = select(Dispute).where(col(Dispute.number) == number.upper())
    found = (await session.exec(statement)).first()
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    return found


async def lines_of(session: AsyncSession, return_id: UUID) -> list[ReturnLine]:
    statement = (
        select(ReturnLine)
        .where(col(ReturnLine.return_id) == return_id)
        .order_by(col(ReturnLine.id))
    )
    return list(await session.exec(statement))


async def exchanges_of(session: AsyncSession, return_id: UUID) -> list[Exchange]:
    statement = (
        select(Exchange).where(col(Exchange.return_id) == return_id).order_by(col(Exchange.id))
    )
    return list(await session.exec(statement))


async def issue_lines_of(session: AsyncSession, issue_id: UUID) -> list[IssueLine]:
    statement = (
        select(IssueLine).where(col(IssueLine.issue_id) == issue_id).order_by(col(IssueLine.id))
    )
    return list(await session.exec(statement))


async def unsettled_units(session: AsyncSession, vendor_order_id: UUID) -> dict[UUID, int]:
    """Units by order line that lie in returns whose money is still to go."""
    statement = (
        select(ReturnLine.order_line_id, func.sum(ReturnLine.quantity))
        .join(ReturnRequest, col(ReturnRequest.id) == ReturnLine.return_id)
        .where(
            col(ReturnRequest.vendor_order_id) == vendor_order_id,
            col(ReturnRequest.status).in_(UNSETTLED),
        )
        .group_by(col(ReturnLine.order_line_id))
    )
    return {line_id: int(units) for line_id, units in (await session.exec(statement)).all()}


async def open_issue_of(session: AsyncSession, vendor_order_id: UUID) -> OrderIssue | None:
    statement = select(OrderIssue).where(
        col(OrderIssue.vendor_order_id) == vendor_order_id,
        col(OrderIssue.status).not_in(ISSUES_OVER),
    )
    return (await session.exec(statement)).first()


async def open_dispute_of(session: AsyncSession, vendor_order_id: UUID) -> Dispute | None:
    statement = select(Dispute).where(
        col(Dispute.vendor_order_id) == vendor_order_id,
        col(Dispute.status) != DisputeStatus.CLOSED,
    )
    return (await session.exec(statement)).first()


async def events_of(
    session: AsyncSession,
    *,
    return_id: UUID | None = None,
    issue_id: UUID | None = None,
    dispute_id: UUID | None = None,
) -> Sequence[CaseEvent]:
    """The timeline of one case, oldest first."""
    statement = select(CaseEvent).order_by(col(CaseEvent.id))
    if return_id:
        statement = statement.where(col(CaseEvent.return_id) == return_id)
    elif issue_id:
        statement = statement.where(col(CaseEvent.issue_id) == issue_id)
    else:
        statement = statement.where(col(CaseEvent.dispute_id) == dispute_id)
    return (await session.exec(statement)).all()


async def evidence_of(session: AsyncSession, dispute_id: UUID) -> Sequence[DisputeEvidence]:
    statement = (
        select(DisputeEvidence)
        .where(col(DisputeEvidence.dispute_id) == dispute_id)
        .order_by(col(DisputeEvidence.id))
    )
    return (await session.exec(statement)).all()


async def count_waiting_photos(session: AsyncSession, order_id: UUID) -> int:
    statement = select(func.count(col(CasePhoto.id))).where(
        col(CasePhoto.order_id) == order_id,
        col(CasePhoto.return_id).is_(None),
        col(CasePhoto.issue_id).is_(None),
        col(CasePhoto.evidence_id).is_(None),
    )
    return (await session.exec(statement)).one()


async def waiting_photos(
    session: AsyncSession, order_id: UUID, photo_ids: Collection[UUID]
) -> Sequence[CasePhoto]:
    """Those of the ids that belong to the order and to no case yet."""
    statement = (
        select(CasePhoto)
        .where(
            col(CasePhoto.order_id) == order_id,
            col(CasePhoto.id).in_(photo_ids),
            col(CasePhoto.return_id).is_(None),
            col(CasePhoto.issue_id).is_(None),
            col(CasePhoto.evidence_id).is_(None),
        )
        .order_by(col(CasePhoto.id))
    )
    return (await session.exec(statement)).all()


async def photos_of_order(
    session: AsyncSession, order_id: UUID
) -> Sequence[tuple[CasePhoto, MediaAsset]]:
    """All pictures that are bound to a case of the order."""
    statement = (
        select(CasePhoto, MediaAsset)
        .join(MediaAsset, col(MediaAsset.id) == CasePhoto.media_id)
        .where(col(CasePhoto.order_id) == order_id)
        .order_by(col(CasePhoto.id))
    )
    return (await session.exec(statement)).all()


async def list_left_behind(
    session: AsyncSession, before: datetime, *, most: int
) -> Sequence[CasePhoto]:
    """Pictures that nobody bound to a case."""
    statement = (
        select(CasePhoto)
        .where(
            col(CasePhoto.created_at) < before,
            col(CasePhoto.return_id).is_(None),
            col(CasePhoto.issue_id).is_(None),
            col(CasePhoto.evidence_id).is_(None),
        )
        .limit(most)
    )
    return (await session.exec(statement)).all()


async def returns_of_order(session: AsyncSession, order_id: UUID) -> Sequence[ReturnRequest]:
    statement = (
        select(ReturnRequest)
        .where(col(ReturnRequest.order_id) == order_id)
        .order_by(col(ReturnRequest.id))
    )
    return (await session.exec(statement)).all()


async def issues_of_order(session: AsyncSession, order_id: UUID) -> Sequence[OrderIssue]:
    statement = (
        select(OrderIssue)
        .where(col(OrderIssue.order_id) == order_id)
        .order_by(col(OrderIssue.id))
    )
    return (await session.exec(statement)).all()


async def disputes_of_order(session: AsyncSession, order_id: UUID) -> Sequence[Dispute]:
    statement = (
        select(Dispute).where(col(Dispute.order_id) == order_id).order_by(col(Dispute.id))
    )
    return (await session.exec(statement)).all()


async def find_withdrawal(session: AsyncSession, withdrawal_id: UUID) -> Withdrawal | None:
    return await session.get(Withdrawal, withdrawal_id)


async def returns_of_withdrawal(
    session: AsyncSession, withdrawal_id: UUID
) -> Sequence[ReturnRequest]:
    statement = (
        select(ReturnRequest)
        .where(col(ReturnRequest.withdrawal_id) == withdrawal_id)
        .order_by(col(ReturnRequest.id))
    )
    return (await session.exec(statement)).all()


async def find_chargeback(
    session: AsyncSession, provider: str, reference: str
) -> Chargeback | None:
    statement = select(Chargeback).where(
        col(Chargeback.provider) == provider, col(Chargeback.provider_reference) == reference
    )
    return (await session.exec(statement)).first()


async def parts_of_chargeback(
    session: AsyncSession, chargeback_id: UUID
) -> Sequence[ChargebackPart]:
    statement = (
        select(ChargebackPart)
        .where(col(ChargebackPart.chargeback_id) == chargeback_id)
        .order_by(col(ChargebackPart.id))
    )
    return (await session.exec(statement)).all()


async def chargebacks_of_dispute(
    session: AsyncSession, dispute_id: UUID
) -> Sequence[Chargeback]:
    statement = (
        select(Chargeback)
        .join(ChargebackPart, col(ChargebackPart.chargeback_id) == Chargeback.id)
        .where(col(ChargebackPart.dispute_id) == dispute_id)
        .order_by(col(Chargeback.id))
    )
    return (await session.exec(statement)).all()


async def open_exchanges(session: AsyncSession, return_id: UUID) -> list[Exchange]:
    statement = (
        select(Exchange)
        .where(
            col(Exchange.return_id) == return_id,
            col(Exchange.status) == ExchangeStatus.RESERVED,
        )
        .order_by(col(Exchange.variant_id))
        .with_for_update()
    )
    return list(await session.exec(statement))


async def list_due(
    session: AsyncSession,
    table: type[ReturnRequest] | type[OrderIssue] | type[Dispute],
    now: datetime,
    *,
    limit: int = 100,
) -> Sequence[UUID]:
    statement = (
        select(col(table.id))
        .where(col(table.due_at) <= now)
        .order_by(col(table.due_at))
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def list_own_orders_with_cases(
    session: AsyncSession, user_id: UUID, *, page: int, size: int
) -> Page[UUID]:
    """Ids of a buyer's orders that have a return or an issue, newest case first."""
    page, size = clamp(page, size)
    newest = (
        select(Order.id)
        .where(
            col(Order.user_id) == user_id,
            col(Order.id).in_(select(ReturnRequest.order_id))
            | col(Order.id).in_(select(OrderIssue.order_id)),
        )
        .order_by(col(Order.id).desc())
    )
    total = (await session.exec(select(func.count()).select_from(newest.subquery()))).one()
    rows = await session.exec(newest.limit(size).offset((page - 1) * size))
    return Page(rows.all(), total, page, size)
