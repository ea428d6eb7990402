"""``emit``: tell an event in the transaction that causes it; delivery is a job enqueued in
the same transaction.
"""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.page_purge import age_pages, drop_pages
from core.events.base import DomainEvent
from core.events.models import OutboxMessage
from core.jobs.enqueue import enqueue, enqueue_all

DISPATCH = "events.dispatch"


async def emit(session: AsyncSession, event: DomainEvent) -> None:
    """Store ``event`` and have it delivered to its subscribers once this transaction
    commits.
    """
    message = _message(event)
    _purge(session, event)
    session.add(message)
    await session.flush()
    await enqueue(session, DISPATCH, queue="events", message_id=str(message.id))


async def emit_all(session: AsyncSession, events: Sequence[DomainEvent]) -> None:
    """The same for many events, in two statements: for work that changes things by the
    hundred.
    """
    messages = [_message(event) for event in events]
    for event in events:
        _purge(session, event)
    session.add_all(messages)
    await session.flush()
    arguments = [{"message_id": str(message.id)} for message in messages]
    await enqueue_all(session, DISPATCH, arguments, queue="events")


def _purge(session: AsyncSession, event: DomainEvent) -> None:
    if tags := event.drops_pages():
        drop_pages(session, *tags)
    if tags := event.ages_pages():
        age_pages(session, *tags)


def _message(event: DomainEvent) -> OutboxMessage:
    return OutboxMessage(
        event=event.name(), version=event.version, payload=event.model_dump(mode="json")
    )
