"""Find out what became of payments that went quiet: lost answers, notices that never came."""

from collections.abc import Callable

from core.checkout.charge_saved import repeat_charge
from core.checkout.queries import list_unsettled
from core.checkout.start_payment import Urls, retry_start
from core.checkout.sync_payment import sync_payment
from core.db.session import read_session
from core.kernel.errors import Unavailable
from core.orders.models import Order
from core.payments.models import PaymentStatus


async def reconcile_payments(urls_of: Callable[[Order], Urls]) -> int:
    """Settle every open payment that can be settled; returns how many were asked about."""
    async with read_session() as session:
        unsettled = await list_unsettled(session)
    for payment, order in unsettled:
        try:
            if payment.saved_method_id and payment.provider_reference is None:
                await repeat_charge(payment.id)
            elif payment.status is PaymentStatus.CREATED and not payment.provider_reference:
                await retry_start(payment.id, urls_of(order))
            else:
                await sync_payment(payment.id)
        except Unavailable:
            continue  # asked again at the next slot
    return len(unsettled)
