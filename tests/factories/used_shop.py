"""A shop in which something of everything has happened, for proofs to look at."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order
from core.orders.pack_parcel import pack_parcel
from core.orders.queries import vendor_orders_of
from core.refunds.request_refund import request_refund
from tests.factories.orders import a_paid_order, a_shelf, an_order
from tests.factories.payouts import a_workshop_with_a_payout
from tests.factories.principals import an_operator, owner_of


async def a_used_shop(session: AsyncSession) -> Order:
    """Two workshops, one order on hold, one sent, delivered and partly refunded."""
    pieces = await a_shelf(session)
    await an_order(session, [pieces[0]])
    order = await a_paid_order(session, {pieces[0]: 2, pieces[1]: 1})
    part = next(
        row
        for row in await vendor_orders_of(session, order.id)
        if row.vendor_id == pieces[0].vendor.id
    )
    owner = owner_of(pieces[0].vendor)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="CTT")
    await deliver_parcel(session, owner, part.id, parcel.id)
    await request_refund(
        session,
        an_operator(),
        part.id,
        {},
        delivery_minor=100,
        reason="Late",
        idempotency_key="late",
    )
    await a_workshop_with_a_payout(session)
    await session.flush()
    return order
