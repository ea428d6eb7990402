"""Timers of orders."""

from datetime import timedelta

from core.db.session import read_session, transaction
from core.jobs.app import job
from core.kernel.clock import utc_now
from core.orders import queries
from core.orders.complete_vendor_order import complete_vendor_order
from core.settings import settings


@job("orders.complete_delivered", periodic="17 * * * *")
async def complete_delivered(timestamp: int) -> None:  # noqa: ARG001  the slot, given to every periodic job
    until = utc_now() - timedelta(days=settings().earnings_window_days)
    async with read_session() as session:
        due = await queries.list_to_complete(session, until)
    for vendor_order_id in due:
        async with transaction() as session:
            await complete_vendor_order(session, vendor_order_id)
