"""Balances and entries. A vendor's reads take the vendor's id; the market's own accounts are
for staff.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.pagination import Page, clamp
from core.ledger.models import (
    AccountKind,
    Earning,
    EarningHold,
    EarningStatus,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)

VENDOR_KINDS = (
    AccountKind.VENDOR_PENDING,
    AccountKind.VENDOR_AVAILABLE,
    AccountKind.VENDOR_RESERVE,
    AccountKind.VENDOR_IN_PAYOUT,
)
Row = tuple[LedgerEntry, LedgerTransaction, LedgerAccount]


async def vendor_balances(
    session: AsyncSession, vendor_id: UUID
) -> dict[tuple[AccountKind, str], Money]:
    """What the market owes the vendor, by its four accounts and currency (positive = owed)."""
    statement = (
        select(LedgerAccount.kind, LedgerAccount.currency, func.sum(LedgerEntry.amount_minor))
        .join(LedgerEntry, col(LedgerEntry.account_id) == LedgerAccount.id)
        .where(
            col(LedgerAccount.kind).in_(VENDOR_KINDS),
            col(LedgerAccount.owner) == str(vendor_id),
        )
        .group_by(col(LedgerAccount.kind), col(LedgerAccount.currency))
    )
    rows = (await session.exec(statement)).all()
    return {
        (AccountKind(kind), currency): Money(-int(sum_), currency)
        for kind, currency, sum_ in rows
    }


async def list_vendor_entries(
    session: AsyncSession, vendor_id: UUID, *, page: int = 1, size: int = 50
) -> Page[Row]:
    page, size = clamp(page, size)
    where = (
        col(LedgerAccount.kind).in_(VENDOR_KINDS),
        col(LedgerAccount.owner) == str(vendor_id),
    )
    counting = (
        select(func.count())
        .select_from(LedgerEntry)
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(*where)
    )
    statement = (
        select(LedgerEntry, LedgerTransaction, LedgerAccount)
        .join(LedgerTransaction, col(LedgerTransaction.id) == LedgerEntry.transaction_id)
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(*where)
        .order_by(col(LedgerEntry.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    total = (await session.exec(counting)).one()
    return Page((await session.exec(statement)).all(), total, page, size)


async def list_order_entries(session: AsyncSession, order_id: UUID) -> Sequence[Row]:
    """All entries of an order, oldest first (staff only)."""
    statement = (
        select(LedgerEntry, LedgerTransaction, LedgerAccount)
        .join(LedgerTransaction, col(LedgerTransaction.id) == LedgerEntry.transaction_id)
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(col(LedgerTransaction.order_id) == order_id)
        .order_by(col(LedgerEntry.id))
    )
    return (await session.exec(statement)).all()


async def suspended(session: AsyncSession, payment_ids: Sequence[UUID]) -> set[UUID]:
    """Which of these payments came without an order to pay for."""
    statement = select(LedgerTransaction.reference).where(
        col(LedgerTransaction.kind) == TransactionKind.SUSPENSE,
        col(LedgerTransaction.reference).in_([str(id_) for id_ in payment_ids]),
    )
    return {UUID(reference) for reference in await session.exec(statement)}


async def trial_balance(session: AsyncSession) -> dict[tuple[AccountKind, str], Money]:
    """Sum of every kind of account by currency, debit positive; each currency sums to zero."""
    statement = (
        select(LedgerAccount.kind, LedgerAccount.currency, func.sum(LedgerEntry.amount_minor))
        .join(LedgerEntry, col(LedgerEntry.account_id) == LedgerAccount.id)
        .group_by(col(LedgerAccount.kind), col(LedgerAccount.currency))
    )
    rows = (await session.exec(statement)).all()
    return {
        (AccountKind(kind), currency): Money(int(sum_), currency)
        for kind, currency, sum_ in rows
    }


async def lock_earning(session: AsyncSession, vendor_order_id: UUID) -> Earning | None:
    """The original (positive) earning of a vendor order, locked."""
    statement = (
        select(Earning)
        .where(
            col(Earning.vendor_order_id) == vendor_order_id,
            col(Earning.refund_id).is_(None),
            col(Earning.correction) == "",
            col(Earning.reserve_of).is_(None),
        )
        .with_for_update()
    )
    return (await session.exec(statement)).first()


async def lock_earnings_of(session: AsyncSession, vendor_order_id: UUID) -> list[Earning]:
    statement = (
        select(Earning)
        .where(col(Earning.vendor_order_id) == vendor_order_id)
        .order_by(col(Earning.id))
        .with_for_update()
    )
    return list(await session.exec(statement))


async def lock_balance(session: AsyncSession, vendor_id: UUID, currency: str) -> None:
    """Whoever lowers or pays out what a vendor has available takes this first, and only then
    looks at earnings: a refund and a payout see each other whole or not at all.
    """
    key = func.hashtextextended(f"balance:{vendor_id}:{currency}", 0)
    await session.exec(select(func.pg_advisory_xact_lock(key)))


async def list_due_owners(session: AsyncSession) -> list[tuple[UUID, str]]:
    """Vendors and currencies with something to release, in the order of their locks."""
    statement = (
        select(Earning.vendor_id, Earning.currency)
        .where(*_is_due())
        .distinct()
        .order_by(col(Earning.vendor_id), col(Earning.currency))
        .limit(50)
    )
    return list((await session.exec(statement)).all())


async def lock_due_earnings(
    session: AsyncSession, vendor_id: UUID, currency: str, *, limit: int = 200
) -> list[Earning]:
    """Pending earnings whose window is over by the database's clock and that nothing holds;
    others' locks are skipped.
    """
    statement = (
        select(Earning)
        .where(
            *_is_due(), col(Earning.vendor_id) == vendor_id, col(Earning.currency) == currency
        )
        .order_by(col(Earning.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(await session.exec(statement))


def _is_due() -> tuple[ColumnElement[bool], ...]:
    return (
        col(Earning.status) == EarningStatus.PENDING,
        ~col(Earning.is_held),
        col(Earning.available_at) <= func.now(),
    )


async def next_release(session: AsyncSession, vendor_id: UUID) -> datetime | None:
    statement = select(func.min(Earning.available_at)).where(
        col(Earning.vendor_id) == vendor_id, col(Earning.status) == EarningStatus.PENDING
    )
    return (await session.exec(statement)).one()


async def find_hold(
    session: AsyncSession, vendor_order_id: UUID, cause: str
) -> EarningHold | None:
    statement = select(EarningHold).where(
        col(EarningHold.vendor_order_id) == vendor_order_id, col(EarningHold.cause) == cause
    )
    return (await session.exec(statement)).first()


async def active_holds(session: AsyncSession, vendor_order_id: UUID) -> Sequence[EarningHold]:
    """Why a vendor order's earnings wait, oldest reason first."""
    statement = (
        select(EarningHold)
        .where(
            col(EarningHold.vendor_order_id) == vendor_order_id,
            col(EarningHold.lifted_at).is_(None),
        )
        .order_by(col(EarningHold.id))
    )
    return (await session.exec(statement)).all()
