"""Cases follow their refunds, and the pages that show a case look again when it moves."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.db.pubsub import publish
from core.events.subscribers import on
from core.kernel.principal import SYSTEM
from core.orders.subscribers import order_channel, vendor_channel
from core.payments import queries as payments
from core.payments.events import RefundSucceeded
from core.returns.disputes import settle_dispute
from core.returns.events import (
    DisputeMoved,
    EvidenceGiven,
    IssueMoved,
    ReplacementSent,
    ReturnMoved,
)
from core.returns.pay_back import settle_return

CASES = "cases"


@on(RefundSucceeded)
async def close_what_was_paid(session: AsyncSession, event: RefundSucceeded) -> None:
    refund = await payments.get_refund(session, event.refund_id)
    await settle_return(session, SYSTEM, refund)
    await settle_dispute(session, SYSTEM, refund)


@on(DisputeMoved, EvidenceGiven, IssueMoved, ReplacementSent, ReturnMoved)
async def tell_pages(
    session: AsyncSession,  # noqa: ARG001  every subscriber is given one
    event: DisputeMoved | EvidenceGiven | IssueMoved | ReplacementSent | ReturnMoved,
) -> None:
    await publish(order_channel(event.order_id))
    await publish(vendor_channel(event.vendor_id), str(event.order_id))
    await publish(CASES, str(event.order_id))
