"""Put pieces in the bag for a browser that may ask twice, since it lost the first answer."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries
from core.cart.models import Cart
from core.cart.service import LineChange, add_line


async def put_in_once(
    session: AsyncSession, cart: Cart, key: UUID, variant_id: UUID, quantity: int
) -> LineChange | None:
    """None if the wish with this key has come true before. A wish that is refused leaves no
    trace, so it can be repeated.
    """
    if not await queries.note_edit(session, cart.id, key):
        return None
    return await add_line(session, cart, variant_id, quantity)
