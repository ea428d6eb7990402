"""What payouts and reserves do to the books. Debits are positive."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.ledger.models import AccountKind, Earning, TransactionKind
from core.ledger.posting import AccountKey, Posting, post_transaction
from core.payouts.models import Payout, PayoutMethod

MAIN_BANK = "main"


async def post_payout(session: AsyncSession, payout: Payout) -> None:
    """Stamped: available, to be sent."""
    await _move(
        session, payout, TransactionKind.PAYOUT, _available(payout), _on_its_way(payout)
    )


async def post_cancel(session: AsyncSession, payout: Payout) -> None:
    await _move(
        session, payout, TransactionKind.PAYOUT_CANCEL, _on_its_way(payout), _available(payout)
    )


async def post_paid(session: AsyncSession, payout: Payout) -> None:
    """The vendor has it: what we owed is gone, and so is the money that paid it."""
    await _move(
        session, payout, TransactionKind.PAYOUT_SENT, _on_its_way(payout), paid_from(payout)
    )


async def post_return(session: AsyncSession, payout: Payout) -> None:
    """The vendor's bank sent it back: we have it again, and owe it again."""
    await _move(
        session, payout, TransactionKind.PAYOUT_RETURN, paid_from(payout), _available(payout)
    )


async def post_reserve(session: AsyncSession, taken: Earning) -> None:
    """``taken`` is the negative row of a reserve."""
    await _move_reserve(session, taken, TransactionKind.RESERVE, -taken.amount_minor)


async def post_reserve_release(session: AsyncSession, given_back: Earning) -> None:
    amount = -given_back.amount_minor
    await _move_reserve(session, given_back, TransactionKind.RESERVE_RELEASE, amount)


def paid_from(payout: Payout) -> AccountKey:
    """A provider pays out of what it holds for us; a bank file out of our own account."""
    if payout.method is PayoutMethod.SEPA:
        return AccountKind.BANK, MAIN_BANK
    return AccountKind.GATEWAY_CLEARING, payout.method.value


def _available(payout: Payout) -> AccountKey:
    return AccountKind.VENDOR_AVAILABLE, str(payout.vendor_id)


def _on_its_way(payout: Payout) -> AccountKey:
    return AccountKind.VENDOR_IN_PAYOUT, str(payout.vendor_id)


async def _move(
    session: AsyncSession,
    payout: Payout,
    kind: TransactionKind,
    debit: AccountKey,
    credit: AccountKey,
) -> None:
    postings = [Posting(debit, payout.amount), Posting(credit, -payout.amount)]
    await post_transaction(session, kind, str(payout.id), None, postings, memo=payout.number)


async def _move_reserve(
    session: AsyncSession, row: Earning, kind: TransactionKind, minor: int
) -> None:
    """``minor`` goes from available to reserve, or back when negative."""
    amount, owner = Money(minor, row.currency), str(row.vendor_id)
    about: UUID = row.vendor_order_id
    postings = [
        Posting((AccountKind.VENDOR_AVAILABLE, owner), amount, about),
        Posting((AccountKind.VENDOR_RESERVE, owner), -amount, about),
    ]
    await post_transaction(session, kind, str(row.id), None, postings)
