"""Holds during checkout: taken all or none, with a deadline, given back exactly once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries
from core.inventory.apply_changes import apply_changes
from core.inventory.changes import Change
from core.inventory.errors import OutOfStock
from core.inventory.models import (
    MovementKind,
    ReservationStatus,
    StockLevel,
    StockReservation,
)


async def reserve(
    session: AsyncSession,
    order_id: UUID,
    quantities: Mapping[UUID, int],
    *,
    expires_at: datetime,
    actor: str,
) -> None:
    """Hold every variant for the order, or raise ``OutOfStock`` and hold none.

    Holds of this order that were given back before are taken again. Locks the levels.
    """
    counted = await queries.tracked(session, quantities)
    wanted = {variant: n for variant, n in quantities.items() if variant in counted}
    if not wanted:
        return
    levels = _choose(await queries.lock_levels(session, wanted), wanted)
    earlier = {
        hold.variant_id: hold
        for hold in await queries.lock_reservations(session, order_id, active_only=False)
    }
    for variant_id, level in levels.items():
        hold = earlier.get(variant_id)
        if hold is None:
            hold = StockReservation(
                order_id=order_id,
                variant_id=variant_id,
                location_id=level.location_id,
                quantity=wanted[variant_id],
                expires_at=expires_at,
            )
            session.add(hold)
        hold.location_id = level.location_id
        hold.quantity = wanted[variant_id]
        hold.status = ReservationStatus.ACTIVE
        hold.expires_at = expires_at
    changes = [
        Change(level, reserved=wanted[variant_id], reference=str(order_id))
        for variant_id, level in levels.items()
    ]
    await apply_changes(session, changes, MovementKind.RESERVED, actor=actor)


async def release(
    session: AsyncSession, order_id: UUID, *, actor: str, is_expired: bool = False
) -> None:
    """Give back what the order still holds. Doing it twice gives back nothing the second
    time.
    """
    holds = await queries.lock_reservations(session, order_id)
    if not holds:
        return
    levels = _by_place(await queries.lock_levels(session, [hold.variant_id for hold in holds]))
    changes: list[Change] = []
    for hold in holds:
        hold.status = ReservationStatus.EXPIRED if is_expired else ReservationStatus.RELEASED
        level = levels[hold.variant_id, hold.location_id]
        changes.append(Change(level, reserved=-hold.quantity, reference=str(order_id)))
    kind = MovementKind.EXPIRED if is_expired else MovementKind.RELEASED
    await apply_changes(session, changes, kind, actor=actor)


def _choose(
    levels: Mapping[UUID, list[StockLevel]], wanted: Mapping[UUID, int]
) -> dict[UUID, StockLevel]:
    """The first place of each variant that has enough; raises naming all that fall short."""
    chosen: dict[UUID, StockLevel] = {}
    short: dict[UUID, int] = {}
    for variant_id, quantity in wanted.items():
        places = levels.get(variant_id, [])
        enough = [level for level in places if level.available >= quantity]
        if enough:
            chosen[variant_id] = enough[0]
        else:
            short[variant_id] = max((level.available for level in places), default=0)
    if short:
        raise OutOfStock(short)
    return chosen


def _by_place(
    levels: Mapping[UUID, list[StockLevel]],
) -> dict[tuple[UUID, UUID], StockLevel]:
    return {(row.variant_id, row.location_id): row for rows in levels.values() for row in rows}
