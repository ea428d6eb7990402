"""A proved mailbox brings the claimed orders into its account."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.claim_order import hand_over_claimed
from core.events.subscribers import on
from core.identity.events import EmailVerified
from core.jobs.enqueue import enqueue
from core.orders.models import Order
from core.payments import queries as payments
from core.payments.events import PaymentCaptured

SYNC_METHODS = "checkout.sync_methods"


@on(EmailVerified)
async def hand_over_claimed_orders(session: AsyncSession, event: EmailVerified) -> None:
    await hand_over_claimed(session, event.user_id)


@on(PaymentCaptured)
async def look_for_saved_card(session: AsyncSession, event: PaymentCaptured) -> None:
    """The buyer wanted the card kept: it shows in the account once the gateway has it."""
    payment = await payments.get_payment(session, event.payment_id)
    if not payment.saves_method:
        return
    order = await session.get_one(Order, payment.order_id)
    if order.user_id is not None:
        await enqueue(session, SYNC_METHODS, queue="checkout", user_id=str(order.user_id))
