"""Pack units of a vendor order into a parcel; several parcels may be packed of one order."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.errors import Conflict
from core.kernel.principal import Principal, VendorRole
from core.orders import queries
from core.orders.derive import unpacked
from core.orders.errors import NoSuchOrder, NothingToPack, TooManyUnits
from core.orders.events import ParcelPacked
from core.orders.history import note
from core.orders.models import Fulfillment, FulfillmentLine, OrderLine
from core.orders.numbers import parcel_number
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus


async def pack_parcel(
    session: AsyncSession,
    caller: Principal,
    vendor_order_id: UUID,
    quantities: Mapping[UUID, int] | None = None,
) -> Fulfillment:
    """Pack the given units of lines, or everything that is not packed yet when None."""
    vendor_id = caller.require_vendor(VendorRole.ORDERS)
    order, vendor_order = await queries.lock_own_vendor_order(
        session, vendor_id, vendor_order_id
    )
    if vendor_order.status is not VendorOrderStatus.ACCEPTED:
        raise Conflict("Accept the order before you pack it.")
    lines = await queries.lock_lines(session, vendor_order.id)
    parcels = await queries.lock_parcels(session, vendor_order.id)
    left = unpacked(lines, await queries.parcels_of(session, [vendor_order.id]))
    chosen = _check(lines, left, left if quantities is None else quantities)
    parcel = Fulfillment(
        vendor_order_id=vendor_order.id,
        number=parcel_number(vendor_order.number, len(parcels)),
    )
    session.add(parcel)
    await session.flush()
    session.add_all(
        FulfillmentLine(fulfillment_id=parcel.id, order_line_id=line_id, quantity=units)
        for line_id, units in chosen.items()
    )
    note(
        session,
        order.id,
        "parcel.packed",
        f"Parcel {parcel.number} is packed.",
        caller,
        vendor_order_id=vendor_order.id,
        to_status=FulfillmentStatus.PACKED.value,
    )
    await emit(
        session,
        ParcelPacked(
            order_id=order.id, vendor_order_id=vendor_order.id, fulfillment_id=parcel.id
        ),
    )
    return parcel


def _check(
    lines: list[OrderLine], left: Mapping[UUID, int], quantities: Mapping[UUID, int]
) -> dict[UUID, int]:
    titles = {line.id: line.title for line in lines}
    chosen = {line_id: units for line_id, units in quantities.items() if units > 0}
    if not chosen:
        raise NothingToPack
    for line_id, units in chosen.items():
        if line_id not in titles:
            raise NoSuchOrder
        if units > left.get(line_id, 0):
            raise TooManyUnits(titles[line_id], left.get(line_id, 0))
    return chosen
