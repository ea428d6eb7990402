"""The gateway's jobs. Imported by processes that run jobs."""

from uuid import UUID

from core.db.session import transaction
from core.jobs.app import job
from core.payments.sandbox_gateway import (
    announce,
    attempt_payment,
    deliver_webhook,
    expire_sessions,
    refund_payment,
    send_payout,
    settle_payment,
    settle_refund,
)


@job(announce.DELIVER, queue=announce.QUEUE)
async def deliver(webhook_id: str) -> None:
    await deliver_webhook.deliver_webhook(UUID(webhook_id))


@job(attempt_payment.SETTLE, queue=announce.QUEUE)
async def settle(reference: str) -> None:
    async with transaction() as session:
        await settle_payment.settle_payment(session, reference)


@job(refund_payment.SETTLE_REFUND, queue=announce.QUEUE)
async def settle_one_refund(reference: str) -> None:
    async with transaction() as session:
        await settle_refund.settle_refund(session, reference)


@job(send_payout.SETTLE_PAYOUT, queue=announce.QUEUE)
async def settle_one_payout(reference: str) -> None:
    async with transaction() as session:
        await send_payout.settle_payout(session, reference)


@job("sandbox.expire_sessions", queue=announce.QUEUE, periodic="* * * * *")
async def expire_overdue(timestamp: int) -> None:  # noqa: ARG001  every periodic job gets it
    async with transaction() as session:
        await expire_sessions.expire_sessions(session)
