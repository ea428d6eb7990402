"""Stamp what a vendor may be paid: one transaction takes the earnings and makes their sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.jobs.enqueue import enqueue
from core.kernel.clock import utc_now
from core.kernel.money import Money
from core.kernel.principal import SYSTEM, Principal
from core.ledger.models import EARNING_LIFECYCLE, Earning, EarningStatus
from core.ledger.queries import lock_balance
from core.payouts import queries
from core.payouts.errors import NotPayable
from core.payouts.events import PayoutCreated
from core.payouts.history import move_payout, note_creation
from core.payouts.models import Payout, PayoutAccount, PayoutItem, PayoutMethod, PayoutStatus
from core.payouts.numbers import new_payout_number
from core.payouts.post import post_payout
from core.settings import settings
from core.vendors import queries as vendors
from core.vendors.models import VendorStatus
from core.vendors.policies import ensure_may_decide

SEND_PAYOUT = "payouts.send"


@dataclass(frozen=True, slots=True)
class _Stamp:
    earnings: Sequence[Earning]
    account: PayoutAccount
    amount: Money
    opening_minor: int


async def create_payout(
    session: AsyncSession, caller: Principal, vendor_id: UUID, currency: str
) -> Payout:
    """By the schedule (the system) or by staff. Up to the limit it is approved at once.

    Raises ``NotPayable`` with the reason. A second call at the same time waits for the first
    and then finds nothing left.
    """
    await ensure_may_decide(session, caller, vendor_id)
    account = await payable_account(session, vendor_id)
    await lock_balance(session, vendor_id, currency)
    stamp = await _stamp(session, vendor_id, currency, account)
    payout = _payout(caller, vendor_id, stamp)
    session.add(payout)
    await session.flush()
    for earning in stamp.earnings:
        EARNING_LIFECYCLE.check(earning.status, EarningStatus.IN_PAYOUT)
        earning.status = EarningStatus.IN_PAYOUT
    session.add_all(
        PayoutItem(
            payout_id=payout.id, earning_id=earning.id, amount_minor=earning.amount_minor
        )
        for earning in stamp.earnings
    )
    await post_payout(session, payout)
    note_creation(session, payout, caller, f"{len(stamp.earnings)} amounts are paid out.")
    await emit(
        session,
        PayoutCreated(
            payout_id=payout.id,
            vendor_id=vendor_id,
            amount_minor=payout.amount_minor,
            currency=currency,
            needs_approval=payout.needs_approval,
        ),
    )
    if not payout.needs_approval:
        await let_go(session, payout, SYSTEM)
    return payout


async def let_go(session: AsyncSession, payout: Payout, approver: Principal) -> None:
    """The payout is locked or new, and whoever approves may do it."""
    payout.approved_by, payout.approved_at = approver.actor, utc_now()
    move_payout(session, payout, PayoutStatus.APPROVED, approver)
    if payout.method is not PayoutMethod.SEPA:
        await enqueue(session, SEND_PAYOUT, queue="checkout", payout_id=str(payout.id))


async def payable_account(session: AsyncSession, vendor_id: UUID) -> PayoutAccount:
    """Where an approved, not paused vendor is paid, or why it is not."""
    vendor = await vendors.get_vendor(session, vendor_id)
    if vendor.status is not VendorStatus.APPROVED:
        raise NotPayable("Only workshops that are approved are paid.")
    plan = await queries.find_plan(session, vendor_id)
    if plan is not None and plan.paused_reason:
        raise NotPayable(f"Payouts are paused: {plan.paused_reason}")
    account = await queries.find_account(session, vendor_id)
    if account is None:
        raise NotPayable("The workshop has not said where it is paid.")
    if account.usable_from > utc_now():
        day = account.usable_from.strftime("%-d %B, %H:%M UTC")
        raise NotPayable(f"The payout account is new: it may be used from {day}.")
    return account


async def _stamp(
    session: AsyncSession, vendor_id: UUID, currency: str, account: PayoutAccount
) -> _Stamp:
    if account.method is PayoutMethod.SEPA and currency != "EUR":
        raise NotPayable("A SEPA transfer carries euros only.")
    earnings = await queries.lock_payable(session, vendor_id, currency)
    if earnings is None:
        raise NotPayable("One of the amounts is being worked on. Try again in a minute.")
    amount = Money(sum(earning.amount_minor for earning in earnings), currency)
    opening = await queries.available_minor(session, vendor_id, currency)
    plan = await queries.find_plan(session, vendor_id)
    least = plan.minimum_minor if plan else settings().payout_minimum_minor
    if amount.minor < least:
        raise NotPayable("The balance is below the least amount of a payout.")
    if amount.minor > opening:
        raise NotPayable("The books say that less is available.")
    return _Stamp(earnings, account, amount, opening)


def _payout(caller: Principal, vendor_id: UUID, stamp: _Stamp) -> Payout:
    amount = stamp.amount
    return Payout(
        number=new_payout_number(),
        vendor_id=vendor_id,
        account_id=stamp.account.id,
        method=stamp.account.method,
        currency=amount.currency,
        amount_minor=amount.minor,
        opening_minor=stamp.opening_minor,
        closing_minor=stamp.opening_minor - amount.minor,
        made_by=caller.actor,
        needs_approval=amount.minor > settings().payout_approval_above_minor,
    )
