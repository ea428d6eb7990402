"""A gateway's account of a payment becomes our state: exactly once, whatever told us first.

Webhook, return of the buyer, reconciliation and expiry all end here, under the order's lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.hold_stock import hold_stock
from core.checkout.queries import auto_accepting
from core.events.outbox import emit
from core.inventory.allocate import Promise, allocate
from core.inventory.errors import OutOfStock
from core.inventory.reserve import release
from core.jobs.enqueue import enqueue
from core.kernel import crash
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.ledger.post import HeldTax, SalePart, clearing, post_sale, post_suspense
from core.ledger.posting import AccountKey
from core.orders import queries as orders
from core.orders.derive import payment_status_of
from core.orders.events import OrderPlaced
from core.orders.history import move_order, move_vendor_order, note
from core.orders.models import Order, VendorOrder
from core.orders.statuses import OrderStatus, VendorOrderStatus
from core.payments import queries as payments
from core.payments.events import PaymentCaptured, PaymentFailed, PaymentMismatched
from core.payments.models import (
    PAYMENT_LIFECYCLE,
    Payment,
    PaymentAllocation,
    PaymentEvent,
    PaymentStatus,
)
from core.payments.providers.base import ProviderPayment, ProviderStatus
from core.prepaid.bought import activate_bought
from core.prepaid.tenders import capture_tenders, cover, release_tenders
from core.promotions.errors import PromotionGone
from core.promotions.redeem import take_again
from core.taxes.queries import owed_by_market

ACCEPT_WITHIN = timedelta(hours=48)
NO_PROVIDER = "none"
RETURN_MONEY = "checkout.return_money"
ENDED = {
    ProviderStatus.FAILED: PaymentStatus.FAILED,
    ProviderStatus.EXPIRED: PaymentStatus.EXPIRED,
    ProviderStatus.VOIDED: PaymentStatus.VOIDED,
}


async def settle_payment(
    session: AsyncSession, payment: Payment, facts: ProviderPayment
) -> None:
    """Apply ``facts`` to the payment and its order. Repeating them changes nothing."""
    order = await orders.lock_order(session, payment.order_id)
    attempts = await payments.lock_payments(session, order.id)
    payment = next(row for row in attempts if row.id == payment.id)
    payment.payment_reference = facts.payment_reference or payment.payment_reference
    if not _is_ours(order, payment, facts):
        await _mismatch(session, payment, facts)
    elif facts.status is ProviderStatus.CAPTURED:
        await _captured(session, order, payment, attempts, facts)
    elif facts.status in ENDED:
        await _ended(session, order, payment, attempts, ENDED[facts.status], facts)
    elif facts.decline_code and facts.decline_code != payment.decline_code:
        payment.decline_code = facts.decline_code
        _remember(session, payment, "declined", facts)
    crash.point("checkout.settlement_written")


def _is_ours(order: Order, payment: Payment, facts: ProviderPayment) -> bool:
    """A signature proves who speaks, not what about: amount, currency, account and order must
    be those that we asked for.
    """
    is_for_us = not payment.account or facts.account == payment.account
    is_this_order = facts.merchant_reference in (None, order.number)
    is_exact = facts.amount == payment.amount and facts.captured <= facts.amount
    return is_for_us and is_this_order and is_exact


async def place_without_gateway(
    session: AsyncSession, order: Order, buyer: Principal, attempts: Sequence[Payment]
) -> None:
    """An order that is free, or that prepaid value pays in full, follows the same path. What
    the market pays of its discounts is booked like the rest of any sale.
    """
    parts = await orders.lock_vendor_orders(session, order.id)
    if order.total_minor or not any(part.subsidy_minor for part in parts):
        await _place(session, order, buyer, attempts, None)
        return
    payment = _nothing_paid(order)
    session.add(payment)
    await session.flush()
    session.add_all(
        PaymentAllocation(payment_id=payment.id, vendor_order_id=part.id, amount_minor=0)
        for part in parts
    )
    await _place(session, order, buyer, attempts, payment)


def _nothing_paid(order: Order) -> Payment:
    """The payment of zero that the sale is booked with and its refunds refer to."""
    return Payment(
        order_id=order.id,
        attempt=0,
        provider=NO_PROVIDER,
        status=PaymentStatus.CAPTURED,
        currency=order.currency,
        amount_minor=0,
        idempotency_key=f"{order.id}:pay:0",
        expires_at=order.expires_at,
        captured_at=utc_now(),
    )


async def _captured(
    session: AsyncSession,
    order: Order,
    payment: Payment,
    attempts: list[Payment],
    facts: ProviderPayment,
) -> None:
    if payment.status is PaymentStatus.CAPTURED:
        return
    if facts.captured != payment.amount:
        await _mismatch(session, payment, facts)
        return
    PAYMENT_LIFECYCLE.check(payment.status, PaymentStatus.CAPTURED)
    payment.status = PaymentStatus.CAPTURED
    payment.captured_minor = facts.captured.minor
    payment.captured_at = utc_now()
    for allocation in (await payments.lock_allocations(session, payment.id)).values():
        allocation.captured_minor = allocation.amount_minor
    _remember(session, payment, "captured", facts)
    crash.point("checkout.capture_marked")
    is_first = not any(
        other.status is PaymentStatus.CAPTURED
        for other in attempts
        if other is not payment and not other.is_prepaid
    )
    if is_first and await _can_be_placed(session, order, payment, attempts):
        await _place(session, order, SYSTEM, attempts, payment)
        await emit(
            session,
            PaymentCaptured(
                payment_id=payment.id,
                order_id=order.id,
                amount_minor=payment.captured_minor,
                currency=payment.currency,
            ),
        )
    else:
        await _give_back(session, order, payment)


async def _can_be_placed(
    session: AsyncSession, order: Order, payment: Payment, attempts: list[Payment]
) -> bool:
    """Paid in time, or late while its goods, discounts and prepaid value are still there. Never
    oversells, never sells below the price, never gives a discount beyond its limit.
    """
    if order.status not in {OrderStatus.PENDING_PAYMENT, OrderStatus.EXPIRED}:
        return False
    if not await cover(session, order, attempts, payment.captured_minor):
        return False
    try:
        await hold_stock(session, order, actor=SYSTEM.actor)
        if order.status is OrderStatus.EXPIRED:
            await take_again(session, order.id)
    except (OutOfStock, PromotionGone):
        if order.status is OrderStatus.EXPIRED:
            await release(session, order.id, actor=SYSTEM.actor, is_expired=True)
            await release_tenders(session, order, SYSTEM)
        return False
    return True


async def _book_sale(
    session: AsyncSession, order: Order, payment: Payment | None, prepaid: Sequence[Payment]
) -> None:
    parts = await orders.lock_vendor_orders(session, order.id)
    paid: dict[UUID, list[tuple[AccountKey, Money]]] = {part.id: [] for part in parts}
    for tender in prepaid:
        for part_id, share in (await payments.lock_allocations(session, tender.id)).items():
            amount = Money(share.captured_minor, tender.currency)
            paid[part_id].append((clearing(tender.provider), amount))
    taxes = await _held_taxes(session, parts)
    vouchers = await activate_bought(session, order, SYSTEM.actor)
    await post_sale(
        session,
        order_id=order.id,
        payment_id=payment.id if payment else order.id,
        provider=payment.provider if payment else "",
        parts=[
            replace(_sale_part(part, taxes, paid[part.id]), is_voucher=part.id in vouchers)
            for part in parts
        ],
    )


def _sale_part(
    part: VendorOrder,
    taxes: Mapping[UUID, tuple[HeldTax, ...]],
    prepaid: Sequence[tuple[AccountKey, Money]],
) -> SalePart:
    return SalePart(
        part.vendor_id,
        part.id,
        part.total,
        Money(part.commission_minor, part.currency),
        Money(part.subsidy_minor, part.currency),
        taxes.get(part.id, ()),
        tuple(prepaid),
    )


async def _held_taxes(
    session: AsyncSession, parts: Sequence[VendorOrder]
) -> dict[UUID, tuple[HeldTax, ...]]:
    """What the market owes of the order's taxes, by vendor order."""
    found: dict[UUID, tuple[HeldTax, ...]] = {}
    if any(part.market_tax_minor for part in parts):
        for tax in await owed_by_market(session, parts[0].order_id):
            held = HeldTax(tax.jurisdiction, tax.amount)
            found[tax.vendor_order_id] = (*found.get(tax.vendor_order_id, ()), held)
    return found


async def _place(
    session: AsyncSession,
    order: Order,
    caller: Principal,
    attempts: Sequence[Payment],
    payment: Payment | None,
) -> None:
    """``payment`` is the gateway's, if one was needed."""
    prepaid = await capture_tenders(session, attempts)
    if payment or prepaid:
        await _book_sale(session, order, payment, prepaid)
    captured_minor = sum(row.captured_minor for row in (payment, *prepaid) if row)
    lines = await orders.lines_of_order(session, order.id)
    promises = [Promise(line.id, line.variant_id, line.quantity) for line in lines]
    await allocate(session, order.id, promises, actor=caller.actor)
    order.placed_at = utc_now()
    move_order(session, order, OrderStatus.PLACED, caller, "Your payment arrived.")
    order.payment_status = payment_status_of(order, captured_minor)
    parts = await orders.lock_vendor_orders(session, order.id)
    accepting = await auto_accepting(session, {part.vendor_id for part in parts})
    for part in parts:
        part.accept_by = utc_now() + ACCEPT_WITHIN
        move_vendor_order(
            session, part, VendorOrderStatus.PLACED, caller, "The workshop has your order."
        )
        if part.vendor_id in accepting:
            move_vendor_order(
                session,
                part,
                VendorOrderStatus.ACCEPTED,
                SYSTEM,
                "The workshop has accepted your order.",
            )
    await emit(session, OrderPlaced(order_id=order.id))


async def _give_back(session: AsyncSession, order: Order, payment: Payment) -> None:
    """Money without an order to pay for: booked as the buyer's and sent back by a job."""
    await post_suspense(
        session,
        order_id=order.id,
        payment_id=payment.id,
        provider=payment.provider,
        amount=payment.amount,
    )
    note(
        session,
        order.id,
        "payment.returned",
        "A payment arrived that this order could not use. It is being sent back.",
        SYSTEM,
    )
    await enqueue(session, RETURN_MONEY, queue="checkout", payment_id=str(payment.id))


async def _ended(
    session: AsyncSession,
    order: Order,
    payment: Payment,
    attempts: Sequence[Payment],
    target: PaymentStatus,
    facts: ProviderPayment,
) -> None:
    """No money came. The goods go back on the shelf unless another attempt is open."""
    if not PAYMENT_LIFECYCLE.allows(payment.status, target):
        return
    payment.status = target
    payment.decline_code = facts.decline_code or ""
    _remember(session, payment, target.value, facts)
    others_open = any(payments.is_open(a) for a in attempts if a is not payment)
    if order.status is OrderStatus.PENDING_PAYMENT and not others_open:
        await release(session, order.id, actor=SYSTEM.actor)
    if target is PaymentStatus.FAILED:
        note(session, order.id, "payment.failed", "The payment did not go through.", SYSTEM)
        await emit(
            session,
            PaymentFailed(
                payment_id=payment.id, order_id=order.id, decline_code=payment.decline_code
            ),
        )


async def _mismatch(session: AsyncSession, payment: Payment, facts: ProviderPayment) -> None:
    """Never trust an amount or currency we did not ask for: keep the order unpaid and alert."""
    if PAYMENT_LIFECYCLE.allows(payment.status, PaymentStatus.MISMATCH):
        payment.status = PaymentStatus.MISMATCH
        _remember(session, payment, "mismatch", facts)
        await emit(session, PaymentMismatched(payment_id=payment.id, order_id=payment.order_id))


def _remember(
    session: AsyncSession, payment: Payment, kind: str, facts: ProviderPayment
) -> None:
    session.add(
        PaymentEvent(
            payment_id=payment.id,
            kind=kind,
            data={
                "status": facts.status.value,
                "amount_minor": facts.amount.minor,
                "currency": facts.amount.currency,
                "captured_minor": facts.captured.minor,
                "decline_code": facts.decline_code,
            },
        )
    )
