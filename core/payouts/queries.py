"""Locks and reads of payouts. Locks are taken in this order: payout (or the vendor's balance,
see ``core.ledger.queries.lock_balance``), then earnings by id.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.ledger.models import AccountKind, Earning, EarningStatus, LedgerAccount, LedgerEntry
from core.payouts.errors import NoSuchPayout, NoSuchSepaFile
from core.payouts.models import (
    Payout,
    PayoutAccount,
    PayoutItem,
    PayoutMethod,
    PayoutPlan,
    PayoutStatus,
    SepaFile,
    SepaFileStatus,
)
from core.vendors.models import Vendor, VendorStatus

RETURNS_WITHIN = timedelta(days=30)


async def lock_payout(session: AsyncSession, payout_id: UUID) -> Payout:
    statement = select(Payout).where(Payout.id == payout_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    return _found(found.first())


async def get_payout(session: AsyncSession, payout_id: UUID) -> Payout:
    return _found(await session.get(Payout, payout_id))


async def get_by_number(
    session: AsyncSession, number: str, *, vendor_id: UUID | None = None
) -> Payout:
    """With a ``vendor_id`` only that vendor's."""
    statement = select(Payout).where(col(Payout.number) == number)
    if vendor_id is not None:
        statement = statement.where(col(Payout.vendor_id) == vendor_id)
    return _found((await session.exec(statement)).first())


def _found(payout: Payout | None) -> Payout:
    if payout is None:
        raise NoSuchPayout
    return payout


async def find_account(session: AsyncSession, vendor_id: UUID) -> PayoutAccount | None:
    """The one in use, or to be used once its rest is over."""
    statement = select(PayoutAccount).where(
        PayoutAccount.vendor_id == vendor_id, col(PayoutAccount.replaced_at).is_(None)
    )
    return (await session.exec(statement)).first()


async def get_account(session: AsyncSession, account_id: UUID) -> PayoutAccount:
    return (
        await session.exec(select(PayoutAccount).where(PayoutAccount.id == account_id))
    ).one()


async def accounts_by_id(
    session: AsyncSession, ids: Collection[UUID]
) -> dict[UUID, PayoutAccount]:
    statement = select(PayoutAccount).where(col(PayoutAccount.id).in_(ids))
    return {account.id: account for account in await session.exec(statement)}


async def find_plan(session: AsyncSession, vendor_id: UUID) -> PayoutPlan | None:
    statement = select(PayoutPlan).where(PayoutPlan.vendor_id == vendor_id)
    return (await session.exec(statement)).first()


async def lock_plan(session: AsyncSession, vendor_id: UUID) -> PayoutPlan | None:
    statement = select(PayoutPlan).where(PayoutPlan.vendor_id == vendor_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    return found.first()


async def list_due_vendors(session: AsyncSession, on: date) -> list[UUID]:
    """Approved vendors whose pay day has come and whom nobody has paused."""
    statement = (
        select(PayoutPlan.vendor_id)
        .join(Vendor, col(Vendor.id) == PayoutPlan.vendor_id)
        .where(
            col(PayoutPlan.next_on) <= on,
            col(PayoutPlan.paused_reason) == "",
            Vendor.status == VendorStatus.APPROVED,
        )
        .order_by(col(PayoutPlan.vendor_id))
        .limit(200)
    )
    return list(await session.exec(statement))


async def payable_currencies(session: AsyncSession, vendor_id: UUID) -> list[str]:
    statement = (
        select(Earning.currency)
        .where(
            col(Earning.vendor_id) == vendor_id,
            col(Earning.status) == EarningStatus.AVAILABLE,
        )
        .distinct()
        .order_by(col(Earning.currency))
    )
    return list(await session.exec(statement))


async def lock_payable(
    session: AsyncSession, vendor_id: UUID, currency: str
) -> list[Earning] | None:
    """What a payout is made of: all that nothing holds, and every negative row, so that it can
    never be more than is available. None while somebody else works on one of them.
    """
    of_vendor = (
        col(Earning.vendor_id) == vendor_id,
        col(Earning.currency) == currency,
        col(Earning.status) == EarningStatus.AVAILABLE,
        ~col(Earning.is_held) | (col(Earning.amount_minor) < 0),
    )
    statement = (
        select(Earning)
        .where(*of_vendor)
        .order_by(col(Earning.id))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    locked = list(await session.exec(statement))
    count = select(func.count()).select_from(Earning).where(*of_vendor)
    return locked if (await session.exec(count)).one() == len(locked) else None


async def available_minor(session: AsyncSession, vendor_id: UUID, currency: str) -> int:
    """By the books, not by the earnings: a payout is checked against both."""
    statement = (
        select(func.coalesce(-func.sum(LedgerEntry.amount_minor), 0))
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(
            col(LedgerAccount.kind) == AccountKind.VENDOR_AVAILABLE,
            col(LedgerAccount.owner) == str(vendor_id),
            col(LedgerAccount.currency) == currency,
        )
    )
    return int((await session.exec(statement)).one())


async def lock_earnings_in(session: AsyncSession, payout_id: UUID) -> list[Earning]:
    """The earnings that a payout still holds."""
    statement = (
        select(Earning)
        .join(PayoutItem, col(PayoutItem.earning_id) == Earning.id)
        .where(PayoutItem.payout_id == payout_id, col(PayoutItem.is_live))
        .order_by(col(Earning.id))
        .with_for_update(of=Earning)
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def free_items(session: AsyncSession, payout_id: UUID) -> None:
    await session.execute(
        update(PayoutItem).where(col(PayoutItem.payout_id) == payout_id).values(is_live=False)
    )


async def list_to_send(session: AsyncSession) -> list[UUID]:
    """Approved, or asked for without a known outcome. Bank files are a person's work."""
    statement = select(Payout.id).where(
        col(Payout.status).in_((PayoutStatus.APPROVED, PayoutStatus.PROCESSING)),
        col(Payout.method) != PayoutMethod.SEPA,
    )
    return list(await session.exec(statement.order_by(col(Payout.id)).limit(200)))


async def list_to_poll(session: AsyncSession, now: datetime) -> list[UUID]:
    """In transit, or paid so lately that the bank may still send it back."""
    statement = select(Payout.id).where(
        col(Payout.method) != PayoutMethod.SEPA,
        (col(Payout.status) == PayoutStatus.IN_TRANSIT)
        | (
            (col(Payout.status) == PayoutStatus.PAID)
            & (col(Payout.paid_at) > now - RETURNS_WITHIN)
        ),
    )
    return list(await session.exec(statement.order_by(col(Payout.id)).limit(500)))


async def list_due_reserves(session: AsyncSession, *, limit: int = 500) -> list[Earning]:
    statement = (
        select(Earning)
        .where(
            col(Earning.status) == EarningStatus.RESERVED,
            col(Earning.available_at) <= func.now(),
        )
        .order_by(col(Earning.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(await session.exec(statement))


async def lock_approved_sepa(session: AsyncSession) -> list[Payout]:
    statement = (
        select(Payout)
        .where(
            col(Payout.method) == PayoutMethod.SEPA,
            col(Payout.status) == PayoutStatus.APPROVED,
        )
        .order_by(col(Payout.id))
        .limit(1000)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(statement))


async def get_sepa_file(session: AsyncSession, file_id: UUID) -> SepaFile:
    file = await session.get(SepaFile, file_id)
    if file is None:
        raise NoSuchSepaFile
    return file


async def lock_sepa_file(session: AsyncSession, file_id: UUID) -> SepaFile:
    statement = select(SepaFile).where(SepaFile.id == file_id).with_for_update()
    found = await session.exec(statement.execution_options(populate_existing=True))
    file = found.first()
    if file is None:
        raise NoSuchSepaFile
    return file


async def payouts_in_file(session: AsyncSession, file_id: UUID) -> Sequence[Payout]:
    statement = select(Payout).where(Payout.sepa_file_id == file_id).order_by(col(Payout.id))
    return (await session.exec(statement)).all()


async def list_open_sepa_files(session: AsyncSession) -> Sequence[SepaFile]:
    statement = (
        select(SepaFile)
        .where(col(SepaFile.status) != SepaFileStatus.EXECUTED)
        .order_by(col(SepaFile.id).desc())
        .limit(50)
    )
    return (await session.exec(statement)).all()
