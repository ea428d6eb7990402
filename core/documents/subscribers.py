"""When documents are issued."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.documents.issue_credit_note import issue_credit_note, issue_missing_credit_notes
from core.documents.issue_invoice import issue_invoice
from core.events.subscribers import on
from core.orders.events import ParcelHandedOver, VendorOrderDelivered
from core.payments.events import RefundSucceeded


@on(ParcelHandedOver, VendorOrderDelivered)
async def invoice_what_left(
    session: AsyncSession, event: ParcelHandedOver | VendorOrderDelivered
) -> None:
    await issue_invoice(session, event.vendor_order_id)
    await issue_missing_credit_notes(session, event.vendor_order_id)


@on(RefundSucceeded)
async def credit_what_was_refunded(session: AsyncSession, event: RefundSucceeded) -> None:
    await issue_credit_note(session, event.refund_id)
