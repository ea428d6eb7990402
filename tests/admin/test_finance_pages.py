"""Finance as operators see and decide it."""

import pytest

from admin.pages.finance_balances.state import BalancesState
from admin.pages.finance_commission_rules.state import CommissionRulesState
from admin.pages.finance_ledger.state import LedgerState
from admin.pages.finance_ledger_account.state import LedgerAccountState
from admin.pages.finance_ledger_transaction.state import LedgerTransactionState
from admin.pages.finance_payout.state import PayoutState
from admin.pages.finance_payouts.state import PayoutsState
from admin.pages.finance_trial_balance.state import TrialBalanceState
from core.kernel.principal import SYSTEM
from core.payouts.create_payout import create_payout
from core.payouts.models import PayoutStatus
from core.settings import settings
from core.vendors.commission_queries import list_rules
from tests.factories.payouts import (
    a_paid_workshop,
    a_released_sale,
    a_workshop_with_a_payout,
)


async def press(handler, *args, **sent):
    async for _ in handler(*args, **sent):
        pass


@pytest.fixture
async def draft(session, monkeypatch):
    monkeypatch.setattr(settings(), "payout_approval_above_minor", 0)
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await create_payout(session, SYSTEM, piece.vendor.id, "EUR")
    await session.flush()
    return piece, payout


async def test_payouts_to_approve_are_found_and_approved(draft, desk, session):
    _, payout = draft
    listed = await desk(PayoutsState, "/finance/payouts?status=draft")
    assert [row.number for row in listed.rows] == [payout.number]

    tab = await desk(PayoutState, f"/finance/payouts/{payout.number}", number=payout.number)
    assert (tab.facts.can_approve, tab.facts.can_retry) == (True, False)
    assert [line.net for line in tab.lines] == ["+€92.50"]
    await press(tab.approve)

    assert (tab.refusal, tab.payout.status.word) == ("", "Approved")
    await session.refresh(payout)
    assert payout.status is PayoutStatus.APPROVED


async def test_canceling_needs_a_reason_and_restores_the_balance(draft, desk):
    piece, payout = draft
    tab = await desk(PayoutState, f"/finance/payouts/{payout.number}", number=payout.number)

    await press(tab.cancel, {"reason": " "})
    assert tab.refusal == "Say in a few words why."
    await press(tab.cancel, {"reason": "The account is wrong"})

    balances = await desk(BalancesState, "/finance/balances")
    (row,) = [row for row in balances.rows if row.vendor == piece.vendor.name]
    assert (row.available, row.in_payout) == ("€92.50", "€0.00")
    assert row.can_pay


async def test_an_operator_pays_out_and_may_not_approve_it(session, desk, monkeypatch):
    monkeypatch.setattr(settings(), "payout_approval_above_minor", 0)
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    tab = await desk(BalancesState, "/finance/balances")
    await tab.ask(str(piece.vendor.id), "EUR")
    await press(tab.pay_out)

    assert tab.refusal == ""
    assert tab.done.endswith("A colleague has to approve it.")


async def test_from_the_ledger_to_the_account_to_the_transaction_to_the_order(session, desk):
    await a_workshop_with_a_payout(session)
    ledger = await desk(LedgerState, "/finance/ledger?kind=sale")
    assert {row.kind for row in ledger.rows} == {"Sale"}
    pending = next(row for row in ledger.accounts if row.name == "Commission")

    account = await desk(
        LedgerAccountState, pending.href, account_id=pending.href.rpartition("/")[2]
    )
    assert account.rows[0].balance == pending.balance == "−€12.00"
    href = account.rows[0].href
    made = await desk(LedgerTransactionState, href, transaction_id=href.rpartition("/")[2])

    assert made.kind == "Sale"
    assert made.order.startswith("EM-")
    assert {row.debit for row in made.rows} == {"", "€104.50"}


async def test_the_trial_balance_of_a_day(session, desk):
    await a_workshop_with_a_payout(session)

    tab = await desk(TrialBalanceState, "/finance/trial-balance")
    (euros,) = tab.tables
    assert euros.debit == euros.credit
    assert any(row.account == "Commission" for row in euros.rows)

    before = await desk(TrialBalanceState, "/finance/trial-balance?on=2020-01-01")
    assert (before.tables, before.on) == ([], "2020-01-01")


async def test_rules_are_added_ordered_tested_and_switched_off(session, desk):
    piece = await a_paid_workshop(session)
    vendor = str(piece.vendor.id)
    tab = await desk(CommissionRulesState, "/finance/commissions")
    await tab.edit("")
    await press(tab.save, {"name": "Everybody", "rate": "10", "fixed": "0,25"})
    assert (tab.errors, tab.refusal) == ({}, "")
    await tab.edit("")
    await press(tab.save, {"name": "Friends", "rate": "5", "vendor_id": vendor})
    assert [(row.name, row.applies) for row in tab.rows] == [
        ("Everybody", "in EUR"), ("Friends", piece.vendor.name),
    ]  # fmt: skip

    trial = {"vendor_id": vendor, "price": "100", "quantity": "2", "currency": "EUR"}
    await press(tab.test, trial)
    assert (tab.trial.rule, tab.trial.commission) == ("Everybody", "€20.50")
    await press(tab.move, tab.rows[1].id, up=True)
    await press(tab.test, trial)
    assert (tab.trial.rule, tab.trial.commission) == ("Friends", "€10.00")
    await press(tab.switch, tab.rows[0].id, on=False)
    await press(tab.test, trial)

    assert tab.trial.rule == "Everybody"
    assert [(one.name, one.why) for one in tab.trial.passed_over] == [
        ("Friends", "It is switched off.")
    ]
    assert [rule.position for rule in await list_rules(session)] == [1, 2]


async def test_a_rule_that_makes_no_sense_is_refused(desk):
    tab = await desk(CommissionRulesState, "/finance/commissions")
    await tab.edit("")

    await press(tab.save, {"name": "Odd", "rate": "5", "minimum": "9", "maximum": "3"})

    assert tab.refusal == "The most is below the least."
    assert tab.rows == []
