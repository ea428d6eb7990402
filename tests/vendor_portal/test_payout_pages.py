"""What a workshop sees of its money, and what it may change."""

import pytest

from core.kernel.principal import VendorRole
from core.ledger.holds import place_hold
from core.payouts import queries
from core.payouts.models import PayoutSchedule
from tests.factories.payouts import (
    IBAN,
    a_paid_payout,
    a_paid_workshop,
    a_released_sale,
    a_sale,
)
from vendor_portal.pages.earnings.state import EarningsState
from vendor_portal.pages.payout.state import PayoutState
from vendor_portal.pages.payout_settings.state import PayoutSettingsState
from vendor_portal.pages.payouts.state import PayoutsState


@pytest.fixture
async def paid(session):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_paid_payout(session, piece)
    await a_sale(session, piece)
    _, held = await a_released_sale(session, piece)
    await place_hold(session, held.id, cause="check:1", reason="The buyer disputes it")
    return piece, payout


async def test_the_parts_of_the_balance_and_the_payouts_so_far(paid, desk):
    piece, payout = paid

    tab = await desk(piece.vendor, PayoutsState, "/payouts", role=VendorRole.FINANCE)

    assert tab.status == "ready"
    assert [(tile.label, tile.value) for tile in tab.tiles] == [
        ("Available in EUR", "€92.50"),
        ("Pending in EUR", "€92.50"),
    ]
    assert [(row.number, row.amount, row.word) for row in tab.rows] == [
        (payout.number, "€92.50", "Paid")
    ]
    assert tab.upcoming.account == "Bank transfer, ends in 3000"
    assert tab.upcoming.obstacle == ""


async def test_a_payout_shows_the_lines_that_it_is_made_of(paid, desk):
    piece, payout = paid

    tab = await desk(piece.vendor, PayoutState, f"/payouts/{payout.number}",
                     number=payout.number)  # fmt: skip

    (line,) = tab.lines
    assert (line.gross, line.commission, line.net) == ("+€104.50", "−€12.00", "+€92.50")
    assert line.rule == "Standard"
    assert (tab.sums.amount, tab.sums.closing) == ("€92.50", "€0.00")
    assert [step.word for step in tab.steps][-1] == "Paid"


async def test_another_workshops_payout_is_not_there(paid, desk, session):
    _, payout = paid
    other = await a_paid_workshop(session)

    tab = await desk(other.vendor, PayoutState, f"/payouts/{payout.number}",
                     number=payout.number)  # fmt: skip

    assert tab.status == "missing"
    assert tab.lines == []


async def test_every_amount_says_what_it_waits_for(paid, desk):
    piece, payout = paid

    tab = await desk(piece.vendor, EarningsState, "/payouts/earnings")

    assert [(row.word, row.why) for row in tab.rows] == [
        ("On hold", "The buyer disputes it"),
        ("Pending", "Available two weeks after everything was delivered."),
        ("Paid", payout.number),
    ]
    paid_out = await desk(piece.vendor, EarningsState, "/payouts/earnings?view=paid")
    assert [row.word for row in paid_out.rows] == ["Paid"]


async def test_the_account_is_typed_anew_and_shown_by_its_end(paid, desk, session):
    piece, _ = paid
    tab = await desk(piece.vendor, PayoutSettingsState, "/settings/payouts")
    assert tab.account.endswith("ends in 3000")
    assert IBAN not in str(tab.dict())

    form = {"method": "sandbox", "holder": "Elm Ltd", "destination": "NL91 ABNA 0417 1643 01"}
    async for _ in tab.save_account(form):
        pass
    assert tab.refusal == "This IBAN has a typing error."
    async for _ in tab.save_account(form | {"destination": "NL91 ABNA 0417 1643 00"}):
        pass

    assert (tab.refusal, tab.account_errors) == ("", {})
    assert tab.account.endswith("ends in 4300")
    assert tab.rests_until


async def test_a_workshop_sets_its_pay_day(paid, desk, session):
    piece, _ = paid
    tab = await desk(piece.vendor, PayoutSettingsState, "/settings/payouts")

    form = {"schedule": "monthly", "month_day": "15", "minimum": "100"}
    async for _ in tab.save_plan(form):
        pass

    plan = await queries.find_plan(session, piece.vendor.id)
    await session.refresh(plan)
    assert (plan.schedule, plan.on_day, plan.minimum_minor) == (
        PayoutSchedule.MONTHLY, 15, 10_000,
    )  # fmt: skip


async def test_who_does_not_count_the_money_does_not_see_it(paid, desk):
    piece, _ = paid

    for state, path in ((PayoutsState, "/payouts"), (PayoutSettingsState, "/settings/payouts")):
        tab = await desk(piece.vendor, state, path, role=VendorRole.ORDERS)
        assert tab.status == "refused"
