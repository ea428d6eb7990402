"""Another address for an order, as long as nothing of it is packed."""

from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.errors import Conflict, Invalid
from core.kernel.principal import Principal
from core.kernel.text import one_line
from core.orders import queries
from core.orders.events import OrderAddressChanged
from core.orders.history import note
from core.orders.models import Order
from core.orders.statuses import FulfillmentStatus, OrderStatus

CHANGED = {"name": 120, "line1": 120, "line2": 120, "postcode": 16, "city": 80, "phone": 32}
REQUIRED = ("name", "line1", "postcode", "city")


async def change_address(
    session: AsyncSession, caller: Principal, order: Order, wanted: Mapping[str, str]
) -> Order:
    """``order`` is one that the caller has been let see. Country and region stay: price and
    taxes were reckoned for them.
    """
    locked = await queries.lock_order(session, order.id)
    if not await can_change(session, locked):
        raise Conflict("A parcel is packed already. Write to the workshop instead.")
    address = dict(locked.ship_to)
    for name, longest in CHANGED.items():
        address[name] = one_line(wanted.get(name, ""), longest)
        if name in REQUIRED and not address[name]:
            raise Invalid("This cannot be empty.", field=name)
    if address == locked.ship_to:
        return locked
    locked.ship_to = address
    note(session, locked.id, "order.readdressed", "You changed the address.", caller)
    await emit(session, OrderAddressChanged(order_id=locked.id))
    return locked


async def can_change(session: AsyncSession, order: Order) -> bool:
    """It is placed, and no parcel of it is packed or on its way."""
    if order.status is not OrderStatus.PLACED:
        return False
    parts = await queries.vendor_orders_of(session, order.id)
    parcels = await queries.parcels_of(session, [part.id for part in parts])
    return all(parcel.status is FulfillmentStatus.CANCELED for parcel, _ in parcels)
