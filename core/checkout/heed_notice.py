"""What a gateway's notice leads to. It says where to look; what is found there counts."""

from core.checkout.sync_payment import sync_payment
from core.db.session import transaction
from core.events.outbox import emit
from core.jobs.enqueue import enqueue
from core.payments import queries as payments
from core.payments.events import DisputeTold
from core.payments.models import WebhookReceipt
from core.payments.providers.base import Subject
from core.payments.providers.disputes import TellsDisputes
from core.payments.providers.registry import provider as provider_named

SEND_REFUND = "refunds.send"


async def heed_notice(receipt: WebhookReceipt) -> None:
    """``LookupError`` while we do not know what it is about: to be tried again."""
    match Subject(receipt.subject):
        case Subject.PAYMENT:
            await _payment(receipt)
        case Subject.REFUND:
            await _refund(receipt)
        case Subject.DISPUTE:
            await _dispute(receipt)


async def _payment(receipt: WebhookReceipt) -> None:
    async with transaction() as session:
        payment = await payments.find_by_reference(session, receipt.provider, receipt.reference)
    if payment is None:
        raise LookupError(f"no payment {receipt.reference} yet")
    await sync_payment(payment.id)


async def _refund(receipt: WebhookReceipt) -> None:
    """One that waits at the gateway is asked about now. A refund that somebody made in the
    gateway's own pages is none of ours and shows in the reconciliation.
    """
    async with transaction() as session:
        refund = await payments.find_refund_by_reference(
            session, receipt.provider, receipt.reference
        )
        if refund is not None:
            await enqueue(session, SEND_REFUND, queue="checkout", refund_id=str(refund.id))


async def _dispute(receipt: WebhookReceipt) -> None:
    gateway = provider_named(receipt.provider)
    if not isinstance(gateway, TellsDisputes):
        return
    dispute = await gateway.fetch_dispute(receipt.reference)
    async with transaction() as session:
        payment = await payments.find_by_reference(
            session, receipt.provider, dispute.payment_reference
        )
        if payment is None:
            raise LookupError(f"no payment {dispute.payment_reference} yet")
        await emit(
            session,
            DisputeTold(
                order_id=payment.order_id,
                payment_id=payment.id,
                provider=receipt.provider,
                reference=dispute.reference,
                status=dispute.status,
                reason=dispute.reason,
                amount_minor=dispute.amount.minor,
                currency=dispute.amount.currency,
                evidence_due=dispute.evidence_due,
            ),
        )
