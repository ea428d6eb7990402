"""Jobs after the sale."""

from uuid import UUID

from core.db.session import read_session, transaction
from core.jobs.app import job
from core.jobs.enqueue import enqueue
from core.kernel.principal import SYSTEM
from core.orders import queries as orders
from core.orders.statuses import VendorOrderStatus
from core.payments import queries as payments
from core.refunds.cancel_vendor_order import decline_vendor_order
from core.refunds.request_refund import SEND_REFUND
from core.refunds.send_refund import send_refund


@job(SEND_REFUND, queue="checkout")
async def send(*, refund_id: str) -> None:
    await send_refund(UUID(refund_id))


@job("refunds.resume", queue="checkout", periodic="*/2 * * * *")
async def resume(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    """Ask again about refunds that are pending at the gateway or whose job gave up."""
    async with read_session() as session:
        unfinished = await payments.list_unfinished_refunds(session)
    async with transaction() as session:
        for refund_id in unfinished:
            await enqueue(
                session,
                SEND_REFUND,
                queue="checkout",
                unique=f"refund:{refund_id}",
                refund_id=str(refund_id),
            )


@job("refunds.decline_overdue", queue="checkout", periodic="*/10 * * * *")
async def decline_overdue(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    """48 hours without a word from the workshop: the buyer gets the money back."""
    async with read_session() as session:
        overdue = await orders.list_unaccepted(session)
    for vendor_order_id in overdue:
        async with transaction() as session:
            _, part = await orders.lock_own_vendor_order(session, None, vendor_order_id)
            if part.status is VendorOrderStatus.PLACED:
                await decline_vendor_order(
                    session,
                    SYSTEM,
                    vendor_order_id,
                    reason="The workshop did not answer in time.",
                )
