"""Some units of a part end before they left, while the rest of it goes on."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.inventory.allocate import deallocate
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.deliver_parcel import complete_delivery
from core.orders.derive import unpacked
from core.orders.events import UnitsCanceled
from core.orders.history import move_parcel, move_vendor_order, note
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.statuses import FulfillmentStatus, OrderFulfillmentStatus, VendorOrderStatus
from core.orders.summarize import summarize
from core.refunds.plan import worth_of
from core.refunds.request_refund import claim_refund


async def cancel_units(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    units: Mapping[UUID, int],
    *,
    delivery_minor: int,
    reason: str,
    idempotency_key: str,
) -> None:
    """The caller holds the locks, has checked who may, and names only open units whose money
    was not given back. A packed parcel that holds one of them is unpacked.
    """
    lines = await orders.lock_lines(session, part.id)
    for line in lines:
        line.quantity_canceled += units.get(line.id, 0)
    await _unpack(session, caller, order, part, lines)
    await deallocate(session, units, actor=caller.actor, reason=reason)
    count = sum(units.values())
    words = "1 piece that had not left is" if count == 1 else f"{count} pieces are"
    note(
        session, order.id, "units.canceled", f"{words} canceled: {reason}", caller,
        vendor_order_id=part.id,
    )  # fmt: skip
    worth = sum(worth_of(x, units.get(x.id, 0), order.currency).minor
                for x in lines if x.id in units)  # fmt: skip
    if worth + delivery_minor:
        await claim_refund(
            session, caller, order, part, units, delivery_minor=delivery_minor,
            reason=reason, idempotency_key=idempotency_key,
        )  # fmt: skip
    else:
        for line in lines:
            line.quantity_refunded += units.get(line.id, 0)
    await emit(
        session,
        UnitsCanceled(
            order_id=order.id, vendor_order_id=part.id, units=dict(units), reason=reason
        ),
    )
    await _end_if_all_left(session, caller, order, part, lines)


async def _unpack(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    lines: list[OrderLine],
) -> None:
    packed = await orders.parcels_of(session, [part.id])
    short = {line_id for line_id, left in unpacked(lines, packed).items() if left < 0}
    opened = {
        parcel.id
        for parcel, row in packed
        if parcel.status is FulfillmentStatus.PACKED and row.order_line_id in short
    }
    for parcel in await orders.lock_parcels(session, part.id):
        if parcel.id in opened:
            words = f"Parcel {parcel.number} is unpacked: pieces of it are canceled."
            move_parcel(session, order.id, parcel, FulfillmentStatus.CANCELED, caller, words)


async def _end_if_all_left(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    lines: list[OrderLine],
) -> None:
    """What is still wanted may all have left, or even arrived, before."""
    has_left = any(line.quantity_fulfilled for line in lines)
    ends = has_left and not any(line.quantity_open for line in lines)
    if ends and part.status is VendorOrderStatus.ACCEPTED:
        move_vendor_order(
            session, part, VendorOrderStatus.FULFILLED, caller,
            "Everything that is still wanted has left the workshop.",
        )  # fmt: skip
    await summarize(session, order, part, lines)
    if ends and part.fulfillment_status is OrderFulfillmentStatus.DELIVERED:
        await complete_delivery(session, caller, order, part)
