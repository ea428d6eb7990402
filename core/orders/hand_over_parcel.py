"""A packed parcel leaves the workshop: stock goes, the buyer is told how to follow it."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.inventory.allocate import ship
from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.principal import Principal, VendorRole
from core.orders import queries
from core.orders.carriers import tracking_url
from core.orders.events import ParcelHandedOver
from core.orders.history import move_parcel, move_vendor_order
from core.orders.models import Fulfillment, Order, VendorOrder
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.orders.summarize import summarize

MAX_TEXT = 60


async def hand_over_parcel(
    session: AsyncSession,
    caller: Principal,
    vendor_order_id: UUID,
    fulfillment_id: UUID,
    *,
    carrier: str,
    tracking_number: str = "",
) -> Fulfillment:
    vendor_id = caller.require_vendor(VendorRole.ORDERS)
    order, vendor_order = await queries.lock_own_vendor_order(
        session, vendor_id, vendor_order_id
    )
    parcel = await queries.lock_parcel(session, vendor_order.id, fulfillment_id)
    carrier, tracking_number = carrier.strip(), tracking_number.strip()
    if not carrier or len(carrier) > MAX_TEXT:
        raise Invalid("Name the carrier that takes the parcel.", field="carrier")
    if len(tracking_number) > MAX_TEXT:
        raise Invalid("This tracking number is too long.", field="tracking_number")
    parcel.carrier, parcel.tracking_number = carrier, tracking_number
    parcel.tracking_url = tracking_url(carrier, tracking_number)
    parcel.handed_over_at = utc_now()
    with_number = f", tracking number {tracking_number}" if tracking_number else ""
    move_parcel(
        session,
        order.id,
        parcel,
        FulfillmentStatus.HANDED_OVER,
        caller,
        f"Parcel {parcel.number} is with {carrier}{with_number}.",
    )
    await _take_from_stock(session, caller, order, vendor_order, parcel)
    await emit(
        session,
        ParcelHandedOver(
            order_id=order.id, vendor_order_id=vendor_order.id, fulfillment_id=parcel.id
        ),
    )
    return parcel


async def _take_from_stock(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    vendor_order: VendorOrder,
    parcel: Fulfillment,
) -> None:
    units = {
        row.order_line_id: row.quantity
        for row in await queries.lines_of_parcel(session, parcel.id)
    }
    lines = await queries.lock_lines(session, vendor_order.id)
    for line in lines:
        line.quantity_fulfilled += units.get(line.id, 0)
    await ship(session, units, actor=caller.actor)
    if not any(line.quantity_open for line in lines):
        move_vendor_order(
            session,
            vendor_order,
            VendorOrderStatus.FULFILLED,
            caller,
            "Everything has left the workshop.",
        )
    await summarize(session, order, vendor_order, lines)
