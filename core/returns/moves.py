"""Moves of cases along their lifecycles: timeline, hold of the earnings, deadline and event in
the transaction that makes the move.
"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.principal import Principal
from core.ledger.holds import lift_hold, place_hold
from core.orders import queries as orders
from core.orders.history import note
from core.orders.models import Order
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.events import DisputeMoved, IssueMoved, ReturnMoved
from core.returns.models import CaseEvent, ReturnRequest
from core.returns.queries import ISSUES_OVER, OVER
from core.returns.statuses import (
    DISPUTE_LIFECYCLE,
    ISSUE_LIFECYCLE,
    RETURN_LIFECYCLE,
    DisputeStatus,
    IssueStatus,
    ReturnStatus,
)


async def start_return(
    session: AsyncSession, order: Order, found: ReturnRequest, caller: Principal, message: str
) -> None:
    """The first line of a return's timeline. Earnings wait from here on."""
    session.add(found)
    await session.flush()
    await place_hold(
        session, found.vendor_order_id, cause=found.cause, reason=f"Return {found.number}"
    )
    await _tell_return(session, order, found, caller, message, before=None)


async def move_return(
    session: AsyncSession,
    order: Order,
    found: ReturnRequest,
    target: ReturnStatus,
    caller: Principal,
    message: str,
    *,
    within: timedelta | None = None,
) -> None:
    """``within``: how long the new status may last before it ends by itself."""
    RETURN_LIFECYCLE.check(found.status, target)
    before, found.status = found.status, target
    found.due_at = await deadline(session, within)
    if target in OVER:
        found.closed_at = await orders.db_now(session)
        await lift_hold(session, found.vendor_order_id, cause=found.cause)
    await _tell_return(session, order, found, caller, message, before=before)


async def start_issue(
    session: AsyncSession, order: Order, issue: OrderIssue, caller: Principal, message: str
) -> None:
    session.add(issue)
    await session.flush()
    await place_hold(
        session, issue.vendor_order_id, cause=issue.cause, reason=f"Issue {issue.number}"
    )
    _line(session, caller, message, issue=issue, to_status=issue.status)
    _note(session, order, issue, f"issue.{issue.status}", caller, message)


async def move_issue(
    session: AsyncSession,
    order: Order,
    issue: OrderIssue,
    target: IssueStatus,
    caller: Principal,
    message: str,
    *,
    within: timedelta | None = None,
) -> None:
    ISSUE_LIFECYCLE.check(issue.status, target)
    before, issue.status = issue.status, target
    issue.due_at = await deadline(session, within)
    if target in ISSUES_OVER:
        issue.closed_at = await orders.db_now(session)
        await lift_hold(session, issue.vendor_order_id, cause=issue.cause)
    _line(session, caller, message, issue=issue, from_status=before, to_status=target)
    _note(session, order, issue, f"issue.{target}", caller, message)
    moved = IssueMoved(
        order_id=order.id, issue_id=issue.id, vendor_id=issue.vendor_id, status=target
    )
    await emit(session, moved)


async def start_dispute(
    session: AsyncSession, order: Order, dispute: Dispute, caller: Principal, message: str
) -> None:
    session.add(dispute)
    await session.flush()
    await place_hold(
        session,
        dispute.vendor_order_id,
        cause=dispute.cause,
        reason=f"Dispute {dispute.number}",
    )
    _line(session, caller, message, dispute=dispute, to_status=dispute.status)
    _note(session, order, dispute, f"dispute.{dispute.status}", caller, message)


async def move_dispute(
    session: AsyncSession,
    order: Order,
    dispute: Dispute,
    target: DisputeStatus,
    caller: Principal,
    message: str,
    *,
    within: timedelta | None = None,
) -> None:
    DISPUTE_LIFECYCLE.check(dispute.status, target)
    before, dispute.status = dispute.status, target
    dispute.due_at = await deadline(session, within)
    if target is DisputeStatus.CLOSED:
        await lift_hold(session, dispute.vendor_order_id, cause=dispute.cause)
    _line(session, caller, message, dispute=dispute, from_status=before, to_status=target)
    _note(session, order, dispute, f"dispute.{target}", caller, message)
    moved = DisputeMoved(
        order_id=order.id, dispute_id=dispute.id, vendor_id=dispute.vendor_id, status=target
    )
    await emit(session, moved)


def say(
    session: AsyncSession,
    case: ReturnRequest | OrderIssue | Dispute,
    caller: Principal,
    message: str,
) -> None:
    """A line of the case's own timeline without a move."""
    if isinstance(case, ReturnRequest):
        _line(session, caller, message, a_return=case)
    elif isinstance(case, OrderIssue):
        _line(session, caller, message, issue=case)
    else:
        _line(session, caller, message, dispute=case)


async def deadline(session: AsyncSession, within: timedelta | None) -> datetime | None:
    return await orders.db_now(session) + within if within else None


async def _tell_return(
    session: AsyncSession,
    order: Order,
    found: ReturnRequest,
    caller: Principal,
    message: str,
    *,
    before: ReturnStatus | None,
) -> None:
    _line(session, caller, message, a_return=found, from_status=before, to_status=found.status)
    _note(session, order, found, f"return.{found.status}", caller, message)
    moved = ReturnMoved(
        order_id=order.id,
        return_id=found.id,
        vendor_id=found.vendor_id,
        status=found.status,
    )
    await emit(session, moved)


def _line(
    session: AsyncSession,
    caller: Principal,
    message: str,
    *,
    a_return: ReturnRequest | None = None,
    issue: OrderIssue | None = None,
    dispute: Dispute | None = None,
    from_status: str | None = None,
    to_status: str | None = None,
) -> None:
    session.add(
        CaseEvent(
            return_id=a_return.id if a_return else None,
            issue_id=issue.id if issue else None,
            dispute_id=dispute.id if dispute else None,
            from_status=from_status,
            to_status=to_status,
            message=message,
            actor=caller.actor,
        )
    )


def _note(
    session: AsyncSession,
    order: Order,
    case: ReturnRequest | OrderIssue | Dispute,
    kind: str,
    caller: Principal,
    message: str,
) -> None:
    """The order's own timeline names the case."""
    note(
        session,
        order.id,
        kind,
        f"{case.number}: {message}"[:500],
        caller,
        vendor_order_id=case.vendor_order_id,
    )
