"""What vendors do to their stock: places, counts, thresholds."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.inventory import queries
from core.inventory.apply_changes import apply_changes
from core.inventory.changes import Change
from core.inventory.errors import NoSuchStock, StockMoved
from core.inventory.models import MovementKind, StockLevel, StockLocation
from core.kernel.errors import Invalid
from core.kernel.principal import Principal, VendorRole

MAX_UNITS = 1_000_000


async def ensure_location(
    session: AsyncSession, vendor_id: UUID, country: str
) -> StockLocation:
    """The vendor's default place; made when a workshop puts its first piece on the shelf."""
    location = await queries.default_location(session, vendor_id)
    if location is None:
        location = StockLocation(
            vendor_id=vendor_id, name="Workshop", country=country, is_default=True
        )
        session.add(location)
        await session.flush()
    return location


async def ensure_level(
    session: AsyncSession, location: StockLocation, variant_id: UUID
) -> StockLevel:
    level = await queries.find_level_of(session, location.vendor_id, variant_id)
    if level is None:
        level = StockLevel(variant_id=variant_id, location_id=location.id)
        session.add(level)
        await session.flush()
    return level


async def set_on_hand(
    session: AsyncSession,
    caller: Principal,
    variant_id: UUID,
    units: int,
    *,
    expected: int | None = None,
    reason: str = "Counted",
) -> StockLevel:
    """Set the units on the shelf. With ``expected``, refuses when the count moved meanwhile.

    What is promised to placed orders cannot be counted away.
    """
    vendor_id = caller.require_vendor(VendorRole.CATALOG, VendorRole.ORDERS)
    level = await _own_level(session, vendor_id, variant_id)
    if expected is not None and level.on_hand != expected:
        raise StockMoved(level.on_hand)
    return await _change_to(session, level, units, actor=caller.actor, reason=reason)


async def adjust(
    session: AsyncSession, caller: Principal, variant_id: UUID, delta: int, *, reason: str
) -> StockLevel:
    """Add or take units by a delta, which never loses what happened in between."""
    vendor_id = caller.require_vendor(VendorRole.CATALOG, VendorRole.ORDERS)
    level = await _own_level(session, vendor_id, variant_id)
    return await _change_to(
        session, level, level.on_hand + delta, actor=caller.actor, reason=reason
    )


async def set_low_stock_at(
    session: AsyncSession, caller: Principal, variant_id: UUID, units: int
) -> None:
    vendor_id = caller.require_vendor(VendorRole.CATALOG, VendorRole.ORDERS)
    level = await _own_level(session, vendor_id, variant_id)
    if not 0 <= units <= MAX_UNITS:
        raise Invalid("Choose a threshold of 0 or more.", field="low_stock_at")
    level.low_stock_at = units


async def _own_level(session: AsyncSession, vendor_id: UUID, variant_id: UUID) -> StockLevel:
    if await queries.find_vendor_variant(session, vendor_id, variant_id) is None:
        raise NoSuchStock
    location = await queries.default_location(session, vendor_id)
    if location is None:
        raise NoSuchStock
    return await ensure_level(session, location, variant_id)


async def _change_to(
    session: AsyncSession, level: StockLevel, units: int, *, actor: str, reason: str
) -> StockLevel:
    promised = level.reserved + level.allocated
    if not 0 <= units <= MAX_UNITS:
        raise Invalid(f"Stock goes from 0 to {MAX_UNITS:,}.", field="on_hand")
    if units + level.backorder_limit < promised:
        raise Invalid(
            f"{promised} are promised to orders, so at least {promised} must stay.",
            field="on_hand",
        )
    delta = units - level.on_hand
    if delta:
        kind = MovementKind.RECEIVED if delta > 0 else MovementKind.ADJUSTED
        await apply_changes(
            session, [Change(level, on_hand=delta)], kind, actor=actor, reason=reason
        )
        await session.refresh(level)
    return level
