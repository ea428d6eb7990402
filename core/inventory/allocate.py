"""Promises of placed orders: made from holds, kept by shipping, given back by canceling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries
from core.inventory.apply_changes import apply_changes
from core.inventory.changes import Change
from core.inventory.models import Allocation, MovementKind, ReservationStatus, StockLevel


@dataclass(frozen=True, slots=True)
class Promise:
    """Units of a variant that an order line needs."""

    order_line_id: UUID
    variant_id: UUID
    quantity: int


async def allocate(
    session: AsyncSession, order_id: UUID, promises: Sequence[Promise], *, actor: str
) -> None:
    """Turn the order's active holds into promises. The caller has made sure that it holds
    them.
    """
    holds = {h.variant_id: h for h in await queries.lock_reservations(session, order_id)}
    if not holds:
        return
    levels = await _levels(session, list(holds))
    changes: list[Change] = []
    for promise in promises:
        hold = holds.get(promise.variant_id)
        if hold is None:
            continue
        hold.status = ReservationStatus.ALLOCATED
        session.add(
            Allocation(
                order_line_id=promise.order_line_id,
                variant_id=promise.variant_id,
                location_id=hold.location_id,
                quantity=promise.quantity,
            )
        )
        changes.append(
            Change(
                levels[hold.variant_id, hold.location_id],
                reserved=-hold.quantity,
                allocated=promise.quantity,
                reference=str(promise.order_line_id),
            )
        )
    await apply_changes(session, changes, MovementKind.ALLOCATED, actor=actor)


async def ship(session: AsyncSession, quantities: Mapping[UUID, int], *, actor: str) -> None:
    """Units of order lines leave the house: they are no longer promised, nor on hand."""
    await _settle(
        session, quantities, MovementKind.SHIPPED, actor=actor, leaves=True, reason=""
    )


async def deallocate(
    session: AsyncSession, quantities: Mapping[UUID, int], *, actor: str, reason: str
) -> None:
    """Units of order lines will not be sent: they can be sold again."""
    await _settle(
        session,
        quantities,
        MovementKind.DEALLOCATED,
        actor=actor,
        leaves=False,
        reason=reason,
    )


async def _settle(
    session: AsyncSession,
    quantities: Mapping[UUID, int],
    kind: MovementKind,
    *,
    actor: str,
    leaves: bool,
    reason: str,
) -> None:
    """Lines without an allocation (stock not counted) have nothing to settle."""
    allocations = await queries.lock_allocations(session, list(quantities))
    levels = await _levels(session, [row.variant_id for row in allocations.values()])
    changes: list[Change] = []
    for line_id, allocation in allocations.items():
        units = min(quantities[line_id], allocation.quantity)
        if units <= 0:
            continue
        allocation.quantity -= units
        changes.append(
            Change(
                levels[allocation.variant_id, allocation.location_id],
                on_hand=-units if leaves else 0,
                allocated=-units,
                reference=str(line_id),
            )
        )
    await apply_changes(session, changes, kind, actor=actor, reason=reason)


async def _levels(
    session: AsyncSession, variant_ids: list[UUID]
) -> dict[tuple[UUID, UUID], StockLevel]:
    found = await queries.lock_levels(session, variant_ids)
    return {(row.variant_id, row.location_id): row for rows in found.values() for row in rows}
