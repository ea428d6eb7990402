"""Reads and locks of payments, refunds and the inbox. Locked after the order they belong to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.payments.models import (
    Payment,
    PaymentAllocation,
    PaymentStatus,
    Refund,
    RefundLine,
    RefundShare,
    RefundStatus,
    WebhookReceipt,
)

OPEN = (PaymentStatus.CREATED, PaymentStatus.REQUIRES_ACTION, PaymentStatus.AUTHORIZED)


def is_open(payment: Payment) -> bool:
    """A gateway may still take money. Prepaid value that is held waits for nobody."""
    return payment.status in OPEN and not payment.is_prepaid


async def lock_payments(session: AsyncSession, order_id: UUID) -> list[Payment]:
    """All attempts of an order, oldest first, locked."""
    statement = (
        select(Payment)
        .where(col(Payment.order_id) == order_id)
        .order_by(col(Payment.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def get_payment(session: AsyncSession, payment_id: UUID) -> Payment:
    return await session.get_one(Payment, payment_id)


async def payments_of(session: AsyncSession, order_id: UUID) -> Sequence[Payment]:
    statement = (
        select(Payment).where(col(Payment.order_id) == order_id).order_by(col(Payment.id))
    )
    return (await session.exec(statement)).all()


async def find_by_reference(
    session: AsyncSession, provider: str, reference: str
) -> Payment | None:
    """By the session's name, or by that of the payment made with it."""
    statement = select(Payment).where(
        col(Payment.provider) == provider,
        or_(
            col(Payment.provider_reference) == reference,
            col(Payment.payment_reference) == reference,
        ),
    )
    return (await session.exec(statement)).first()


async def find_refund_by_reference(
    session: AsyncSession, provider: str, reference: str
) -> Refund | None:
    statement = (
        select(Refund)
        .join(Payment, col(Payment.id) == Refund.payment_id)
        .where(col(Payment.provider) == provider, col(Refund.provider_reference) == reference)
    )
    return (await session.exec(statement)).first()


async def lock_allocations(
    session: AsyncSession, payment_id: UUID
) -> dict[UUID, PaymentAllocation]:
    """Allocations of a payment by vendor order, locked."""
    statement = (
        select(PaymentAllocation)
        .where(col(PaymentAllocation.payment_id) == payment_id)
        .order_by(col(PaymentAllocation.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.vendor_order_id: row for row in await session.exec(statement)}


async def refunds_of(session: AsyncSession, order_id: UUID) -> Sequence[Refund]:
    statement = select(Refund).where(col(Refund.order_id) == order_id).order_by(col(Refund.id))
    return (await session.exec(statement)).all()


async def shares_of(session: AsyncSession, refund_id: UUID) -> Sequence[RefundShare]:
    """What of a refund goes to which payment, in the order in which they were claimed."""
    statement = (
        select(RefundShare)
        .where(col(RefundShare.refund_id) == refund_id)
        .order_by(col(RefundShare.id))
    )
    return (await session.exec(statement)).all()


async def refund_lines_of(
    session: AsyncSession, refund_ids: Sequence[UUID]
) -> Sequence[RefundLine]:
    statement = select(RefundLine).where(col(RefundLine.refund_id).in_(refund_ids))
    return (await session.exec(statement)).all()


async def given_back(
    session: AsyncSession, vendor_order_id: UUID, *, before: UUID
) -> dict[UUID | None, Money]:
    """What refunds other than ``before`` have given back of a vendor order, by line; None is
    its delivery.
    """
    done = (
        col(Refund.vendor_order_id) == vendor_order_id,
        col(Refund.status) == RefundStatus.SUCCEEDED,
        col(Refund.id) != before,
    )
    by_line = (
        select(RefundLine.order_line_id, Refund.currency, func.sum(RefundLine.amount_minor))
        .join(Refund, col(Refund.id) == col(RefundLine.refund_id))
        .where(*done)
        .group_by(col(RefundLine.order_line_id), col(Refund.currency))
    )
    found: dict[UUID | None, Money] = {
        line_id: Money(int(minor), currency)
        for line_id, currency, minor in (await session.exec(by_line)).all()
    }
    delivery = (
        select(Refund.currency, func.sum(Refund.delivery_minor))
        .where(*done)
        .group_by(col(Refund.currency))
    )
    for currency, minor in (await session.exec(delivery)).all():
        found[None] = Money(int(minor), currency)
    return found


async def given_back_by(session: AsyncSession, refund: Refund) -> dict[UUID | None, Money]:
    """What one refund gives back, by line; None is the delivery."""
    rows = await refund_lines_of(session, [refund.id])
    found: dict[UUID | None, Money] = {
        row.order_line_id: Money(row.amount_minor, refund.currency) for row in rows
    }
    if refund.delivery_minor:
        found[None] = Money(refund.delivery_minor, refund.currency)
    return found


async def get_refund(session: AsyncSession, refund_id: UUID) -> Refund:
    return await session.get_one(Refund, refund_id)


async def find_refund_by_key(session: AsyncSession, key: str) -> Refund | None:
    statement = select(Refund).where(col(Refund.idempotency_key) == key)
    return (await session.exec(statement)).first()


async def lock_refund(session: AsyncSession, refund_id: UUID) -> Refund:
    statement = (
        select(Refund)
        .where(col(Refund.id) == refund_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()


async def list_unfinished_refunds(session: AsyncSession, *, limit: int = 100) -> Sequence[UUID]:
    """Refunds whose job may have died: quiet for two minutes."""
    statement = (
        select(Refund.id)
        .where(
            col(Refund.status).in_((RefundStatus.REQUESTED, RefundStatus.PROCESSING)),
            col(Refund.created_at) <= func.now() - func.make_interval(0, 0, 0, 0, 0, 2),
        )
        .order_by(col(Refund.id))
        .limit(limit)
    )
    return (await session.exec(statement)).all()


async def find_receipt(
    session: AsyncSession, provider: str, event_id: str
) -> WebhookReceipt | None:
    return await session.get(WebhookReceipt, (provider, event_id))
