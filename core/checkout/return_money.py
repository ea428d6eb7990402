"""Send back a captured payment that no order could use."""

from uuid import UUID

from core.db.session import transaction
from core.kernel import crash
from core.ledger.post import post_suspense_refund
from core.orders import queries as orders
from core.payments import queries as payments
from core.payments.models import PaymentEvent
from core.payments.providers.base import RefundOutcome
from core.payments.providers.registry import provider as provider_named


async def return_money(payment_id: UUID) -> None:
    """Idempotent by the refund's key at the gateway and the claim on the payment here."""
    async with transaction() as session:
        payment = await payments.get_payment(session, payment_id)
    if payment.provider_reference is None or payment.refunded_minor == payment.captured_minor:
        return
    crash.point("checkout.returning")
    refund = await provider_named(payment.provider).refund(
        payment.provider_reference,
        payment.amount,
        idempotency_key=f"{payment.idempotency_key}:return",
    )
    if refund.status is RefundOutcome.FAILED:
        raise RuntimeError(f"payment {payment_id} cannot be sent back: {refund.failure}")
    crash.point("checkout.returned")
    async with transaction() as session:
        await orders.lock_order(session, payment.order_id)
        attempts = await payments.lock_payments(session, payment.order_id)
        row = next(attempt for attempt in attempts if attempt.id == payment_id)
        if row.refunded_minor == row.captured_minor:
            return
        row.refunded_minor = row.captured_minor
        for allocation in (await payments.lock_allocations(session, row.id)).values():
            allocation.refunded_minor = allocation.captured_minor
        session.add(
            PaymentEvent(
                payment_id=row.id, kind="returned", data={"reference": refund.reference}
            )
        )
        await post_suspense_refund(
            session,
            order_id=row.order_id,
            payment_id=row.id,
            provider=row.provider,
            amount=row.amount,
        )
        crash.point("checkout.return_written")
