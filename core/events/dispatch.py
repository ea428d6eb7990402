"""Deliver a stored event to each of its subscribers, exactly once in effect."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from core.db.session import transaction
from core.events.base import DomainEvent
from core.events.models import EventDelivery, OutboxMessage
from core.events.outbox import DISPATCH
from core.events.subscribers import Subscriber, subscribers_of
from core.jobs.app import job
from core.kernel import crash


@job(DISPATCH, queue="events")
async def dispatch(*, message_id: str) -> None:
    """Every subscriber has its own transaction, so one that fails is retried without
    repeating the others.
    """
    async with transaction() as session:
        message = await session.get_one(OutboxMessage, UUID(message_id))
    failures: list[Exception] = []
    for name, (event_class, subscriber) in subscribers_of(message.event).items():
        try:
            await _deliver(
                message.id, name, subscriber, event_class.model_validate(message.payload)
            )
        except Exception as error:  # noqa: BLE001  collected: the job fails below and is retried
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{message.event} {message.id}: subscribers failed", failures)


async def _deliver(
    message_id: UUID, name: str, subscriber: Subscriber, event: DomainEvent
) -> None:
    async with transaction() as session:
        claim = insert(EventDelivery).values(message_id=message_id, subscriber=name)
        claimed = await session.exec(
            claim.on_conflict_do_nothing().returning(col(EventDelivery.subscriber))
        )
        if claimed.first() is not None:
            await subscriber(session, event)
            crash.point("events.received")
