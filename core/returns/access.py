"""Whose case it is. Strangers learn nothing: for them there is no such order or case."""

from hmac import compare_digest
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import SignInRequired
from core.kernel.principal import Principal, VendorRole
from core.kernel.secrets import token_hash
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.orders.models import Order, VendorOrder
from core.returns import queries
from core.returns.dispute_models import Dispute, OrderIssue
from core.returns.errors import NoSuchCase
from core.returns.models import ReturnRequest


def ensure_buyer(caller: Principal, order: Order, token: str = "") -> None:
    """The account that ordered, or whoever holds the ``token`` of the order's link.
    With a wrong one there is no such order.
    """
    if caller.is_system:
        return
    if token and compare_digest(token_hash(token), order.access_token_hash):
        return
    if caller.user_id is None:
        raise NoSuchOrder if token else SignInRequired
    if order.user_id != caller.user_id:
        raise NoSuchOrder


def vendor_of(caller: Principal) -> UUID | None:
    """The workshop that the caller acts for; None for the market itself and its staff."""
    if caller.is_system or caller.is_staff:
        return None
    return caller.require_vendor(VendorRole.ORDERS, VendorRole.SUPPORT)


async def lock_buyers_part(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID, token: str = ""
) -> tuple[Order, VendorOrder]:
    order, part = await orders.lock_own_vendor_order(session, None, vendor_order_id)
    ensure_buyer(caller, order, token)
    return order, part


async def lock_return_for(
    session: AsyncSession, vendor_id: UUID | None, return_id: UUID
) -> tuple[Order, VendorOrder, ReturnRequest]:
    """For its workshop (``vendor_id``), or for staff and the market (None)."""
    found = await queries.find_return(session, return_id)
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    order, part = await orders.lock_own_vendor_order(session, None, found.vendor_order_id)
    return order, part, await queries.lock_return(session, return_id)


async def lock_return_of_buyer(
    session: AsyncSession, caller: Principal, return_id: UUID, token: str
) -> tuple[Order, VendorOrder, ReturnRequest]:
    order, part, found = await lock_return_for(session, None, return_id)
    ensure_buyer(caller, order, token)
    return order, part, found


async def lock_issue_for(
    session: AsyncSession, vendor_id: UUID | None, issue_id: UUID
) -> tuple[Order, VendorOrder, OrderIssue]:
    found = await queries.find_issue(session, issue_id)
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    order, part = await orders.lock_own_vendor_order(session, None, found.vendor_order_id)
    return order, part, await queries.lock_issue(session, issue_id)


async def lock_issue_of_buyer(
    session: AsyncSession, caller: Principal, issue_id: UUID, token: str
) -> tuple[Order, VendorOrder, OrderIssue]:
    order, part, found = await lock_issue_for(session, None, issue_id)
    ensure_buyer(caller, order, token)
    return order, part, found


async def lock_dispute_for(
    session: AsyncSession, vendor_id: UUID | None, dispute_id: UUID
) -> tuple[Order, VendorOrder, Dispute]:
    found = await queries.find_dispute(session, dispute_id)
    if found is None or vendor_id not in {None, found.vendor_id}:
        raise NoSuchCase
    order, part = await orders.lock_own_vendor_order(session, None, found.vendor_order_id)
    return order, part, await queries.lock_dispute(session, dispute_id)
