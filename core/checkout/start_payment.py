"""Send the buyer to a gateway's page. A saga edge: it opens its own short transactions and
calls
the gateway between them, so that no lock waits for the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.errors import NotPayable
from core.checkout.hold_stock import hold_stock
from core.checkout.place_order import PAYMENT_WINDOW
from core.checkout.settle_payment import place_without_gateway
from core.checkout.sync_payment import sync_payment
from core.db.session import transaction
from core.kernel import crash
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order, OrderStatus
from core.payments import queries as payments
from core.payments.models import Payment, PaymentAllocation, PaymentStatus
from core.payments.providers.base import OutcomeUnknown, PaymentRequest, ProviderSession
from core.payments.providers.registry import provider as provider_named
from core.prepaid.tenders import held_minor, open_shares


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the gateway sends the buyer afterwards; absolute addresses of the shop."""

    back: str
    canceled: str


async def start_payment(
    order_id: UUID, buyer: Principal, provider_name: str, urls: Urls
) -> str:
    """Address of the hosted payment page; ``urls.back`` when there is nothing to pay.

    A second call while an attempt is open returns the same page. After a failed attempt the
    goods are held again, or ``OutOfStock`` says what is gone. A lost answer of the gateway
    raises ``OutcomeUnknown``: the attempt stays open and is reconciled.
    """
    payment = await _open_attempt(order_id, buyer, provider_name)
    if payment is None:
        return urls.back
    if payment.redirect_url:
        return payment.redirect_url
    crash.point("checkout.attempt_stored")
    gateway = provider_named(payment.provider)
    async with transaction() as session:
        request = await _request(session, payment, urls)
    started = await gateway.start(request)
    crash.point("checkout.page_opened")
    await _remember(payment.id, started)
    crash.point("checkout.page_kept")
    return started.redirect_url


async def retry_start(payment_id: UUID, urls: Urls) -> None:
    """Ask again, with the same key, for a session whose first answer was lost."""
    async with transaction() as session:
        payment = await payments.get_payment(session, payment_id)
        request = await _request(session, payment, urls)
    try:
        started = await provider_named(payment.provider).start(request)
    except OutcomeUnknown:
        return
    crash.point("checkout.page_opened_again")
    await _remember(payment_id, started)
    await sync_payment(payment_id)


async def _open_attempt(order_id: UUID, buyer: Principal, provider_name: str) -> Payment | None:
    async with transaction() as session:
        order = await orders.lock_order(session, order_id)
        if order.status is not OrderStatus.PENDING_PAYMENT:
            raise NotPayable
        attempts = await payments.lock_payments(session, order_id)
        for attempt in attempts:
            if payments.is_open(attempt) and attempt.provider == provider_name:
                return attempt
        if order.total_minor == held_minor(attempts):
            await hold_stock(session, order, actor=buyer.actor)
            await place_without_gateway(session, order, buyer, attempts)
            return None
        now = await orders.db_now(session)
        order.expires_at = max(order.expires_at, now + PAYMENT_WINDOW)
        await hold_stock(session, order, actor=buyer.actor)
        return await new_attempt(session, order, attempts, provider_name)


async def new_attempt(
    session: AsyncSession, order: Order, attempts: Sequence[Payment], provider_name: str
) -> Payment:
    """A gateway is asked for what prepaid value leaves."""
    shares = await open_shares(session, order.id, attempts)
    attempt = len(attempts) + 1
    payment = Payment(
        order_id=order.id,
        attempt=attempt,
        provider=provider_name,
        currency=order.currency,
        amount_minor=sum(shares.values()),
        idempotency_key=f"{order.id}:pay:{attempt}",
        expires_at=order.expires_at,
    )
    session.add(payment)
    await session.flush()
    session.add_all(
        PaymentAllocation(payment_id=payment.id, vendor_order_id=part, amount_minor=minor)
        for part, minor in shares.items()
    )
    return payment


async def _request(session: AsyncSession, payment: Payment, urls: Urls) -> PaymentRequest:
    order = await session.get_one(Order, payment.order_id)
    deadline: datetime = payment.expires_at
    return PaymentRequest(
        reference=order.number,
        amount=payment.amount,
        description=f"EcoMarket order {order.number}",
        customer_email=order.email,
        return_url=urls.back,
        cancel_url=urls.canceled,
        expires_at=deadline,
        idempotency_key=payment.idempotency_key,
        metadata={"order": order.number, "attempt": str(payment.attempt)},
    )


async def _remember(payment_id: UUID, started: ProviderSession) -> None:
    async with transaction() as session:
        found = await payments.get_payment(session, payment_id)
        attempts = await payments.lock_payments(session, found.order_id)
        payment = next(row for row in attempts if row.id == payment_id)
        payment.provider_reference = started.reference
        payment.redirect_url = started.redirect_url
        if payment.status is PaymentStatus.CREATED:
            payment.status = PaymentStatus.REQUIRES_ACTION
