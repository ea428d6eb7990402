"""Set what is on the shelf of many variants at once, as a file or a stocktake says."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries
from core.inventory.apply_changes import apply_changes
from core.inventory.changes import Change
from core.inventory.models import MovementKind, StockLevel
from core.inventory.service import ensure_location


async def set_counts(
    session: AsyncSession,
    vendor_id: UUID,
    country: str,
    counts: Mapping[UUID, int],
    *,
    actor: str,
    reason: str,
) -> dict[UUID, int]:
    """Set the units at the vendor's default place. Locks the levels.

    A count below what is promised to orders is not set; those variants come back with the
    units that are promised. The caller has made sure that the variants are the vendor's.
    """
    if not counts:
        return {}
    location = await ensure_location(session, vendor_id, country)
    locked = await queries.lock_levels(session, counts)
    received: list[Change] = []
    taken: list[Change] = []
    promised: dict[UUID, int] = {}
    for variant_id, units in counts.items():
        places = [row for row in locked.get(variant_id, []) if row.location_id == location.id]
        if not places:
            level = StockLevel(variant_id=variant_id, location_id=location.id)
            session.add(level)
            places = [level]
        level = places[0]
        if units + level.backorder_limit < level.reserved + level.allocated:
            promised[variant_id] = level.reserved + level.allocated
        elif units != level.on_hand:
            change = Change(level, on_hand=units - level.on_hand)
            (received if change.on_hand > 0 else taken).append(change)
    await session.flush()
    await apply_changes(session, received, MovementKind.RECEIVED, actor=actor, reason=reason)
    await apply_changes(session, taken, MovementKind.ADJUSTED, actor=actor, reason=reason)
    return promised
