"""The books as staff read them: accounts, their entries with a running balance, transactions,
the trial balance of a day.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import NotFound
from core.kernel.pagination import Page, clamp
from core.ledger.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """Debits and credits up to a moment, both positive."""

    id: UUID
    kind: AccountKind
    owner: str
    currency: str
    debit_minor: int
    credit_minor: int

    @property
    def balance_minor(self) -> int:
        return self.debit_minor - self.credit_minor


@dataclass(frozen=True, slots=True)
class BookLine:
    """An entry, why it was made, and the balance of its account after it."""

    entry: LedgerEntry
    transaction: LedgerTransaction
    balance_minor: int


async def get_account(session: AsyncSession, account_id: UUID) -> LedgerAccount:
    account = await session.get(LedgerAccount, account_id)
    if account is None:
        raise NotFound("There is no such account.")
    return account


async def get_transaction(session: AsyncSession, transaction_id: UUID) -> LedgerTransaction:
    found = await session.get(LedgerTransaction, transaction_id)
    if found is None:
        raise NotFound("There is no such transaction.")
    return found


async def list_entries_of(
    session: AsyncSession, transaction_id: UUID
) -> Sequence[tuple[LedgerEntry, LedgerAccount]]:
    statement = (
        select(LedgerEntry, LedgerAccount)
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(LedgerEntry.transaction_id == transaction_id)
        .order_by(col(LedgerEntry.amount_minor).desc(), col(LedgerEntry.id))
    )
    return (await session.exec(statement)).all()


async def list_account_balances(
    session: AsyncSession,
    *,
    until: datetime | None = None,
    currency: str = "",
    kind: AccountKind | None = None,
) -> list[AccountBalance]:
    """Every account that ever moved until then. They sum to zero in each currency."""
    amount = col(LedgerEntry.amount_minor)
    statement = (
        select_columns(
            col(LedgerAccount.id),
            col(LedgerAccount.kind),
            col(LedgerAccount.owner),
            col(LedgerAccount.currency),
            func.coalesce(func.sum(amount).filter(amount > 0), 0),
            func.coalesce(-func.sum(amount).filter(amount < 0), 0),
        )
        .join(LedgerEntry, col(LedgerEntry.account_id) == LedgerAccount.id)
        .group_by(col(LedgerAccount.id))
        .order_by(
            col(LedgerAccount.kind), col(LedgerAccount.owner), col(LedgerAccount.currency)
        )
    )
    if until is not None:
        statement = statement.where(col(LedgerEntry.created_at) < until)
    if currency:
        statement = statement.where(col(LedgerAccount.currency) == currency)
    if kind is not None:
        statement = statement.where(col(LedgerAccount.kind) == kind)
    rows = (await session.execute(statement)).tuples().all()
    return [
        AccountBalance(id_, AccountKind(of), owner, code, int(debit), int(credit))
        for id_, of, owner, code, debit, credit in rows
    ]


async def list_book_lines(
    session: AsyncSession, account_id: UUID, *, page: int = 1, size: int = 50
) -> Page[BookLine]:
    """Newest first, each with the balance after it."""
    number, size = clamp(page, size)
    total = (
        await session.exec(
            select(func.count())
            .select_from(LedgerEntry)
            .where(LedgerEntry.account_id == account_id)
        )
    ).one()
    running = func.sum(col(LedgerEntry.amount_minor)).over(
        order_by=(col(LedgerEntry.created_at), col(LedgerEntry.id))
    )
    statement = (
        select_columns(LedgerEntry, LedgerTransaction, running)
        .join(LedgerTransaction, col(LedgerTransaction.id) == LedgerEntry.transaction_id)
        .where(col(LedgerEntry.account_id) == account_id)
        .order_by(col(LedgerEntry.created_at).desc(), col(LedgerEntry.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    rows = (await session.execute(statement)).tuples().all()
    lines = [BookLine(entry, made, int(balance)) for entry, made, balance in rows]
    return Page(lines, total, number, size)


async def list_transactions(
    session: AsyncSession,
    *,
    kind: TransactionKind | None = None,
    search: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[tuple[LedgerTransaction, int, str]]:
    """Newest first, with what moved and its currency; ``search`` is in reference or memo."""
    number, size = clamp(page, size)
    where = []
    if kind is not None:
        where.append(col(LedgerTransaction.kind) == kind)
    if words := search.strip():
        where.append(
            col(LedgerTransaction.reference).icontains(words, autoescape=True)
            | col(LedgerTransaction.memo).icontains(words, autoescape=True)
        )
    total = (
        await session.exec(select(func.count()).select_from(LedgerTransaction).where(*where))
    ).one()
    shown = (
        select(LedgerTransaction.id)
        .where(*where)
        .order_by(col(LedgerTransaction.created_at).desc(), col(LedgerTransaction.id).desc())
        .limit(size)
        .offset((number - 1) * size)
    )
    amount = col(LedgerEntry.amount_minor)
    statement = (
        select_columns(
            LedgerTransaction,
            func.sum(amount).filter(amount > 0),
            func.min(col(LedgerEntry.currency)),
        )
        .join(LedgerEntry, col(LedgerEntry.transaction_id) == LedgerTransaction.id)
        .where(col(LedgerTransaction.id).in_(shown))
        .group_by(col(LedgerTransaction.id))
        .order_by(col(LedgerTransaction.created_at).desc(), col(LedgerTransaction.id).desc())
    )
    rows = (await session.execute(statement)).tuples().all()
    return Page([(made, int(moved), code) for made, moved, code in rows], total, number, size)


async def walk_entries(
    session: AsyncSession, since: datetime, until: datetime
) -> AsyncIterator[tuple[LedgerEntry, LedgerTransaction, LedgerAccount]]:
    """Every entry of a time, oldest first, streamed."""
    statement = (
        select(LedgerEntry, LedgerTransaction, LedgerAccount)
        .join(LedgerTransaction, col(LedgerTransaction.id) == LedgerEntry.transaction_id)
        .join(LedgerAccount, col(LedgerAccount.id) == LedgerEntry.account_id)
        .where(col(LedgerEntry.created_at) >= since, col(LedgerEntry.created_at) < until)
        .order_by(col(LedgerEntry.created_at), col(LedgerEntry.id))
        .execution_options(yield_per=1000)
    )
    async for row in await session.stream(statement):
        yield row._tuple()  # noqa: SLF001  SQLAlchemy's way to a typed row
