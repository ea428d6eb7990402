"""The books for staff: whoever else asks is refused."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.pagination import Page
from core.kernel.principal import Principal
from core.kernel.tabular import csv_line
from core.ledger import book_queries as queries
from core.ledger.book_queries import AccountBalance, BookLine
from core.ledger.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)

LEDGER_COLUMNS = ("time", "transaction", "kind", "reference", "memo", "order_id", "account",
                  "owner", "currency", "debit", "credit")  # fmt: skip
TRIAL_COLUMNS = ("account", "owner", "currency", "debit", "credit", "balance")


async def trial_balance_of(
    session: AsyncSession, staff: Principal, on: date | None = None, *, currency: str = ""
) -> list[AccountBalance]:
    """At the end of a day (UTC), or now."""
    staff.require_staff()
    return await queries.list_account_balances(
        session, until=_after(on) if on else None, currency=currency
    )


async def accounts(
    session: AsyncSession, staff: Principal, *, kind: AccountKind | None = None
) -> list[AccountBalance]:
    staff.require_staff()
    return await queries.list_account_balances(session, kind=kind)


async def account_lines(
    session: AsyncSession, staff: Principal, account_id: UUID, *, page: int, size: int
) -> tuple[LedgerAccount, Page[BookLine]]:
    staff.require_staff()
    account = await queries.get_account(session, account_id)
    lines = await queries.list_book_lines(session, account.id, page=page, size=size)
    return account, lines


async def transactions(
    session: AsyncSession,
    staff: Principal,
    *,
    kind: TransactionKind | None,
    search: str,
    page: int,
    size: int,
) -> Page[tuple[LedgerTransaction, int, str]]:
    staff.require_staff()
    return await queries.list_transactions(
        session, kind=kind, search=search, page=page, size=size
    )


async def transaction_entries(
    session: AsyncSession, staff: Principal, transaction_id: UUID
) -> tuple[LedgerTransaction, list[tuple[LedgerEntry, LedgerAccount]]]:
    staff.require_staff()
    found = await queries.get_transaction(session, transaction_id)
    return found, list(await queries.list_entries_of(session, found.id))


async def ledger_csv(
    session: AsyncSession, staff: Principal, first: date, last: date
) -> AsyncIterator[str]:
    """Every entry of the days from ``first`` to ``last``."""
    staff.require_staff()
    yield csv_line(LEDGER_COLUMNS)
    async for entry, made, account in queries.walk_entries(
        session, _start(first), _after(last)
    ):
        amount = Money(abs(entry.amount_minor), entry.currency).decimal
        yield csv_line(
            (
                entry.created_at.isoformat(), str(made.id), made.kind.value, made.reference,
                made.memo, str(made.order_id or ""), account.kind.value, account.owner,
                entry.currency,
                amount if entry.amount_minor > 0 else "",
                amount if entry.amount_minor < 0 else "",
            )
        )  # fmt: skip


async def trial_balance_csv(
    session: AsyncSession, staff: Principal, on: date
) -> AsyncIterator[str]:
    rows = await trial_balance_of(session, staff, on)
    yield csv_line(TRIAL_COLUMNS)
    for row in rows:
        amounts = (row.debit_minor, row.credit_minor, row.balance_minor)
        yield csv_line(
            (row.kind.value, row.owner, row.currency,
             *(Money(minor, row.currency).decimal for minor in amounts))
        )  # fmt: skip


def _start(on: date) -> datetime:
    return datetime.combine(on, time.min, UTC)


def _after(on: date) -> datetime:
    return _start(on + timedelta(days=1))
