"""Who hears by mail of returns, problems and disputes: both sides, at every step that is
theirs.
"""

from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.urls import order_link
from core.events.subscribers import on
from core.kernel.principal import VendorRole
from core.notifications.compose import cases
from core.notifications.outbox import post
from core.notifications.recipients import tell_workshop
from core.orders.models import Order
from core.orders.read_models import OrderDetail, order_detail
from core.returns import queries
from core.returns.events import (
    DecisionOverdue,
    DisputeMoved,
    IssueMoved,
    ReplacementSent,
    ReturnMoved,
    WithdrawalReceived,
)
from core.returns.read_models import case_by_number
from core.settings import settings


@on(ReturnMoved)
async def mail_return(session: AsyncSession, event: ReturnMoved) -> None:
    found = await queries.find_return(session, event.return_id)
    # The receipt of a withdrawal says all that its first steps would.
    if found is not None and not (found.withdrawal_id and event.status == "requested"):
        await _tell(session, event.order_id, event.vendor_id, found.number, event.status)


@on(IssueMoved)
async def mail_issue(session: AsyncSession, event: IssueMoved) -> None:
    if found := await queries.find_issue(session, event.issue_id):
        await _tell(session, event.order_id, event.vendor_id, found.number, event.status)


@on(DisputeMoved)
async def mail_dispute(session: AsyncSession, event: DisputeMoved) -> None:
    if found := await queries.find_dispute(session, event.dispute_id):
        await _tell(session, event.order_id, event.vendor_id, found.number, event.status)


@on(ReplacementSent)
async def mail_replacement(session: AsyncSession, event: ReplacementSent) -> None:
    found = await queries.find_return(session, event.return_id)
    if found is None:
        return
    detail, order = await _order(session, event.order_id)
    case = await case_by_number(session, found.number)
    letter = cases.replacement_sent(detail, case, _page(order, found.number))
    await post(session, letter, detail.email)


@on(WithdrawalReceived)
async def mail_withdrawal(session: AsyncSession, event: WithdrawalReceived) -> None:
    """At once: the law wants the receipt without delay."""
    withdrawal = await queries.find_withdrawal(session, event.withdrawal_id)
    if withdrawal is None:
        return
    detail, order = await _order(session, event.order_id)
    returns = [
        await case_by_number(session, found.number)
        for found in await queries.returns_of_withdrawal(session, withdrawal.id)
    ]
    letter = cases.withdrawal_received(
        detail, withdrawal, returns, event.canceled, order_link(order)
    )
    await post(session, letter, withdrawal.email)


@on(DecisionOverdue)
async def mail_overdue_decision(session: AsyncSession, event: DecisionOverdue) -> None:
    """To the market's own address: somebody has to decide."""
    dispute = await queries.find_dispute(session, event.dispute_id)
    if dispute is None:
        return
    detail, _ = await _order(session, event.order_id)
    case = await case_by_number(session, dispute.number)
    await post(session, cases.decision_overdue(detail, case), settings().operator_email)


async def _tell(
    session: AsyncSession, order_id: UUID, vendor_id: UUID, number: str, status: str
) -> None:
    detail, order = await _order(session, order_id)
    case = await case_by_number(session, number)
    if letter := cases.to_buyer(detail, case, status, _page(order, number)):
        await post(session, letter, detail.email)
    if letter := cases.to_workshop(detail, case, status):
        await tell_workshop(session, vendor_id, letter, VendorRole.ORDERS)


async def _order(session: AsyncSession, order_id: UUID) -> tuple[OrderDetail, Order]:
    order = await session.get_one(Order, order_id)
    return await order_detail(session, order), order


def _page(order: Order, number: str) -> str:
    """The page of a case, open to whoever holds the order's link."""
    link = urlsplit(order_link(order))
    return link._replace(path=f"/cases/{number}").geturl()
