"""What ends by itself when nobody answers. Each case has one ``due_at``; its status says what
then happens. Every case is worked off in a transaction of its own and looked at again under its
lock, so that an answer that came meanwhile counts.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.session import read_session, transaction
from core.kernel.principal import SYSTEM
from core.orders import queries as orders
from core.returns import queries
from core.returns.access import lock_issue_for, lock_return_for
from core.returns.decide_return import approve_return, expire_return
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.disputes import at_stake, decide_silence, open_dispute
from core.returns.inspect_return import inspect_return
from core.returns.issues import accept_offer, escalate_silence
from core.returns.models import ReturnRequest
from core.returns.photos import sweep_photos
from core.returns.statuses import IssueStatus, ReturnStatus

UNBOUND_PHOTOS = timedelta(days=2)


async def run_due(now: datetime | None = None) -> int:
    """Work off every deadline that has passed by ``now`` (the database's clock); how many."""
    async with read_session() as session:
        moment = now or await orders.db_now(session)
        returns = await queries.list_due(session, ReturnRequest, moment)
        issues = await queries.list_due(session, OrderIssue, moment)
        disputes = await queries.list_due(session, Dispute, moment)
    await _each(returns, moment, end_return)
    await _each(issues, moment, end_issue)
    await _each(disputes, moment, end_dispute)
    return len(returns) + len(issues) + len(disputes)


async def sweep() -> None:
    async with transaction() as session:
        await sweep_photos(session, await orders.db_now(session) - UNBOUND_PHOTOS)


async def end_return(session: AsyncSession, return_id: UUID, now: datetime) -> None:
    order, part, found = await lock_return_for(session, None, return_id)
    if found.due_at is None or found.due_at > now:
        return
    if found.status is ReturnStatus.REQUESTED:
        await approve_return(session, SYSTEM, return_id)
    elif found.status is ReturnStatus.APPROVED:
        await expire_return(session, SYSTEM, return_id)
    elif found.status is ReturnStatus.RECEIVED:
        await inspect_return(session, SYSTEM, return_id, {})
    elif found.status is ReturnStatus.IN_TRANSIT:
        found.due_at = None
        if await queries.open_dispute_of(session, part.id):
            return
        await open_dispute(
            session, SYSTEM, order, part, returned=found,
            asked=await at_stake(session, order, part, found),
            subject=f"Return {found.number} was sent and not received",
            buyer_spoke_at=found.created_at,
        )  # fmt: skip


async def end_issue(session: AsyncSession, issue_id: UUID, now: datetime) -> None:
    _, _, issue = await lock_issue_for(session, None, issue_id)
    if issue.due_at is None or issue.due_at > now:
        return
    if issue.status is IssueStatus.AWAITING_VENDOR:
        await escalate_silence(session, issue_id)
    elif issue.status is IssueStatus.OFFER_MADE:
        await accept_offer(session, SYSTEM, issue_id)


async def end_dispute(session: AsyncSession, dispute_id: UUID, now: datetime) -> None:
    dispute = await queries.find_dispute(session, dispute_id)
    if dispute is not None and dispute.due_at is not None and dispute.due_at <= now:
        await decide_silence(session, dispute_id)


async def _each(
    ids: Sequence[UUID],
    now: datetime,
    end: Callable[[AsyncSession, UUID, datetime], Awaitable[None]],
) -> None:
    for case_id in ids:
        async with transaction() as session:
            await end(session, case_id, now)
