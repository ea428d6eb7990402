"""Jobs of the checkout: notices, timers, reconciliation."""

from uuid import UUID

from core.checkout.expire_order import expire_order
from core.checkout.heed_notice import heed_notice
from core.checkout.reconcile import reconcile_payments
from core.checkout.return_money import return_money
from core.checkout.settle_payment import RETURN_MONEY
from core.checkout.subscribers import SYNC_METHODS
from core.checkout.urls import payment_urls
from core.db.session import read_session, transaction
from core.jobs.app import job
from core.kernel import crash
from core.kernel.clock import utc_now
from core.kernel.errors import Unavailable
from core.orders import queries as orders
from core.payments import queries as payments
from core.payments.models import ReceiptStatus
from core.payments.receive_webhook import WORK_OFF
from core.payments.saved_methods import sync_methods


@job(WORK_OFF, queue="checkout")
async def work_off_notice(*, provider: str, event_id: str) -> None:
    """A notice may come before we know its payment: then the job fails and is tried again."""
    async with transaction() as session:
        receipt = await payments.find_receipt(session, provider, event_id)
    if receipt is None or receipt.status is not ReceiptStatus.RECEIVED:
        return
    await heed_notice(receipt)
    crash.point("checkout.notice_worked")
    async with transaction() as session:
        receipt = await payments.find_receipt(session, provider, event_id)
        if receipt is not None:
            receipt.status, receipt.processed_at = ReceiptStatus.PROCESSED, utc_now()


@job(SYNC_METHODS, queue="checkout")
async def sync_saved_methods(*, user_id: str) -> None:
    await sync_methods(UUID(user_id))


@job(RETURN_MONEY, queue="checkout")
async def return_unused_money(*, payment_id: str) -> None:
    await return_money(UUID(payment_id))


@job("checkout.expire_orders", queue="checkout", periodic="*/30 * * * * *")
async def expire_orders(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    async with read_session() as session:
        due = await orders.list_due(session)
    for order_id in due:
        try:
            await expire_order(order_id)
        except Unavailable:
            continue  # the gateway is away: the page may still be paid, so wait


@job("checkout.reconcile_payments", queue="checkout", periodic="* * * * *")
async def reconcile(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    await reconcile_payments(payment_urls)
