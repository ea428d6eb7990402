"""Count what visitors do, without knowing who they are."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.later import Later, Row
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.ids import new_id
from core.reporting.models import ShopEvent, ShopEventKind

LONGEST_VISITOR = 40


def record_shop_event(
    kind: ShopEventKind, visitor: str, product_id: UUID | None = None
) -> None:
    """``visitor`` is the random id of a browser tab's visit: no account, no address. Written a
    moment later: no page waits for it.
    """
    if not 0 < len(visitor) <= LONGEST_VISITOR or not visitor.isascii():
        raise Invalid("This is no visitor of ours.")
    _events.add(
        {
            "id": new_id(),
            "created_at": utc_now(),
            "kind": kind,
            "visitor": visitor,
            "product_id": product_id,
        }
    )


async def _write(session: AsyncSession, rows: Sequence[Row]) -> None:
    await session.execute(insert(ShopEvent), list(rows))


_events = Later(_write)
