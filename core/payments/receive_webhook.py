"""The inbox: verify, keep, acknowledge. What a notice means is worked out by a job."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from core.jobs.enqueue import enqueue
from core.kernel import crash
from core.payments.models import WebhookReceipt
from core.payments.providers.base import PaymentProvider

WORK_OFF = "checkout.work_off_notice"


async def receive_webhook(
    session: AsyncSession,
    provider: PaymentProvider,
    body: bytes,
    headers: Mapping[str, str],
) -> None:
    """Store a notice once, however often it comes. Raises ``BadSignature`` and stores
    nothing.
    """
    notice = provider.parse_webhook(body, headers)
    if notice is None:
        return
    row = WebhookReceipt(
        provider=provider.name,
        event_id=notice.event_id,
        kind=notice.kind,
        reference=notice.reference,
        subject=notice.subject,
        body=body,
    )
    statement = insert(WebhookReceipt).values(**row.model_dump())
    stored = await session.exec(
        statement.on_conflict_do_nothing().returning(col(WebhookReceipt.event_id))
    )
    if stored.first() is not None:
        await enqueue(
            session,
            WORK_OFF,
            queue="checkout",
            provider=provider.name,
            event_id=notice.event_id,
        )
    crash.point("payments.notice_stored")
