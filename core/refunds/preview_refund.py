"""What a refund would give back, told before it is decided on."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.payments.models import Refund
from core.refunds.errors import RefundChanged
from core.refunds.plan import RefundPlan, plan_refund
from core.refunds.request_refund import request_refund


async def preview_refund(
    session: AsyncSession,
    staff: Principal,
    vendor_order_id: UUID,
    quantities: Mapping[UUID, int],
    *,
    delivery_minor: int = 0,
) -> RefundPlan:
    """The same plan that ``request_refund`` makes, without a lock and without an effect."""
    staff.require_staff()
    part = await orders.get_vendor_order(session, vendor_order_id)
    return plan_refund(
        part,
        await orders.lines_of_vendor_order(session, part.id),
        quantities,
        Money(delivery_minor, part.currency),
    )


async def refund_as_shown(
    session: AsyncSession,
    staff: Principal,
    vendor_order_id: UUID,
    quantities: Mapping[UUID, int],
    *,
    delivery_minor: int = 0,
    reason: str,
    idempotency_key: str,
    shown: Money,
) -> Refund:
    """``request_refund``, unless it would give back another amount than the operator has
    seen.
    """
    staff.require_staff()
    refund = await request_refund(
        session,
        staff,
        vendor_order_id,
        quantities,
        delivery_minor=delivery_minor,
        reason=reason,
        idempotency_key=idempotency_key,
    )
    if refund.amount != shown:
        raise RefundChanged(refund.amount)
    part = await orders.get_vendor_order(session, vendor_order_id)
    await audit.record(
        session, staff, "refunds.refund", "order", refund.order_id,
        f"{refund.amount.decimal} {refund.currency} of {part.number}", reason=refund.reason,
    )  # fmt: skip
    return refund
