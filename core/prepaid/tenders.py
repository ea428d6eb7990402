"""Prepaid value as payments of an order: held when the order is made, captured when it is
placed, given back when it is not. All of it under the order's lock.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order, VendorOrder
from core.payments import queries as payments
from core.payments.models import (
    PAYMENT_LIFECYCLE,
    Payment,
    PaymentAllocation,
    PaymentEvent,
    PaymentStatus,
    Prepaid,
)
from core.prepaid import queries
from core.prepaid.bag import is_spendable, points_worth
from core.prepaid.balances import give_back, take
from core.prepaid.plan import TenderPlan, spread


async def hold_tenders(
    session: AsyncSession,
    order: Order,
    parts: Sequence[VendorOrder],
    plan: TenderPlan,
    buyer: Principal,
) -> None:
    """Debit what the plan says, or raise ``PrepaidChanged``. ``parts`` are those that prepaid
    value can buy.
    """
    left = {part.id: part.total_minor for part in parts}
    for number, tender in enumerate(plan.tenders, start=1):
        shares = spread(tender.amount, left)
        await _hold(session, order, number, tender.kind, tender.source_id, shares, buyer.actor)
        left = {part: open_ - shares[part] for part, open_ in left.items()}


async def _hold(
    session: AsyncSession,
    order: Order,
    number: int,
    kind: str,
    source_id: UUID,
    shares: dict[UUID, int],
    actor: str,
) -> Payment:
    payment = Payment(
        order_id=order.id,
        attempt=number,
        provider=kind,
        status=PaymentStatus.AUTHORIZED,
        currency=order.currency,
        amount_minor=sum(shares.values()),
        idempotency_key=f"{order.id}:prepaid:{number}",
        source_id=source_id,
        expires_at=order.expires_at,
    )
    session.add(payment)
    await session.flush()
    session.add_all(
        PaymentAllocation(payment_id=payment.id, vendor_order_id=part, amount_minor=minor)
        for part, minor in shares.items()
    )
    await take(session, payment, actor)
    await session.flush()
    return payment


def held_minor(attempts: Sequence[Payment]) -> int:
    """What prepaid value pays of the order, while it waits or once it is placed."""
    live = {PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURED}
    return sum(row.amount_minor for row in attempts if row.is_prepaid and row.status in live)


async def open_shares(
    session: AsyncSession, order_id: UUID, attempts: Sequence[Payment]
) -> dict[UUID, int]:
    """What of each vendor order prepaid value leaves for a gateway."""
    left = {
        part.id: part.total_minor for part in await orders.vendor_orders_of(session, order_id)
    }
    for row in attempts:
        if row.is_prepaid and row.status is PaymentStatus.AUTHORIZED:
            for part, allocation in (await payments.lock_allocations(session, row.id)).items():
                left[part] -= allocation.amount_minor
    return left


async def capture_tenders(session: AsyncSession, attempts: Sequence[Payment]) -> list[Payment]:
    """The order is placed: what was held is taken for good. ``attempts`` are locked."""
    held = [
        row for row in attempts if row.is_prepaid and row.status is PaymentStatus.AUTHORIZED
    ]
    for row in held:
        PAYMENT_LIFECYCLE.check(row.status, PaymentStatus.CAPTURED)
        row.status, row.captured_at = PaymentStatus.CAPTURED, utc_now()
        row.captured_minor = row.amount_minor
        for allocation in (await payments.lock_allocations(session, row.id)).values():
            allocation.captured_minor = allocation.amount_minor
        session.add(PaymentEvent(payment_id=row.id, kind="captured"))
    return held


async def release_tenders(session: AsyncSession, order: Order, caller: Principal) -> None:
    """The order will not be carried out: what it held goes back, once."""
    for row in await payments.lock_payments(session, order.id):
        if not row.is_prepaid or row.status is not PaymentStatus.AUTHORIZED:
            continue
        PAYMENT_LIFECYCLE.check(row.status, PaymentStatus.VOIDED)
        row.status = PaymentStatus.VOIDED
        session.add(PaymentEvent(payment_id=row.id, kind="voided"))
        await give_back(session, row, row.amount_minor, refund_id=None, actor=caller.actor)


async def cover(
    session: AsyncSession, order: Order, attempts: list[Payment], gateway_minor: int
) -> bool:
    """Whether what a gateway took and what prepaid value holds pay for the order exactly.

    An order that expired gave its prepaid value back: it is taken again from the same
    sources, all of it or none, and joins ``attempts``.
    """
    missing = order.total_minor - gateway_minor - held_minor(attempts)
    if missing == 0:
        return True
    if missing < 0:
        return False
    latest = {
        (row.provider, row.source_id): row
        for row in attempts
        if row.is_prepaid and row.status is PaymentStatus.VOIDED
    }
    gone = list(latest.values())
    if sum(row.amount_minor for row in gone) != missing or not await _still_there(
        session, gone
    ):
        return False
    for number, row in enumerate(gone, start=len(attempts) + 1):
        shares = {
            part: allocation.amount_minor
            for part, allocation in (await payments.lock_allocations(session, row.id)).items()
        }
        source = row.source_id or row.id
        attempts.append(
            await _hold(session, order, number, row.provider, source, shares, "system")
        )
    return True


async def _still_there(session: AsyncSession, gone: Sequence[Payment]) -> bool:
    """Whether every source, locked, can pay again what it paid before."""
    now = await queries.db_now(session)
    cards = {row.source_id: row for row in gone if row.provider == Prepaid.GIFT_CARD}
    locked = await queries.lock_cards(session, [id_ for id_ in cards if id_])
    for card_id, card in locked.items():
        if not is_spendable(card, now) or card.balance_minor < cards[card_id].amount_minor:
            return False
    for row in gone:
        account = row.source_id or row.id
        if row.provider == Prepaid.STORE_CREDIT:
            credit = await queries.lock_credit(session, account)
            if credit.balance_minor < row.amount_minor:
                return False
        if row.provider == Prepaid.POINTS:
            await queries.lock_points(session, account)
            lots = await queries.live_lots(session, account)
            if points_worth(lots, row.amount_minor, row.amount_minor) < row.amount_minor:
                return False
    return True
