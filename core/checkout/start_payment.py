"""Send the buyer to a gateway's page. A saga edge: it opens its own short transactions and
calls
the gateway between them, so that no lock waits for the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import queries as payments
from core.payments.models import (
    PAYMENT_LIFECYCLE,
    Payment,
    PaymentAllocation,
    PaymentEvent,
    PaymentStatus,
)
from core.payments.providers.base import (
    OutcomeUnknown,
    PaymentRequest,
    ProviderSession,
    ProviderUnavailable,
    Way,
)
from core.payments.providers.methods import KeepsMethods
from core.payments.providers.registry import provider as provider_named
from core.payments.routing import NoWayToPay, Purchase, route
from core.payments.saved_methods import customer_of
from core.prepaid.tenders import held_minor, open_shares


@dataclass(frozen=True, slots=True)
class Urls:
    """Where the gateway sends the buyer afterwards; absolute addresses of the shop."""

    back: str
    canceled: str


async def start_payment(
    order_id: UUID, buyer: Principal, choice: str, urls: Urls, *, saves_method: bool = False
) -> str:
    """Address of the hosted payment page; ``urls.back`` when there is nothing to pay.

    ``choice`` is a ``Way``, for which the rules name gateways, or the name of one gateway. A
    gateway that certainly did nothing is passed over for the next one.

    A second call while an attempt is open returns the same page. After a failed attempt the
    goods are held again, or ``OutOfStock`` says what is gone. A lost answer of the gateway
    raises ``OutcomeUnknown``: the attempt stays open and is reconciled.
    """
    names = await _gateways_for(order_id, choice)
    for name, following in zip(names, [*names[1:], None], strict=True):
        payment, is_new = await _open_attempt(
            order_id, buyer, name, choice, saves_method=saves_method
        )
        if payment is None:
            return urls.back
        if payment.redirect_url:
            return payment.redirect_url
        crash.point("checkout.attempt_stored")
        async with transaction() as session:
            request = await _request(session, payment, urls)
        try:
            started = await _start(payment, request)
        except ProviderUnavailable:
            if following is None or not is_new:  # an older attempt may have been heard
                raise
            await _pass_over(payment.id)
            continue
        crash.point("checkout.page_opened")
        await _remember(payment.id, started)
        crash.point("checkout.page_kept")
        return started.redirect_url
    raise NoWayToPay


async def _start(payment: Payment, request: PaymentRequest) -> ProviderSession:
    """Between transactions; the buyer's account at the gateway first, if a card is kept."""
    gateway = provider_named(payment.provider)
    if payment.saves_method and isinstance(gateway, KeepsMethods):
        async with transaction() as session:
            order = await session.get_one(Order, payment.order_id)
        if order.user_id is not None:
            customer = await customer_of(gateway, order.user_id, order.email)
            request = replace(request, customer=customer, saves_method=True)
    return await gateway.start(request)


async def _gateways_for(order_id: UUID, choice: str) -> list[str]:
    if choice not in set(Way):
        return [choice]
    async with transaction() as session:
        order = await session.get_one(Order, order_id)
        parts = await orders.vendor_orders_of(session, order_id)
        purchase = Purchase(
            order.total,
            str(order.ship_to.get("country", "")),
            frozenset(part.vendor_id for part in parts),
        )
        return await route(session, Way(choice), purchase)


async def _pass_over(payment_id: UUID) -> None:
    """Nothing was opened there: the attempt is over before it began."""
    async with transaction() as session:
        found = await payments.get_payment(session, payment_id)
        attempts = await payments.lock_payments(session, found.order_id)
        payment = next(row for row in attempts if row.id == payment_id)
        if payment.status is PaymentStatus.CREATED and payment.provider_reference is None:
            PAYMENT_LIFECYCLE.check(payment.status, PaymentStatus.FAILED)
            payment.status, payment.decline_code = PaymentStatus.FAILED, "gateway_unavailable"
            session.add(PaymentEvent(payment_id=payment.id, kind="passed_over", data={}))


async def retry_start(payment_id: UUID, urls: Urls) -> None:
    """Ask again, with the same key, for a session whose first answer was lost."""
    async with transaction() as session:
        payment = await payments.get_payment(session, payment_id)
        request = await _request(session, payment, urls)
    try:
        started = await _start(payment, request)
    except OutcomeUnknown:
        return
    crash.point("checkout.page_opened_again")
    await _remember(payment_id, started)
    await sync_payment(payment_id)


async def _open_attempt(
    order_id: UUID, buyer: Principal, provider_name: str, choice: str, *, saves_method: bool
) -> tuple[Payment | None, bool]:
    """The attempt to go on with, and whether it is a new one."""
    way = choice if choice in set(Way) else Way.CARD.value
    async with transaction() as session:
        order = await orders.lock_order(session, order_id)
        if order.status is not OrderStatus.PENDING_PAYMENT:
            raise NotPayable
        attempts = await payments.lock_payments(session, order_id)
        for attempt in attempts:
            is_meant = choice in (attempt.provider, attempt.way)
            if payments.is_open(attempt) and is_meant:
                return attempt, False
        if order.total_minor == held_minor(attempts):
            await hold_stock(session, order, actor=buyer.actor)
            await place_without_gateway(session, order, buyer, attempts)
            return None, False
        now = await orders.db_now(session)
        order.expires_at = max(order.expires_at, now + PAYMENT_WINDOW)
        await hold_stock(session, order, actor=buyer.actor)
        payment = await new_attempt(session, order, attempts, provider_name)
        payment.way = way
        payment.saves_method = saves_method and order.user_id is not None
        return payment, True


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
        account=provider_named(provider_name).account,
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
        way=Way(payment.way),
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
