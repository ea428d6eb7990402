"""An order that nobody paid in time gives back its goods, and the buyer's bag its lines."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.cart import queries as carts
from core.cart.models import Cart, CartLine, CartStatus
from core.checkout.sync_payment import close_payment
from core.db.session import transaction
from core.events.outbox import emit
from core.inventory.reserve import release
from core.kernel import crash
from core.kernel.principal import SYSTEM
from core.orders import queries as orders
from core.orders.events import OrderExpired
from core.orders.history import move_order, move_vendor_order
from core.orders.models import Order
from core.orders.statuses import OrderStatus, VendorOrderStatus
from core.payments import queries as payments
from core.prepaid.bag import choose_again
from core.prepaid.tenders import release_tenders
from core.promotions.codes import MAX_CODES
from core.promotions.queries import discounts_of
from core.promotions.redeem import release as release_promotions


async def expire_order(order_id: UUID) -> None:
    """A saga edge: open gateway pages are closed first, so that no payment slips through."""
    async with transaction() as session:
        attempts = await payments.payments_of(session, order_id)
    for attempt in attempts:
        await close_payment(attempt.id)
    async with transaction() as session:
        await _expire(session, order_id)


async def _expire(session: AsyncSession, order_id: UUID) -> None:
    order = await orders.lock_order(session, order_id)
    now = await orders.db_now(session)
    if order.status is not OrderStatus.PENDING_PAYMENT or order.expires_at > now:
        return
    if any(payments.is_open(a) for a in await payments.lock_payments(session, order_id)):
        return
    await release(session, order.id, actor=SYSTEM.actor, is_expired=True)
    await release_promotions(session, order.id)
    message = "No payment arrived in time."
    move_order(session, order, OrderStatus.EXPIRED, SYSTEM, message)
    for part in await orders.lock_vendor_orders(session, order.id):
        move_vendor_order(session, part, VendorOrderStatus.EXPIRED, SYSTEM, message)
    await release_tenders(session, order, SYSTEM)
    await restore_bag(session, order)
    await emit(session, OrderExpired(order_id=order.id))
    crash.point("checkout.expiry_written")


async def restore_bag(session: AsyncSession, order: Order) -> None:
    """Put the lines of an unpaid order back into the bag they came from, if it is still
    open.
    """
    cart = await carts.lock_cart(session, order.cart_id) if order.cart_id else None
    if cart is None or cart.status is not CartStatus.ACTIVE:
        return
    await _restore_codes(session, cart, order)
    there = {line.variant_id for line in await carts.list_lines(session, cart.id)}
    session.add_all(
        CartLine(
            cart_id=cart.id,
            variant_id=line.variant_id,
            quantity=line.quantity,
            seen_minor=line.unit_minor,
        )
        for line in await orders.lines_of_order(session, order.id)
        if line.variant_id not in there
    )
    await choose_again(session, cart.id, order.id)


async def _restore_codes(session: AsyncSession, cart: Cart, order: Order) -> None:
    """The codes that were used come back with the pieces."""
    used = [line.code for line in await discounts_of(session, order.id) if line.code]
    cart.codes = list(dict.fromkeys([*cart.codes, *used]))[:MAX_CODES]
