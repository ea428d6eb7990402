"""Whether a market is empty, asked by one loader at a time, and what lately arrived."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

LOADING = 7_310_553  # any number that no other advisory lock uses


async def is_empty(session: AsyncSession) -> bool:
    """Holds off other loaders until the end of the transaction."""
    await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOADING})
    found = await session.scalar(
        text(
            "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM vendors) "
            "OR EXISTS (SELECT 1 FROM categories)"
        )
    )
    return not found


async def analyze(session: AsyncSession) -> None:
    """Tell the planner about the rows that have just been copied in."""
    await session.execute(text("ANALYZE"))


async def arrived_lately(
    session: AsyncSession, vendor_id: UUID, *, limit: int
) -> Sequence[tuple[UUID, UUID, UUID]]:
    """Parts that wait for nothing, of buyers with accounts: the part, the buyer, the owner of
    the workshop. The demo's own shopper first.
    """
    found = await session.execute(
        text(
            "SELECT p.id, o.user_id, m.user_id FROM vendor_orders p "
            "JOIN orders o ON o.id = p.order_id JOIN users u ON u.id = o.user_id "
            "JOIN vendor_members m ON m.vendor_id = p.vendor_id AND m.role = 'owner' "
            "WHERE p.vendor_id = :vendor AND p.status = 'delivered' AND p.refunded_minor = 0 "
            "AND p.delivered_at > now() - interval '12 days' "
            "AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.vendor_order_id = p.id "
            "AND (l.quantity_canceled > 0 OR l.unit_minor < 400)) "
            "ORDER BY u.password_hash IS NULL, p.delivered_at DESC, p.id LIMIT :limit"
        ),
        {"vendor": vendor_id, "limit": limit},
    )
    return [(row[0], row[1], row[2]) for row in found]
