"""A vendor order ends before anything left: goods go back, money goes back, all of it."""

from hmac import compare_digest
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.inventory.allocate import deallocate
from core.kernel.errors import Forbidden, Invalid
from core.kernel.principal import Principal, VendorRole
from core.kernel.secrets import token_hash
from core.orders import queries as orders
from core.orders.derive import DEAD
from core.orders.errors import AlreadyUnderWay, NoSuchOrder
from core.orders.events import OrderCanceled, VendorOrderCanceled, VendorOrderDeclined
from core.orders.history import move_order, move_vendor_order
from core.orders.models import Order, VendorOrder
from core.orders.statuses import FulfillmentStatus, OrderStatus, VendorOrderStatus
from core.orders.summarize import summarize
from core.promotions.redeem import release as release_promotions
from core.refunds.request_refund import claim_refund

MAX_REASON = 200


async def cancel_vendor_order(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID, *, reason: str
) -> None:
    """By the vendor with a reason, by staff, or by the buyer until a parcel has left."""
    order, part = await orders.lock_own_vendor_order(session, None, vendor_order_id)
    _ensure_may(caller, order, part)
    await _cancel(session, caller, order, part, _reason(reason))
    await _close_order(session, caller, order, reason)


async def decline_vendor_order(
    session: AsyncSession, caller: Principal, vendor_order_id: UUID, *, reason: str
) -> None:
    """The workshop says no, or (the system) let its 48 hours pass."""
    vendor_id = None if caller.is_system else caller.require_vendor(VendorRole.ORDERS)
    order, part = await orders.lock_own_vendor_order(session, vendor_id, vendor_order_id)
    await _end(session, caller, order, part, VendorOrderStatus.DECLINED, _reason(reason))
    await emit(
        session,
        VendorOrderDeclined(order_id=order.id, vendor_order_id=part.id, reason=reason),
    )
    await _close_order(session, caller, order, reason)


async def cancel_order(
    session: AsyncSession, caller: Principal, order_id: UUID, *, reason: str, token: str = ""
) -> None:
    """Every part that still can be canceled, or ``AlreadyUnderWay`` when none can.

    A guest shows the ``token`` of the order's link.
    """
    order = await orders.lock_order(session, order_id)
    if not (token and compare_digest(token_hash(token), order.access_token_hash)):
        _ensure_may(caller, order, None)
    parts = await orders.lock_vendor_orders(session, order.id)
    open_parts = [part for part in parts if part.status in _CANCELABLE]
    if not open_parts:
        raise AlreadyUnderWay
    for part in open_parts:
        await _cancel(session, caller, order, part, _reason(reason))
    await _close_order(session, caller, order, reason)


_CANCELABLE = {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}


async def _cancel(
    session: AsyncSession, caller: Principal, order: Order, part: VendorOrder, reason: str
) -> None:
    await _end(session, caller, order, part, VendorOrderStatus.CANCELED, reason)
    await emit(
        session,
        VendorOrderCanceled(order_id=order.id, vendor_order_id=part.id, reason=reason),
    )
    if caller.is_staff:
        await audit.record(
            session, caller, "refunds.cancel", "order", order.id, f"{part.number} is canceled",
            reason=reason,
        )  # fmt: skip


def _ensure_may(caller: Principal, order: Order, part: VendorOrder | None) -> None:
    """Strangers learn nothing: for them there is no such order."""
    if caller.is_system or caller.is_staff:
        return
    if caller.vendor_id is not None:
        if part is None or part.vendor_id != caller.vendor_id:
            raise NoSuchOrder
        caller.require_vendor(VendorRole.ORDERS)
        return
    if caller.user_id is None:
        raise Forbidden
    if order.user_id != caller.user_id:
        raise NoSuchOrder


def _reason(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= MAX_REASON:
        raise Invalid("Say in a few words why.", field="reason")
    return text


async def _end(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    target: VendorOrderStatus,
    reason: str,
) -> None:
    parcels = await orders.lock_parcels(session, part.id)
    gone = {FulfillmentStatus.HANDED_OVER, FulfillmentStatus.DELIVERED}
    if any(parcel.status in gone for parcel in parcels):
        raise AlreadyUnderWay
    verb = "declined" if target is VendorOrderStatus.DECLINED else "canceled"
    move_vendor_order(session, part, target, caller, f"This part was {verb}: {reason}")
    for parcel in parcels:
        parcel.status = FulfillmentStatus.CANCELED
    lines = await orders.lock_lines(session, part.id)
    units = {line.id: line.quantity_open for line in lines}
    for line in lines:
        line.quantity_canceled += units[line.id]
    await deallocate(session, units, actor=caller.actor, reason=reason)
    to_refund = {line.id: line.quantity - line.quantity_refunded for line in lines}
    subsidy_left = (
        part.delivery_subsidy_minor
        - part.delivery_subsidy_refunded_minor
        + sum(line.subsidy_minor - line.subsidy_refunded_minor for line in lines)
    )
    if part.total_minor > part.refunded_minor or subsidy_left:
        await claim_refund(
            session,
            caller,
            order,
            part,
            to_refund,
            delivery_minor=part.delivery_left_minor,
            reason=reason,
            idempotency_key=f"{part.id}:{target.value}",
            is_all=True,
        )
    await summarize(session, order, part, lines)


async def _close_order(
    session: AsyncSession, caller: Principal, order: Order, reason: str
) -> None:
    parts = await orders.lock_vendor_orders(session, order.id)
    if any(part.status not in DEAD for part in parts):
        return
    await release_promotions(session, order.id)
    order.canceled_at = await orders.db_now(session)
    move_order(session, order, OrderStatus.CANCELED, caller, f"Canceled: {reason}")
    await emit(session, OrderCanceled(order_id=order.id, reason=reason))
