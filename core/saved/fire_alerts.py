"""Tell whoever waits, once."""

from sqlalchemy import ColumnElement
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit_all
from core.saved import alert_queries
from core.saved.events import AlertFired


async def fire_alerts(session: AsyncSession, scope: ColumnElement[bool]) -> int:
    """Fire every alert of the scope whose wish is true now; how many there were. The mail hangs
    on the event, in the same transaction as the mark: neither is there without the other.
    """
    fired = await alert_queries.fire(session, scope)
    await emit_all(
        session, [AlertFired(alert_id=id_, price_minor=price) for id_, price in fired]
    )
    return len(fired)
