"""Count what visitors do, without knowing who they are."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.reporting.models import ShopEvent, ShopEventKind

LONGEST_VISITOR = 40


async def record_shop_event(
    session: AsyncSession, kind: ShopEventKind, visitor: str, product_id: UUID | None = None
) -> None:
    """``visitor`` is the random id of a browser tab's visit: no account, no address."""
    if not 0 < len(visitor) <= LONGEST_VISITOR or not visitor.isascii():
        raise Invalid("This is no visitor of ours.")
    session.add(ShopEvent(kind=kind, visitor=visitor, product_id=product_id))
