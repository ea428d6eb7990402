"""Reads and locks of stock.

Lock order: levels are always locked in ascending order of variant and place, once per
transaction and as late as possible, so two checkouts can wait for each other but never
deadlock.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Integer, Uuid, case, column, func, update, values
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import Product, ProductVariant
from core.inventory.changes import Change
from core.inventory.models import (
    Allocation,
    ReservationStatus,
    StockLevel,
    StockLocation,
    StockMovement,
    StockReservation,
)
from core.kernel.pagination import Page, clamp


async def lock_levels(
    session: AsyncSession, variant_ids: Collection[UUID]
) -> dict[UUID, list[StockLevel]]:
    """Levels of the variants, locked; the vendor's default place comes first of each list."""
    statement = (
        select(StockLevel, StockLocation.is_default)
        .join(StockLocation, col(StockLocation.id) == StockLevel.location_id)
        .where(col(StockLevel.variant_id).in_(variant_ids))
        .order_by(col(StockLevel.variant_id), col(StockLevel.location_id))
        .with_for_update(of=StockLevel)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[tuple[bool, StockLevel]]] = {}
    for level, is_default in await session.exec(statement):
        found.setdefault(level.variant_id, []).append((not is_default, level))
    return {
        variant_id: [level for _, level in sorted(rows, key=lambda row: row[0])]
        for variant_id, rows in found.items()
    }


async def add_deltas(session: AsyncSession, changes: Sequence[Change]) -> None:
    """Add the deltas to their (locked) levels in one statement; constraints guard the
    result.
    """
    deltas = values(
        column("level_id", Uuid),
        column("on_hand", Integer),
        column("reserved", Integer),
        column("allocated", Integer),
        name="deltas",
    ).data([(c.level.id, c.on_hand, c.reserved, c.allocated) for c in changes])
    statement = (
        update(StockLevel)
        .where(col(StockLevel.id) == deltas.c.level_id)
        .values(
            on_hand=col(StockLevel.on_hand) + deltas.c.on_hand,
            reserved=col(StockLevel.reserved) + deltas.c.reserved,
            allocated=col(StockLevel.allocated) + deltas.c.allocated,
        )
        .execution_options(synchronize_session=False)
    )
    await session.exec(statement)


async def tracked(session: AsyncSession, variant_ids: Collection[UUID]) -> set[UUID]:
    """Those of the variants whose stock is counted at all."""
    statement = select(ProductVariant.id).where(
        col(ProductVariant.id).in_(variant_ids), col(ProductVariant.is_stock_tracked)
    )
    return set(await session.exec(statement))


async def available(
    session: AsyncSession, variant_ids: Collection[UUID]
) -> dict[UUID, int | None]:
    """Units that can be bought now, the best single place of each; None where not counted."""
    units = (
        col(StockLevel.on_hand)
        - StockLevel.allocated
        - StockLevel.reserved
        + StockLevel.backorder_limit
    )
    statement = (
        select(
            ProductVariant.id,
            case(
                (~col(ProductVariant.is_stock_tracked), None),
                else_=func.coalesce(func.max(units), 0),
            ),
        )
        .outerjoin(StockLevel, col(StockLevel.variant_id) == ProductVariant.id)
        .where(col(ProductVariant.id).in_(variant_ids))
        .group_by(col(ProductVariant.id), col(ProductVariant.is_stock_tracked))
    )
    return dict((await session.exec(statement)).all())


async def lock_reservations(
    session: AsyncSession, order_id: UUID, *, active_only: bool = True
) -> list[StockReservation]:
    statement = (
        select(StockReservation)
        .where(col(StockReservation.order_id) == order_id)
        .order_by(col(StockReservation.variant_id))
        .with_for_update()
    )
    if active_only:
        statement = statement.where(col(StockReservation.status) == ReservationStatus.ACTIVE)
    return list(await session.exec(statement))


async def lock_allocations(
    session: AsyncSession, line_ids: Collection[UUID]
) -> dict[UUID, Allocation]:
    statement = (
        select(Allocation)
        .where(col(Allocation.order_line_id).in_(line_ids))
        .order_by(col(Allocation.variant_id))
        .with_for_update()
    )
    return {row.order_line_id: row for row in await session.exec(statement)}


async def default_location(session: AsyncSession, vendor_id: UUID) -> StockLocation | None:
    statement = select(StockLocation).where(
        col(StockLocation.vendor_id) == vendor_id, col(StockLocation.is_default)
    )
    return (await session.exec(statement)).first()


async def find_level_of(
    session: AsyncSession, vendor_id: UUID, variant_id: UUID
) -> StockLevel | None:
    """The level at the vendor's default place, locked."""
    statement = (
        select(StockLevel)
        .join(StockLocation, col(StockLocation.id) == StockLevel.location_id)
        .where(
            col(StockLocation.vendor_id) == vendor_id,
            col(StockLocation.is_default),
            col(StockLevel.variant_id) == variant_id,
        )
        .with_for_update(of=StockLevel)
    )
    return (await session.exec(statement)).first()


async def find_vendor_variant(
    session: AsyncSession, vendor_id: UUID, variant_id: UUID
) -> ProductVariant | None:
    statement = select(ProductVariant).where(
        col(ProductVariant.id) == variant_id, col(ProductVariant.vendor_id) == vendor_id
    )
    return (await session.exec(statement)).first()


async def list_levels(
    session: AsyncSession,
    vendor_id: UUID,
    *,
    text: str = "",
    is_low: bool = False,
    page: int = 1,
    size: int = 50,
) -> Page[tuple[StockLevel, ProductVariant, Product, StockLocation]]:
    """The vendor's stock, by product title; ``is_low`` keeps what is at or under its
    threshold.
    """
    page, size = clamp(page, size)
    where = [col(StockLocation.vendor_id) == vendor_id, col(ProductVariant.is_active)]
    if text:
        where.append(
            col(Product.title).icontains(text, autoescape=True)
            | col(ProductVariant.sku).icontains(text, autoescape=True)
        )
    if is_low:
        free = col(StockLevel.on_hand) - StockLevel.allocated - StockLevel.reserved
        where += [free <= StockLevel.low_stock_at, col(ProductVariant.is_stock_tracked)]
    joined = (
        select(StockLevel, ProductVariant, Product, StockLocation)
        .join(StockLocation, col(StockLocation.id) == StockLevel.location_id)
        .join(ProductVariant, col(ProductVariant.id) == StockLevel.variant_id)
        .join(Product, col(Product.id) == ProductVariant.product_id)
        .where(*where)
    )
    total = (await session.exec(select(func.count()).select_from(joined.subquery()))).one()
    rows = await session.exec(
        joined.order_by(col(Product.title), col(ProductVariant.position))
        .limit(size)
        .offset((page - 1) * size)
    )
    return Page(rows.all(), total, page, size)


async def list_movements(
    session: AsyncSession, vendor_id: UUID, variant_id: UUID, *, limit: int = 50
) -> list[StockMovement]:
    statement = (
        select(StockMovement)
        .join(StockLocation, col(StockLocation.id) == StockMovement.location_id)
        .where(
            col(StockMovement.variant_id) == variant_id,
            col(StockLocation.vendor_id) == vendor_id,
        )
        .order_by(col(StockMovement.id).desc())
        .limit(limit)
    )
    return list(await session.exec(statement))


async def on_hand_at_default(
    session: AsyncSession, vendor_id: UUID, variant_ids: Collection[UUID]
) -> dict[UUID, int]:
    """Units on the shelf of the vendor's default place, without locks."""
    statement = (
        select(StockLevel.variant_id, StockLevel.on_hand)
        .join(StockLocation, col(StockLocation.id) == StockLevel.location_id)
        .where(
            col(StockLocation.vendor_id) == vendor_id,
            col(StockLocation.is_default),
            col(StockLevel.variant_id).in_(variant_ids),
        )
    )
    return dict((await session.exec(statement)).all())
