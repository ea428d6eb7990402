"""Decide on a refund and claim its amount; a job then asks the gateway for it.

The claim raises every ``refunded`` counter at once, under the order's lock, so that twenty
refunds at the same time can never give back more than was taken.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel import crash
from core.kernel.errors import Forbidden, Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal, VendorRole
from core.orders import queries as orders
from core.orders.history import note
from core.orders.models import Order, OrderLine, VendorOrder
from core.payments import queries as payments
from core.payments.models import Payment, Refund, RefundLine, RefundTo
from core.prepaid.bought import take_back
from core.refunds.errors import NoAccount, NothingToRefund
from core.refunds.plan import NO_ADJUSTMENTS, Adjustment, RefundPlan, plan_refund
from core.refunds.shares import claim_shares, keep_shares, summarize_payment

SEND_REFUND = "refunds.send"
MAX_REASON = 200


async def request_refund(
    session: AsyncSession,
    caller: Principal,
    vendor_order_id: UUID,
    quantities: Mapping[UUID, int],
    *,
    delivery_minor: int = 0,
    reason: str,
    idempotency_key: str,
    to: RefundTo = RefundTo.ORIGINAL,
) -> Refund:
    """Refund units of lines and part of the delivery. Staff, or the vendor of the order.

    The same key returns the first refund. ``to`` store credit is for buyers with an account.
    """
    vendor_id = _vendor_of(caller)
    if earlier := await payments.find_refund_by_key(session, idempotency_key):
        if vendor_id is not None:
            await orders.lock_own_vendor_order(session, vendor_id, earlier.vendor_order_id)
        return earlier
    order, part = await orders.lock_own_vendor_order(session, vendor_id, vendor_order_id)
    return await claim_refund(
        session,
        caller,
        order,
        part,
        quantities,
        delivery_minor=delivery_minor,
        reason=reason,
        idempotency_key=idempotency_key,
        to=to,
    )


async def claim_refund(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    quantities: Mapping[UUID, int],
    *,
    delivery_minor: int,
    reason: str,
    idempotency_key: str,
    is_all: bool = False,
    adjust: Mapping[UUID, Adjustment] = NO_ADJUSTMENTS,
    to: RefundTo = RefundTo.ORIGINAL,
) -> Refund:
    """The caller holds the locks of order and vendor order and has checked who may.

    ``is_all``: the part ends with this refund.
    """
    reason = _ensure_reason(reason)
    if to is RefundTo.STORE_CREDIT and order.user_id is None:
        raise NoAccount
    lines = await orders.lock_lines(session, part.id)
    plan = plan_refund(
        part,
        lines,
        quantities,
        Money(delivery_minor, order.currency),
        is_all=is_all,
        adjust=adjust,
    )
    if not plan.amount and not plan.subsidy:
        raise NothingToRefund
    shares = await claim_shares(session, order, part.id, plan.amount)
    change_counters(order, part, lines, plan, sign=1)
    await summarize_payment(session, order)
    payment = shares[-1][0]  # a gateway's, if one has to be asked
    refund = await _store(session, caller, order, part, payment, plan, reason, idempotency_key)
    keep_shares(session, refund, shares, to)
    units = {row.line_id: row.quantity for row in plan.lines}
    await take_back(session, refund, units, caller.actor)
    message = f"A refund is on its way: {reason}"
    note(session, order.id, "refund.requested", message, caller, vendor_order_id=part.id)
    await enqueue(session, SEND_REFUND, queue="checkout", refund_id=str(refund.id))
    crash.point("refunds.request_written")
    return refund


def _ensure_reason(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= MAX_REASON:
        raise Invalid("Say in a few words why you refund.", field="reason")
    return text


def _vendor_of(caller: Principal) -> UUID | None:
    if caller.is_system or caller.is_staff:
        return None
    if caller.vendor_id is None:
        raise Forbidden
    return caller.require_vendor(VendorRole.ORDERS, VendorRole.FINANCE)


def change_counters(
    order: Order, part: VendorOrder, lines: list[OrderLine], plan: RefundPlan, *, sign: int
) -> None:
    """Claim (+1) or give up (-1) the plan's amounts on order, vendor order and lines."""
    by_id = {line.id: line for line in lines}
    for row in plan.lines:
        line = by_id[row.line_id]
        line.quantity_refunded += sign * row.quantity
        line.refunded_minor += sign * row.amount.minor
        line.withheld_minor += sign * row.withheld.minor
        line.commission_refunded_minor += sign * row.commission.minor
        line.subsidy_refunded_minor += sign * row.subsidy.minor
    part.delivery_refunded_minor += sign * plan.delivery.minor
    part.delivery_subsidy_refunded_minor += sign * plan.delivery_subsidy.minor
    part.refunded_minor += sign * plan.amount.minor
    order.refunded_minor += sign * plan.amount.minor


async def _store(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    payment: Payment,
    plan: RefundPlan,
    reason: str,
    idempotency_key: str,
) -> Refund:
    refund = Refund(
        order_id=order.id,
        vendor_order_id=part.id,
        payment_id=payment.id,
        currency=order.currency,
        amount_minor=plan.amount.minor,
        delivery_minor=plan.delivery.minor,
        commission_minor=plan.commission.minor,
        subsidy_minor=plan.subsidy.minor,
        reason=reason,
        requested_by=caller.actor,
        idempotency_key=idempotency_key,
    )
    session.add(refund)
    await session.flush()
    session.add_all(
        RefundLine(
            refund_id=refund.id,
            order_line_id=row.line_id,
            quantity=row.quantity,
            amount_minor=row.amount.minor,
            commission_minor=row.commission.minor,
            subsidy_minor=row.subsidy.minor,
            withheld_minor=row.withheld.minor,
        )
        for row in plan.lines
        if row.amount or row.subsidy
    )
    return refund
