"""Stock after the sale: replacements are promised until they leave, pieces that came back are
put on the shelf again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries
from core.inventory.apply_changes import apply_changes
from core.inventory.changes import Change
from core.inventory.errors import OutOfStock
from core.inventory.models import MovementKind
from core.inventory.service import ensure_level, ensure_location


@dataclass(frozen=True, slots=True)
class Replacement:
    """Units that were promised at a place. ``reference`` names what they replace."""

    variant_id: UUID
    location_id: UUID
    quantity: int
    reference: str


async def promise(
    session: AsyncSession, units: Mapping[UUID, int], *, reference: str, actor: str
) -> dict[UUID, UUID]:
    """Set units aside, or raise ``OutOfStock``; the place of each variant that is counted."""
    counted = await queries.tracked(session, units)
    levels = await queries.lock_levels(session, counted)
    chosen: dict[UUID, UUID] = {}
    changes: list[Change] = []
    for variant_id in sorted(counted):
        level = next(
            (one for one in levels.get(variant_id, []) if one.available >= units[variant_id]),
            None,
        )
        if level is None:
            most = max((one.available for one in levels.get(variant_id, [])), default=0)
            raise OutOfStock({variant_id: max(0, most)})
        chosen[variant_id] = level.location_id
        changes.append(Change(level, allocated=units[variant_id], reference=reference))
    await apply_changes(session, changes, MovementKind.ALLOCATED, actor=actor)
    return chosen


async def send_promised(
    session: AsyncSession, pieces: Sequence[Replacement], *, actor: str
) -> None:
    """They leave the house."""
    await _settle(session, pieces, MovementKind.SHIPPED, leaves=True, actor=actor)


async def give_up_promised(
    session: AsyncSession, pieces: Sequence[Replacement], *, actor: str
) -> None:
    """They can be sold again."""
    await _settle(session, pieces, MovementKind.DEALLOCATED, leaves=False, actor=actor)


async def put_back(
    session: AsyncSession,
    vendor_id: UUID,
    country: str,
    units: Mapping[UUID, int],
    *,
    reference: str,
    actor: str,
) -> dict[UUID, int]:
    """Pieces that came back go on the shelf of the workshop's default place; what was put
    there, by variant (nothing where stock is not counted).
    """
    counted = await queries.tracked(session, units)
    if not counted:
        return {}
    location = await ensure_location(session, vendor_id, country)
    for variant_id in sorted(counted):
        await ensure_level(session, location, variant_id)
    levels = await queries.lock_levels(session, counted)
    at_home = {
        level.variant_id: level
        for rows in levels.values()
        for level in rows
        if level.location_id == location.id
    }
    changes = [
        Change(at_home[variant_id], on_hand=units[variant_id], reference=reference)
        for variant_id in sorted(counted)
    ]
    await apply_changes(session, changes, MovementKind.RETURNED, actor=actor)
    return {variant_id: units[variant_id] for variant_id in counted}


async def _settle(
    session: AsyncSession,
    pieces: Sequence[Replacement],
    kind: MovementKind,
    *,
    leaves: bool,
    actor: str,
) -> None:
    found = await queries.lock_levels(session, {piece.variant_id for piece in pieces})
    levels = {(one.variant_id, one.location_id): one for rows in found.values() for one in rows}
    for piece in pieces:
        level = levels[piece.variant_id, piece.location_id]
        change = Change(
            level,
            on_hand=-piece.quantity if leaves else 0,
            allocated=-piece.quantity,
            reference=piece.reference,
        )
        await apply_changes(session, [change], kind, actor=actor)
        await session.refresh(level)
