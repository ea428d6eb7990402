"""A shop in which something of everything has happened, for proofs to look at."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart.codes import add_code
from core.checkout.place_order import place_order
from core.checkout.settle_payment import settle_payment
from core.kernel.principal import GUEST
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order
from core.orders.pack_parcel import pack_parcel
from core.orders.queries import vendor_orders_of
from core.promotions.models import FundedBy, PromotionKind, PromotionStatus
from core.promotions.terms import Terms
from core.refunds.request_refund import request_refund
from tests.factories.orders import (
    a_bag,
    a_paid_order,
    a_request,
    a_shelf,
    an_attempt,
    an_order,
    word_of,
)
from tests.factories.payouts import a_workshop_with_a_payout
from tests.factories.prepaid import an_order_of_prepaid_value
from tests.factories.principals import an_operator, owner_of
from tests.factories.promotions import a_promotion
from tests.factories.returns import cases_of_every_kind
from tests.factories.shop import Sold


async def a_used_shop(session: AsyncSession) -> Order:
    """Two workshops, one order on hold, one sent, delivered and partly refunded, one paid with
    a card, credit and points that bought a card too, and cases of every kind.
    """
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
    await _a_discounted_order(session, pieces)
    await an_order_of_prepaid_value(session)
    await cases_of_every_kind(session)
    await session.flush()
    return order


async def _a_discounted_order(session: AsyncSession, pieces: Sequence[Sold]) -> None:
    """With a limited code at shared cost, a workshop's own reduction, and free delivery."""
    own = pieces[0].vendor
    await a_promotion(
        session,
        code="SHARED",
        use_limit=5,
        total_limit=5,
        customer_limit=1,
        currency="EUR",
        budget_minor=10_000,
        funded_by=FundedBy.SHARED,
        platform_bps=5000,
    )
    reduced = await a_promotion(
        session, vendor_id=own.id, funded_by=FundedBy.VENDOR, platform_bps=0
    )
    free = await a_promotion(session, PromotionKind.FREE_DELIVERY, terms=Terms())
    cart, token = await a_bag(session, pieces)
    await add_code(session, cart, "SHARED")
    order = await place_order(session, GUEST, token, await a_request(session, cart))
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment))
    reduced.status = free.status = PromotionStatus.ENDED
