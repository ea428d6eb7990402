"""A statement sums to its payout; the books leave as files that no spreadsheet runs."""

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.kernel.errors import Forbidden
from core.kernel.principal import VendorRole
from core.kernel.tabular import csv_line
from core.ledger.books import ledger_csv, trial_balance_csv
from core.payouts.errors import NoSuchPayout
from core.payouts.statement import statement, statement_csv, statement_pdf
from tests.factories.payouts import (
    a_paid_payout,
    a_paid_workshop,
    a_released_sale,
    a_whole_refund,
    a_workshop_with_a_payout,
)
from tests.factories.principals import an_operator, owner_of


async def rows_of(lines):
    return list(csv.reader(io.StringIO("".join([line async for line in lines]))))


async def test_the_lines_sum_to_the_payout(session):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece, units=3)
    order, part = await a_released_sale(session, piece)
    await a_whole_refund(session, order, part)
    payout = await a_paid_payout(session, piece)

    made = await statement(session, owner_of(piece.vendor), payout.number)
    rows = list(csv.DictReader(io.StringIO(
        await statement_csv(session, an_operator(), payout.number)
    )))  # fmt: skip
    pdf = await statement_pdf(session, an_operator(), payout.number)

    assert [line.what for line in made.lines] == ["Sale", "Sale", "Refund"]
    assert made.sum_of("net") == payout.amount
    assert made.opening - payout.amount == made.closing
    assert sum(Decimal(row["Net"]) for row in rows) == payout.amount.decimal
    for row in rows:
        parts = ("Goods and delivery", "Commission", "Discounts and taxes")
        assert sum(Decimal(row[name]) for name in parts) == Decimal(row["Net"])
    assert pdf.startswith(b"%PDF")


async def test_a_statement_is_for_its_own_workshop(session):
    payout = await a_workshop_with_a_payout(session)
    other = await a_paid_workshop(session)

    with pytest.raises(NoSuchPayout):
        await statement(session, owner_of(other.vendor), payout.number)
    with pytest.raises(Forbidden):
        await statement(session, owner_of(other.vendor, VendorRole.CATALOG), payout.number)


async def test_the_books_leave_as_files_that_add_up(session):
    await a_workshop_with_a_payout(session)
    today = datetime.now(UTC).date()

    head, *entries = await rows_of(ledger_csv(session, an_operator(), today, today))
    debit, credit = head.index("debit"), head.index("credit")
    assert sum(Decimal(row[debit] or 0) for row in entries) == sum(
        Decimal(row[credit] or 0) for row in entries
    )
    _, *balances = await rows_of(trial_balance_csv(session, an_operator(), today))

    assert sum(Decimal(row[-1]) for row in balances) == 0
    with pytest.raises(Forbidden):
        await rows_of(trial_balance_csv(session, owner_of(await _vendor(session)), today))


async def _vendor(session):
    return (await a_paid_workshop(session)).vendor


def test_what_a_spreadsheet_would_run_stays_text():
    assert csv_line(("=1+1", "@x", Decimal("-3.50"), "plain")) == "'=1+1,'@x,-3.50,plain\r\n"
