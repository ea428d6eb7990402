"""Which payments of an order a refund goes back to: prepaid value first, and of it gift cards
first; the card last. Never more than each took of the vendor order.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.ledger.post import clearing
from core.ledger.posting import AccountKey
from core.ledger.queries import suspended
from core.orders.derive import payment_status_of
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.models import (
    Payment,
    PaymentStatus,
    Prepaid,
    Refund,
    RefundShare,
    RefundTo,
)
from core.refunds.errors import NotPaid, RefundExceedsCapture

ORDER = (Prepaid.GIFT_CARD, Prepaid.STORE_CREDIT, Prepaid.POINTS)
CREDIT: AccountKey = clearing(Prepaid.STORE_CREDIT)

Shares = list[tuple[Payment, int]]


async def claim_shares(
    session: AsyncSession, order: Order, vendor_order_id: UUID, amount: Money
) -> Shares:
    """Raise the refunded counters of the payments by ``amount``, or raise without a change.

    The order is locked. A refund of nothing (a discount had left nothing to pay) still names
    the payment its sale was booked with.
    """
    paid = await _captured(session, order.id)
    left = amount.minor
    shares: Shares = []
    for payment in paid:
        allocation = (await payments.lock_allocations(session, payment.id)).get(vendor_order_id)
        if allocation is None:
            continue
        minor = min(
            left,
            allocation.captured_minor - allocation.refunded_minor,
            payment.captured_minor - payment.refunded_minor - payment.disputed_minor,
        )
        if minor > 0:
            shares.append((payment, minor))
            left -= minor
    if left:
        raise RefundExceedsCapture(Money(amount.minor - left, order.currency))
    await _count(session, vendor_order_id, shares, sign=1)
    return shares or [(paid[-1], 0)]


async def release_shares(session: AsyncSession, order: Order, refund: Refund) -> None:
    """Give up the claim of a refund that a gateway refused."""
    attempts = {row.id: row for row in await payments.lock_payments(session, order.id)}
    rows = await payments.shares_of(session, refund.id)
    shares = [(attempts[row.payment_id], row.amount_minor) for row in rows]
    await _count(session, refund.vendor_order_id, shares, sign=-1)


async def _count(
    session: AsyncSession, vendor_order_id: UUID, shares: Shares, *, sign: int
) -> None:
    for payment, minor in shares:
        allocation = (await payments.lock_allocations(session, payment.id))[vendor_order_id]
        allocation.refunded_minor += sign * minor
        payment.refunded_minor += sign * minor
    await session.flush()


async def summarize_payment(session: AsyncSession, order: Order) -> None:
    captured = sum(row.captured_minor for row in await _captured(session, order.id))
    order.payment_status = payment_status_of(order, captured)


def keep_shares(session: AsyncSession, refund: Refund, shares: Shares, to: RefundTo) -> None:
    """What came from prepaid value always goes back there."""
    session.add_all(
        RefundShare(
            refund_id=refund.id,
            payment_id=payment.id,
            amount_minor=minor,
            destination=RefundTo.ORIGINAL if payment.is_prepaid else to,
        )
        for payment, minor in shares
        if minor
    )


def accounts_of(
    rows: Sequence[tuple[RefundShare, Payment]],
) -> list[tuple[AccountKey, Money]]:
    """Which accounts of the books a refund is taken from."""
    return [
        (
            clearing(payment.provider) if share.destination is RefundTo.ORIGINAL else CREDIT,
            Money(share.amount_minor, payment.currency),
        )
        for share, payment in rows
    ]


async def _captured(session: AsyncSession, order_id: UUID) -> list[Payment]:
    """What paid for the order, in the order in which it is given back. Money that came
    without an order to pay for is sent back by itself.
    """
    captured = [
        row
        for row in await payments.lock_payments(session, order_id)
        if row.status is PaymentStatus.CAPTURED
    ]
    unused = await suspended(session, [row.id for row in captured])
    paid = [row for row in captured if row.id not in unused]
    if not paid:
        raise NotPaid
    rank = {provider.value: number for number, provider in enumerate(ORDER)}
    return sorted(paid, key=lambda row: rank.get(row.provider, len(rank)))
