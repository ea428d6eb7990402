"""The one way into the books: a transaction of entries that sum to zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.ids import new_id
from core.kernel.money import Money
from core.ledger.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)

AccountKey = tuple[AccountKind, str]


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be made. ``amount`` debits the account when positive, credits it
    otherwise.
    """

    account: AccountKey
    amount: Money
    vendor_order_id: UUID | None = None


async def post_transaction(
    session: AsyncSession,
    kind: TransactionKind,
    reference: str,
    order_id: UUID | None,
    postings: Sequence[Posting],
    *,
    memo: str = "",
) -> None:
    """Book what happened. Entries of nothing are left out, a transaction of none is not made.

    (kind, reference) is unique: booking the same fact again fails the caller's transaction.
    """
    made = [posting for posting in postings if posting.amount]
    if not made:
        return
    accounts = await _accounts(session, {(*p.account, p.amount.currency) for p in made})
    transaction = LedgerTransaction(
        kind=kind, reference=reference, order_id=order_id, memo=memo
    )
    session.add(transaction)
    await session.flush()
    session.add_all(
        LedgerEntry(
            transaction_id=transaction.id,
            account_id=accounts[*posting.account, posting.amount.currency],
            currency=posting.amount.currency,
            amount_minor=posting.amount.minor,
            vendor_order_id=posting.vendor_order_id,
        )
        for posting in made
    )


async def _accounts(
    session: AsyncSession, keys: set[tuple[AccountKind, str, str]]
) -> dict[tuple[AccountKind, str, str], UUID]:
    """Account ids; missing accounts are opened, also when two sales open the same one at
    once.
    """
    found = await _find_accounts(session, keys)
    missing = sorted(keys - found.keys())
    if missing:
        rows = [
            {"id": new_id(), "kind": kind, "owner": owner, "currency": currency}
            for kind, owner, currency in missing
        ]
        await session.exec(insert(LedgerAccount).values(rows).on_conflict_do_nothing())
        found = await _find_accounts(session, keys)
    return found


async def _find_accounts(
    session: AsyncSession, keys: set[tuple[AccountKind, str, str]]
) -> dict[tuple[AccountKind, str, str], UUID]:
    statement = select(
        LedgerAccount.kind, LedgerAccount.owner, LedgerAccount.currency, LedgerAccount.id
    ).where(
        tuple_(
            col(LedgerAccount.kind), col(LedgerAccount.owner), col(LedgerAccount.currency)
        ).in_(keys)
    )
    rows = (await session.exec(statement)).all()
    return {(AccountKind(kind), owner, currency): id_ for kind, owner, currency, id_ in rows}
