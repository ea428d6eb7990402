"""``emit``: tell an event in the transaction that causes it; delivery is a job enqueued in
the same transaction.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.base import DomainEvent
from core.events.models import OutboxMessage
from core.jobs.enqueue import enqueue

DISPATCH = "events.dispatch"


async def emit(session: AsyncSession, event: DomainEvent) -> None:
    """Store ``event`` and have it delivered to its subscribers once this transaction
    commits.
    """
    message = OutboxMessage(
        event=event.name(), version=event.version, payload=event.model_dump(mode="json")
    )
    session.add(message)
    await session.flush()
    await enqueue(session, DISPATCH, queue="events", message_id=str(message.id))
