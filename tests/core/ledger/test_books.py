"""The database itself keeps the books honest, whoever writes to them."""

import pytest
from psycopg.errors import CheckViolation, RestrictViolation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.db.session import transaction
from core.ledger.models import (
    AccountKind,
    LedgerAccount,
    LedgerEntry,
    LedgerTransaction,
    TransactionKind,
)
from tests.factories.orders import a_paid_order, a_shelf

pytestmark = pytest.mark.usefixtures("clean_database")


async def write(*amounts, currencies=None):
    """A transaction with one entry of each amount, written past every service."""
    async with transaction() as session:
        account = LedgerAccount(kind=AccountKind.COMMISSION, owner="", currency="EUR")
        booked = LedgerTransaction(kind=TransactionKind.SALE, reference="raw")
        session.add_all([account, booked])
        await session.flush()
        session.add_all(
            LedgerEntry(
                transaction_id=booked.id,
                account_id=account.id,
                currency=currency,
                amount_minor=amount,
            )
            for amount, currency in zip(
                amounts, currencies or ["EUR"] * len(amounts), strict=True
            )
        )


@pytest.mark.bends_rows
async def test_entries_that_balance_are_kept():
    await write(100, -60, -40)

    async with transaction() as session:
        assert len((await session.exec(select(LedgerEntry))).all()) == 3


@pytest.mark.parametrize("amounts", [(100,), (100, -99), (1, 1)])
async def test_entries_that_do_not_balance_are_refused_at_commit(amounts):
    with pytest.raises(DBAPIError) as refused:
        await write(*amounts)

    assert isinstance(refused.value.orig, CheckViolation)
    async with transaction() as session:
        assert (await session.exec(select(LedgerTransaction))).all() == []


async def test_each_currency_balances_by_itself():
    with pytest.raises(DBAPIError, match="does not balance"):
        await write(100, -100, currencies=["EUR", "USD"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entries SET amount_minor = amount_minor * 2",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_transactions SET memo = 'other'",
        "DELETE FROM stock_movements",
        "UPDATE order_events SET message = ''",
        "DELETE FROM payment_events",
        "DELETE FROM audit_entries",
        "UPDATE price_changes SET amount_minor = 0",
    ],
)
async def test_what_was_written_stays_written(statement):
    async with transaction() as session:
        await a_paid_order(session, await a_shelf(session))

    with pytest.raises(DBAPIError) as refused:
        async with transaction() as session:
            await session.execute(text(statement))

    assert isinstance(refused.value.orig, RestrictViolation)


async def test_the_same_sale_is_not_booked_twice():
    async with transaction() as session:
        await a_paid_order(session, await a_shelf(session))
        sale = (await session.exec(select(LedgerTransaction))).one()

    async with transaction() as session:
        again = LedgerTransaction(kind=sale.kind, reference=sale.reference)
        session.add(again)
        with pytest.raises(DBAPIError, match="uq_ledger_transactions_kind_reference"):
            await session.flush()
        await session.rollback()

    async with transaction() as session:
        kinds = await session.exec(select(col(LedgerTransaction.kind)))
        assert kinds.all() == [TransactionKind.SALE]
