"""Jobs of documents."""

from datetime import UTC, datetime, timedelta

from core.db.session import transaction
from core.documents.issue_commission_invoice import issue_commission_invoices
from core.jobs.app import job


@job("documents.invoice_commission", periodic="10 3 2 * *")
async def invoice_commission(timestamp: int) -> None:
    """On the second of a month, of the month before."""
    slot = datetime.fromtimestamp(timestamp, UTC)
    async with transaction() as session:
        last_month = slot.replace(day=1).date() - timedelta(days=1)
        await issue_commission_invoices(session, last_month)
