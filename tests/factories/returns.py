"""Orders that have arrived, and what buyers and workshops do with them afterwards."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.principal import GUEST, Principal
from core.kernel.secrets import derived_token
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.settings import settings
from tests.factories.orders import a_paid_order
from tests.factories.principals import owner_of
from tests.factories.shop import Sold


async def a_delivered_order(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    *,
    buyer: Principal = GUEST,
    days_ago: int = 2,
) -> Order:
    """Paid, sent and arrived ``days_ago``."""
    order = await a_paid_order(session, pieces, buyer=buyer)
    vendors = {piece.vendor.id: piece.vendor for piece in pieces}
    for part in await orders.vendor_orders_of(session, order.id):
        owner = owner_of(vendors[part.vendor_id])
        await deliver(session, owner, part)
        part.delivered_at = await orders.db_now(session) - timedelta(days=days_ago)
    await session.flush()
    return order


async def send(session: AsyncSession, owner: Principal, part: VendorOrder) -> UUID:
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="DHL")
    return parcel.id


async def deliver(session: AsyncSession, owner: Principal, part: VendorOrder) -> None:
    await deliver_parcel(session, owner, part.id, await send(session, owner, part))


async def only_part(session: AsyncSession, order: Order) -> tuple[VendorOrder, OrderLine]:
    (part,) = await orders.vendor_orders_of(session, order.id)
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    return part, line


def link_of(order: Order) -> str:
    """The secret of the order's own link."""
    return derived_token(settings().secret_key.get_secret_value(), "order", order.id)
