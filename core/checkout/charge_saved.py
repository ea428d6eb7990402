"""Pay an order with a card that the buyer left with a gateway, while the buyer is away."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.errors import NotPayable
from core.checkout.hold_stock import hold_stock
from core.checkout.place_order import PAYMENT_WINDOW
from core.checkout.settle_payment import place_without_gateway, settle_payment
from core.checkout.start_payment import new_attempt
from core.db.session import transaction
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments import method_queries
from core.payments import queries as payments
from core.payments.method_models import SavedMethod
from core.payments.models import Payment, PaymentStatus
from core.payments.providers.base import (
    PaymentDeclined,
    ProviderPayment,
    ProviderRefused,
    ProviderStatus,
)
from core.payments.providers.methods import KeepsMethods, SavedCharge
from core.payments.providers.registry import provider as provider_named
from core.prepaid.tenders import held_minor

DECLINED = "refused"


async def charge_saved(order_id: UUID, buyer: Principal, method_id: UUID) -> PaymentStatus:
    """What became of the attempt. A definite no is ``FAILED`` with its ``decline_code``; a lost
    answer raises ``OutcomeUnknown``, leaves the attempt open, and calling again asks with the
    same key.
    """
    payment_id = await _open_attempt(order_id, buyer, method_id)
    if payment_id is None:
        return PaymentStatus.CAPTURED
    return await repeat_charge(payment_id)


async def repeat_charge(payment_id: UUID) -> PaymentStatus:
    """Safe to repeat: the gateway knows the key."""
    async with transaction() as session:
        payment = await payments.get_payment(session, payment_id)
        if not payments.is_open(payment) or payment.saved_method_id is None:
            return payment.status
        method = await session.get_one(SavedMethod, payment.saved_method_id)
        order = await session.get_one(Order, payment.order_id)
    gateway = provider_named(payment.provider)
    if not isinstance(gateway, KeepsMethods):
        raise NotPayable
    try:
        facts = await gateway.charge_saved(_charge(payment, method, order))
    except PaymentDeclined as declined:
        facts = _refused(payment, order, declined.decline_code)
    except ProviderRefused:
        facts = _refused(payment, order, DECLINED)
    async with transaction() as session:
        attempts = await _locked(session, payment)
        row = next(attempt for attempt in attempts if attempt.id == payment_id)
        if facts.reference:
            row.provider_reference = facts.reference
        await settle_payment(session, row, facts)
        return row.status


async def _locked(session: AsyncSession, payment: Payment) -> list[Payment]:
    await orders.lock_order(session, payment.order_id)
    return await payments.lock_payments(session, payment.order_id)


async def _open_attempt(order_id: UUID, buyer: Principal, method_id: UUID) -> UUID | None:
    async with transaction() as session:
        order = await orders.lock_order(session, order_id)
        if order.status is not OrderStatus.PENDING_PAYMENT or order.user_id is None:
            raise NotPayable
        attempts = await payments.lock_payments(session, order_id)
        method = await method_queries.lock_own_method(session, order.user_id, method_id)
        for attempt in attempts:
            if payments.is_open(attempt) and attempt.saved_method_id == method.id:
                return attempt.id
        await hold_stock(session, order, actor=buyer.actor)
        if order.total_minor == held_minor(attempts):
            await place_without_gateway(session, order, buyer, attempts)
            return None
        now = await orders.db_now(session)
        order.expires_at = max(order.expires_at, now + PAYMENT_WINDOW)
        payment = await new_attempt(session, order, attempts, method.provider)
        payment.saved_method_id = method.id
        return payment.id


def _charge(payment: Payment, method: SavedMethod, order: Order) -> SavedCharge:
    return SavedCharge(
        key=payment.idempotency_key,
        amount=payment.amount,
        customer=method.customer_reference,
        method=method.reference,
        reference=order.number,
        description=f"EcoMarket order {order.number}",
        metadata={"order": order.number, "attempt": str(payment.attempt)},
    )


def _refused(payment: Payment, order: Order, code: str) -> ProviderPayment:
    """A no leaves nothing behind at the gateway that could be fetched."""
    nothing = Money.zero(payment.currency)
    return ProviderPayment(
        reference="",
        payment_reference=None,
        status=ProviderStatus.FAILED,
        amount=payment.amount,
        captured=nothing,
        refunded=nothing,
        decline_code=code,
        account=payment.account,
        merchant_reference=order.number,
    )
