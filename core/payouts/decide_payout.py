"""People decide: approve, cancel, try again. Each under the payout's lock."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.errors import Invalid
from core.kernel.principal import Principal
from core.ledger.models import EARNING_LIFECYCLE, EarningStatus
from core.ledger.queries import lock_balance
from core.payouts import queries
from core.payouts.create_payout import let_go, payable_account
from core.payouts.errors import NotPayable, OwnPayout
from core.payouts.events import PayoutCanceled
from core.payouts.history import move_payout
from core.payouts.models import PAYOUT_LIFECYCLE, Payout, PayoutStatus
from core.payouts.post import post_cancel
from core.vendors.policies import ensure_may_decide

LONGEST_REASON = 200


async def approve_payout(session: AsyncSession, staff: Principal, payout_id: UUID) -> Payout:
    """Four eyes: whoever made it does not approve it."""
    staff.require_staff()
    payout = await queries.lock_payout(session, payout_id)
    await ensure_may_decide(session, staff, payout.vendor_id)
    PAYOUT_LIFECYCLE.check(payout.status, PayoutStatus.APPROVED)
    if payout.made_by == staff.actor:
        raise OwnPayout
    await ensure_still_payable(session, payout)
    await let_go(session, payout, staff)
    await _record(session, staff, "payouts.approve", payout)
    return payout


async def retry_payout(session: AsyncSession, staff: Principal, payout_id: UUID) -> Payout:
    """The same payout again after a definite no, to where the workshop is paid now."""
    staff.require_staff()
    payout = await queries.lock_payout(session, payout_id)
    await ensure_may_decide(session, staff, payout.vendor_id)
    if payout.status is not PayoutStatus.FAILED:
        raise NotPayable("Only a payout that failed is tried again.")
    account = await payable_account(session, payout.vendor_id)
    await ensure_still_payable(session, payout)
    payout.account_id, payout.method = account.id, account.method
    payout.sepa_file_id = payout.provider_reference = None
    if payout.needs_approval and payout.made_by == staff.actor:
        raise OwnPayout
    await let_go(session, payout, staff)
    await _record(session, staff, "payouts.retry", payout)
    return payout


async def cancel_payout(
    session: AsyncSession, staff: Principal, payout_id: UUID, *, reason: str
) -> Payout:
    """Before anything was asked for, or after a definite no. Its earnings are free again."""
    staff.require_staff()
    reason = reason.strip()
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise Invalid("Say in a few words why.", field="reason")
    payout = await queries.lock_payout(session, payout_id)
    await ensure_may_decide(session, staff, payout.vendor_id)
    await cancel_locked(session, staff, payout, reason)
    await _record(session, staff, "payouts.cancel", payout, reason=reason)
    return payout


async def cancel_locked(
    session: AsyncSession, caller: Principal, payout: Payout, reason: str
) -> None:
    move_payout(session, payout, PayoutStatus.CANCELED, caller, reason)
    await lock_balance(session, payout.vendor_id, payout.currency)
    await give_free(session, payout, EarningStatus.AVAILABLE)
    await post_cancel(session, payout)
    await emit(
        session,
        PayoutCanceled(
            payout_id=payout.id,
            vendor_id=payout.vendor_id,
            amount_minor=payout.amount_minor,
            currency=payout.currency,
            reason=reason,
        ),
    )


async def give_free(session: AsyncSession, payout: Payout, status: EarningStatus) -> None:
    """The earnings leave the payout; its lines stay to be read."""
    for earning in await queries.lock_earnings_in(session, payout.id):
        EARNING_LIFECYCLE.check(earning.status, status)
        earning.status = status
    await session.flush()
    await queries.free_items(session, payout.id)


async def ensure_still_payable(session: AsyncSession, payout: Payout) -> None:
    """What was stamped may have been disputed since."""
    earnings = await queries.lock_earnings_in(session, payout.id)
    if any(earning.is_held and earning.amount_minor > 0 for earning in earnings):
        raise NotPayable("An amount in it is held: cancel it, the rest is paid out next time.")


async def _record(
    session: AsyncSession, staff: Principal, action: str, payout: Payout, **data: str
) -> None:
    summary = f"{payout.number}: {payout.amount.decimal} {payout.currency}"
    await audit.record(session, staff, action, "payout", payout.id, summary, **data)
