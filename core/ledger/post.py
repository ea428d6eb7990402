"""Posting: every movement of money, booked as it happens. Debits are positive."""

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
    Earning,
    EarningStatus,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)
from core.ledger.queries import lock_earning

AccountKey = tuple[AccountKind, str]


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry to be made. ``amount`` debits the account when positive, credits it
    otherwise.
    """

    account: AccountKey
    amount: Money
    vendor_order_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SalePart:
    """A vendor order's share of a captured payment; the commission is part of ``total``."""

    vendor_id: UUID
    vendor_order_id: UUID
    total: Money
    commission: Money


def clearing(provider: str) -> AccountKey:
    return AccountKind.GATEWAY_CLEARING, provider


async def post_sale(
    session: AsyncSession,
    *,
    order_id: UUID,
    payment_id: UUID,
    provider: str,
    parts: Sequence[SalePart],
) -> None:
    """A captured payment: the gateway owes us, we owe the vendors, the commission is ours."""
    postings: list[Posting] = []
    for part in parts:
        vendor = (AccountKind.VENDOR_PENDING, str(part.vendor_id))
        net = part.total - part.commission
        postings += [
            Posting(clearing(provider), part.total, part.vendor_order_id),
            Posting(vendor, -net, part.vendor_order_id),
            Posting((AccountKind.COMMISSION, ""), -part.commission, part.vendor_order_id),
        ]
        session.add(
            Earning(
                vendor_id=part.vendor_id,
                vendor_order_id=part.vendor_order_id,
                currency=net.currency,
                amount_minor=net.minor,
            )
        )
    await _post(session, TransactionKind.SALE, str(payment_id), order_id, postings)


async def post_refund(
    session: AsyncSession,
    *,
    order_id: UUID,
    refund_id: UUID,
    vendor_id: UUID,
    vendor_order_id: UUID,
    provider: str,
    amount: Money,
    commission: Money,
) -> None:
    """A refund that went through: the vendor gives back its net, the market its commission.

    Taken from the available balance when the sale's earning was already released.
    """
    earning = await lock_earning(session, vendor_order_id)
    status = earning.status if earning else EarningStatus.PENDING
    kind = (
        AccountKind.VENDOR_AVAILABLE
        if status is EarningStatus.AVAILABLE
        else AccountKind.VENDOR_PENDING
    )
    net = amount - commission
    session.add(
        Earning(
            vendor_id=vendor_id,
            vendor_order_id=vendor_order_id,
            refund_id=refund_id,
            currency=net.currency,
            amount_minor=-net.minor,
            status=status,
            available_at=earning.available_at if earning else None,
        )
    )
    postings = [
        Posting((kind, str(vendor_id)), net, vendor_order_id),
        Posting((AccountKind.COMMISSION, ""), commission, vendor_order_id),
        Posting(clearing(provider), -amount, vendor_order_id),
    ]
    await _post(session, TransactionKind.REFUND, str(refund_id), order_id, postings)


async def post_suspense(
    session: AsyncSession, *, order_id: UUID, payment_id: UUID, provider: str, amount: Money
) -> None:
    """Money that came without an order to pay for: it is the buyer's until it is sent back."""
    postings = [
        Posting(clearing(provider), amount),
        Posting((AccountKind.BUYER_SUSPENSE, ""), -amount),
    ]
    await _post(session, TransactionKind.SUSPENSE, str(payment_id), order_id, postings)


async def post_suspense_refund(
    session: AsyncSession, *, order_id: UUID, payment_id: UUID, provider: str, amount: Money
) -> None:
    postings = [
        Posting((AccountKind.BUYER_SUSPENSE, ""), amount),
        Posting(clearing(provider), -amount),
    ]
    await _post(session, TransactionKind.SUSPENSE_REFUND, str(payment_id), order_id, postings)


async def post_release(session: AsyncSession, earning: Earning) -> None:
    """The window is over: what was pending may be paid out. ``earning`` is locked and
    pending.
    """
    amount = Money(earning.amount_minor, earning.currency)
    owner = str(earning.vendor_id)
    earning.status = EarningStatus.AVAILABLE
    postings = [
        Posting((AccountKind.VENDOR_PENDING, owner), amount, earning.vendor_order_id),
        Posting((AccountKind.VENDOR_AVAILABLE, owner), -amount, earning.vendor_order_id),
    ]
    await _post(session, TransactionKind.RELEASE, str(earning.id), None, postings)


async def _post(
    session: AsyncSession,
    kind: TransactionKind,
    reference: str,
    order_id: UUID | None,
    postings: Sequence[Posting],
) -> None:
    """(kind, reference) is unique: booking the same fact again fails the caller's
    transaction.
    """
    made = [posting for posting in postings if posting.amount]
    if not made:
        return
    accounts = await _accounts(session, {(*p.account, p.amount.currency) for p in made})
    transaction = LedgerTransaction(kind=kind, reference=reference, order_id=order_id)
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
