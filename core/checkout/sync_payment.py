"""Ask the gateway what became of a payment, and settle it. Signed notices are only a hint to
ask.
"""

from dataclasses import replace
from uuid import UUID

from core.checkout.settle_payment import settle_payment
from core.db.session import transaction
from core.kernel import crash
from core.payments import queries as payments
from core.payments.models import Payment
from core.payments.providers.base import (
    PaymentDeclined,
    PaymentProvider,
    ProviderPayment,
    ProviderRefused,
    ProviderStatus,
)
from core.payments.providers.registry import provider as provider_named


async def sync_payment(payment_id: UUID) -> None:
    """Fetch outside, settle inside a transaction. Unavailable gateways raise and change
    nothing.
    """
    payment = await _load(payment_id)
    if payment.provider_reference is None:
        return
    gateway = provider_named(payment.provider)
    crash.point("checkout.asking")
    facts = await gateway.fetch(payment.provider_reference)
    crash.point("checkout.answered")
    if facts.status is ProviderStatus.APPROVED:
        facts = await _take(gateway, payment, facts)
    await _settle(payment, facts)
    crash.point("checkout.settled")


async def _take(
    gateway: PaymentProvider, payment: Payment, facts: ProviderPayment
) -> ProviderPayment:
    """The buyer agreed: now the money is taken, unless we gave the attempt up or the gateway
    speaks of something else than we asked for.
    """
    is_ours = facts.amount == payment.amount and facts.account == payment.account
    if not payments.is_open(payment) or not is_ours:
        return facts
    key = f"{payment.idempotency_key}:capture"
    try:
        return await gateway.capture(facts.reference, payment.amount, idempotency_key=key)
    except PaymentDeclined as declined:
        return replace(facts, decline_code=declined.decline_code)


async def close_payment(payment_id: UUID) -> None:
    """Close the gateway's page of an open attempt; if it was paid meanwhile, settle that
    instead.
    """
    payment = await _load(payment_id)
    if payment.provider_reference is None or not payments.is_open(payment):
        return
    gateway = provider_named(payment.provider)
    facts = await gateway.fetch(payment.provider_reference)
    if facts.status.value in {"open", "requires_action", "approved", "authorized"}:
        crash.point("checkout.closing")
        key = f"{payment.idempotency_key}:void"
        try:
            facts = await gateway.void(payment.provider_reference, idempotency_key=key)
        except ProviderRefused:  # paid, or being paid, between the question and the void
            facts = await gateway.fetch(payment.provider_reference)
        crash.point("checkout.closed")
    await _settle(payment, facts)


async def _load(payment_id: UUID) -> Payment:
    async with transaction() as session:
        return await payments.get_payment(session, payment_id)


async def _settle(payment: Payment, facts: ProviderPayment) -> None:
    async with transaction() as session:
        await settle_payment(session, payment, facts)
