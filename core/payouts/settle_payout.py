"""A provider's account of a payout becomes our state, once, whatever told us first. The payout
is locked.
"""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import SYSTEM, Principal
from core.ledger.models import EARNING_LIFECYCLE, EarningStatus
from core.ledger.queries import lock_balance
from core.payments.providers.payouts import PayoutOutcome, ProviderPayout
from core.payouts import queries
from core.payouts.decide_payout import give_free
from core.payouts.events import PayoutFailed, PayoutPaid, PayoutReturned
from core.payouts.history import move_payout
from core.payouts.models import Payout, PayoutStatus
from core.payouts.post import post_paid, post_return

SENT_BACK = "The bank sent it back."
REFUSED = "The provider did not say why."


async def apply_answer(session: AsyncSession, payout: Payout, answer: ProviderPayout) -> None:
    payout.provider_reference = answer.reference
    if answer.amount != payout.amount:
        payout.failure = "The provider speaks of another amount. Look at it before anything."
        return
    if answer.status is PayoutOutcome.FAILED:
        await fail_payout(session, payout, answer.failure or REFUSED)
        return
    take_on(session, payout, SYSTEM)
    if answer.status in (PayoutOutcome.PAID, PayoutOutcome.RETURNED):
        await pay(session, payout, SYSTEM)
    if answer.status is PayoutOutcome.RETURNED:
        await return_payout(session, payout, SYSTEM, answer.failure or SENT_BACK)


def take_on(session: AsyncSession, payout: Payout, caller: Principal) -> None:
    if payout.status is PayoutStatus.PROCESSING:
        payout.sent_at, payout.failure = utc_now(), ""
        move_payout(session, payout, PayoutStatus.IN_TRANSIT, caller)


async def pay(session: AsyncSession, payout: Payout, caller: Principal) -> None:
    if payout.status is not PayoutStatus.IN_TRANSIT:
        return
    payout.paid_at = utc_now()
    move_payout(session, payout, PayoutStatus.PAID, caller)
    for earning in await queries.lock_earnings_in(session, payout.id):
        EARNING_LIFECYCLE.check(earning.status, EarningStatus.PAID)
        earning.status = EarningStatus.PAID
    await post_paid(session, payout)
    await emit(session, PayoutPaid(**_facts(payout)))


async def return_payout(
    session: AsyncSession, payout: Payout, caller: Principal, reason: str
) -> None:
    """The balance is restored; the next payout takes it up again."""
    if payout.status is not PayoutStatus.PAID:
        return
    payout.ended_at, payout.failure = utc_now(), reason[:200]
    move_payout(session, payout, PayoutStatus.RETURNED, caller, reason)
    await lock_balance(session, payout.vendor_id, payout.currency)
    await give_free(session, payout, EarningStatus.AVAILABLE)
    await post_return(session, payout)
    await emit(session, PayoutReturned(**_facts(payout), failure=payout.failure))


async def fail_payout(session: AsyncSession, payout: Payout, reason: str) -> None:
    """A definite no. The earnings stay stamped: it is tried again, or canceled."""
    if payout.status not in (PayoutStatus.PROCESSING, PayoutStatus.IN_TRANSIT):
        return
    payout.failure = reason[:200]
    move_payout(session, payout, PayoutStatus.FAILED, SYSTEM, reason)
    await emit(session, PayoutFailed(**_facts(payout), failure=payout.failure))


def _facts(payout: Payout) -> dict[str, Any]:
    return {
        "payout_id": payout.id,
        "vendor_id": payout.vendor_id,
        "amount_minor": payout.amount_minor,
        "currency": payout.currency,
    }
