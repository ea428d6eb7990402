"""Payouts by bank file: an operator makes it, hands it to the bank, and says what became of
it.
"""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.principal import Principal
from core.payouts import queries
from core.payouts.create_payout import payable_account
from core.payouts.decide_payout import cancel_locked, ensure_still_payable
from core.payouts.errors import NothingToSend, NotPayable, SepaNotSetUp
from core.payouts.history import move_payout
from core.payouts.iban import checked_bic, checked_iban
from core.payouts.models import (
    SEPA_FILE_LIFECYCLE,
    Payout,
    PayoutMethod,
    PayoutStatus,
    SepaFile,
    SepaFileStatus,
)
from core.payouts.pain001 import Party, Transfer, TransferFile, transfer_file
from core.payouts.settle_payout import fail_payout, pay, return_payout, take_on
from core.settings import settings
from core.vendors.policies import ensure_may_decide

SATURDAY = 6


async def make_sepa_file(session: AsyncSession, staff: Principal) -> SepaFile:
    """Every approved SEPA payout goes into it, once. Those of vendors that may not be paid any
    more are canceled on the way.
    """
    staff.require_staff()
    _debtor()
    chosen = [
        payout
        for payout in await queries.lock_approved_sepa(session)
        if await _still_goes(session, staff, payout)
    ]
    if not chosen:
        raise NothingToSend
    now = utc_now()
    file = SepaFile(
        message_id=f"EM{now:%Y%m%d}-{new_id().hex[-12:]}".upper(),
        payments=len(chosen),
        total_minor=sum(payout.amount_minor for payout in chosen),
        execute_on=_next_working_day(now.date()),
        made_by=staff.actor,
    )
    session.add(file)
    await session.flush()
    for payout in chosen:
        payout.sepa_file_id = file.id
        payout.attempt += 1
        payout.provider_key = f"{payout.id}:payout:{payout.attempt}"
        move_payout(session, payout, PayoutStatus.PROCESSING, staff, f"In {file.message_id}.")
    await session.flush()
    await _record(session, staff, "payouts.make_file", file)
    return file


async def sepa_xml(session: AsyncSession, staff: Principal, file_id: UUID) -> tuple[str, bytes]:
    """Name and bytes of the file; each download is in the audit trail."""
    staff.require_staff()
    file = await queries.get_sepa_file(session, file_id)
    payouts = await queries.payouts_in_file(session, file.id)
    accounts = await queries.accounts_by_id(session, {row.account_id for row in payouts})
    transfers = [
        Transfer(
            payout.number,
            payout.amount_minor,
            Party(
                accounts[payout.account_id].holder,
                accounts[payout.account_id].destination,
                accounts[payout.account_id].bic,
            ),
            f"EcoMarket payout {payout.number}",
        )
        for payout in payouts
    ]
    body = transfer_file(
        TransferFile(file.message_id, file.created_at, file.execute_on, _debtor(), transfers)
    )
    await _record(session, staff, "payouts.download_file", file)
    return f"{file.message_id}.xml", body


async def mark_sent(session: AsyncSession, staff: Principal, file_id: UUID) -> SepaFile:
    file = await _moved(session, staff, file_id, SepaFileStatus.SENT)
    file.sent_by, file.sent_at = staff.actor, utc_now()
    for payout in await _locked_payouts(session, file):
        take_on(session, payout, staff)
    await _record(session, staff, "payouts.mark_file_sent", file)
    return file


async def mark_executed(session: AsyncSession, staff: Principal, file_id: UUID) -> SepaFile:
    """The bank has booked it: what was not refused meanwhile is paid."""
    file = await _moved(session, staff, file_id, SepaFileStatus.EXECUTED)
    for payout in await _locked_payouts(session, file):
        await pay(session, payout, staff)
    await _record(session, staff, "payouts.mark_file_executed", file)
    return file


async def mark_undelivered(
    session: AsyncSession, staff: Principal, payout_id: UUID, *, reason: str
) -> Payout:
    """The bank refused it, or sent it back after it was paid."""
    staff.require_staff()
    payout = await queries.lock_payout(session, payout_id)
    await ensure_may_decide(session, staff, payout.vendor_id)
    words = reason.strip() or "The bank did not say why."
    if payout.method is not PayoutMethod.SEPA or payout.status not in {
        PayoutStatus.IN_TRANSIT,
        PayoutStatus.PAID,
    }:
        raise NotPayable("Only a bank transfer that was handed over can come back.")
    if payout.status is PayoutStatus.PAID:
        await return_payout(session, payout, staff, words)
    else:
        await fail_payout(session, payout, words)
    await audit.record(
        session, staff, "payouts.mark_undelivered", "payout", payout.id, payout.number,
        reason=words,
    )  # fmt: skip
    return payout


async def _still_goes(session: AsyncSession, staff: Principal, payout: Payout) -> bool:
    try:
        await payable_account(session, payout.vendor_id)
        await ensure_still_payable(session, payout)
    except NotPayable as refusal:
        await cancel_locked(session, staff, payout, refusal.reason)
        return False
    return True


async def _moved(
    session: AsyncSession, staff: Principal, file_id: UUID, target: SepaFileStatus
) -> SepaFile:
    staff.require_staff()
    file = await queries.lock_sepa_file(session, file_id)
    SEPA_FILE_LIFECYCLE.check(file.status, target)
    file.status = target
    return file


async def _locked_payouts(session: AsyncSession, file: SepaFile) -> list[Payout]:
    found = await queries.payouts_in_file(session, file.id)
    return [await queries.lock_payout(session, payout.id) for payout in found]


def _debtor() -> Party:
    chosen = settings()
    if not chosen.sepa_debtor_iban:
        raise SepaNotSetUp
    return Party(
        chosen.sepa_debtor_name,
        checked_iban(chosen.sepa_debtor_iban),
        checked_bic(chosen.sepa_debtor_bic),
    )


def _next_working_day(today: date) -> date:
    day = today + timedelta(days=1)
    while day.isoweekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


async def _record(session: AsyncSession, staff: Principal, action: str, file: SepaFile) -> None:
    summary = f"{file.message_id}: {file.payments} payouts"
    await audit.record(session, staff, action, "sepa_file", file.id, summary)
