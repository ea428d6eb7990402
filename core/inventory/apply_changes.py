"""The one place where stock levels change: update, log line and events belong together."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.inventory import queries
from core.inventory.changes import Change
from core.inventory.events import StockChanged, StockRanLow
from core.inventory.models import MovementKind, StockMovement


async def apply_changes(
    session: AsyncSession,
    changes: Sequence[Change],
    kind: MovementKind,
    *,
    actor: str,
    reason: str = "",
) -> None:
    """Apply the changes of levels the caller has locked (see ``queries.lock_levels``)."""
    if not changes:
        return
    await queries.add_deltas(session, changes)
    session.add_all(
        StockMovement(
            variant_id=change.level.variant_id,
            location_id=change.level.location_id,
            kind=kind,
            on_hand_delta=change.on_hand,
            reserved_delta=change.reserved,
            allocated_delta=change.allocated,
            reference=change.reference,
            actor=actor,
            reason=reason,
        )
        for change in changes
    )
    await _announce(session, changes)
    for change in changes:
        session.expire(change.level)


async def _announce(session: AsyncSession, changes: Sequence[Change]) -> None:
    """Pages care whether something can be bought, vendors when it runs low: tell only
    crossings.
    """
    switched = [
        change.level.variant_id
        for change in changes
        if (change.available_before > 0) != (change.available_after > 0)
    ]
    if switched:
        await emit(session, StockChanged(variant_ids=switched))
    for change in changes:
        threshold = change.level.low_stock_at
        if change.available_after <= threshold < change.available_before:
            await emit(
                session,
                StockRanLow(
                    variant_id=change.level.variant_id,
                    location_id=change.level.location_id,
                    available=change.available_after,
                ),
            )
