"""What a bank takes back is booked once, cannot be refunded as well, and ends in one way."""

import pytest

from core.kernel.money import Money
from core.ledger import queries as ledger
from core.ledger.models import AccountKind
from core.orders import queries as orders
from core.payments import queries as payments
from core.refunds.errors import RefundExceedsCapture
from core.refunds.request_refund import request_refund
from core.returns import queries
from core.returns.chargebacks import (
    BankClaim,
    bear_loss,
    close_chargeback,
    mark_evidence_sent,
    receive_chargeback,
)
from core.returns.disputes import decide_dispute, give_evidence
from core.returns.errors import BankDecides
from core.returns.statuses import ChargebackStatus, DisputeOutcome, DisputeStatus
from tests.factories.orders import a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.returns import a_delivered_order


@pytest.fixture
async def sold(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    return mug, lamp, await a_delivered_order(session, {mug: 2, lamp: 1})


async def a_claim(session, order, amount=None, reference="dp_1"):
    (payment,) = await payments.payments_of(session, order.id)
    return BankClaim(
        provider="sandbox",
        reference=reference,
        payment_id=payment.id,
        amount=Money(amount or order.total_minor, "EUR"),
        fee=Money(1500, "EUR"),
        reason="fraudulent",
    )


async def balance(session, kind):
    found = await ledger.trial_balance(session)
    return found.get((kind, "EUR"), Money.zero("EUR")).minor


async def books(session):
    return {
        kind: amount.minor
        for (kind, _), amount in (await ledger.trial_balance(session)).items()
        if amount
    }


async def test_the_money_waits_and_both_workshops_are_asked(session, sold):
    mug, _, order = sold
    clearing = await balance(session, AccountKind.GATEWAY_CLEARING)
    found = await receive_chargeback(session, await a_claim(session, order))

    parts = await queries.parts_of_chargeback(session, found.id)
    assert sorted(part.amount_minor for part in parts) == [2950, 4450]
    assert await balance(session, AccountKind.DISPUTED) == 7400
    assert await balance(session, AccountKind.PROVIDER_FEES) == 1500
    assert clearing - await balance(session, AccountKind.GATEWAY_CLEARING) == 8900
    for part in parts:
        assert len(await ledger.active_holds(session, part.vendor_order_id)) == 2
        dispute = await queries.open_dispute_of(session, part.vendor_order_id)
        assert dispute is not None
        if dispute.vendor_id == mug.vendor.id:
            await give_evidence(session, owner_of(mug.vendor), dispute.id, body="Proof")


async def test_told_three_times_it_is_booked_once(session, sold):
    _, _, order = sold
    claim = await a_claim(session, order)
    ids = {(await receive_chargeback(session, claim)).id for _ in range(3)}

    assert len(ids) == 1
    assert await balance(session, AccountKind.DISPUTED) == 7400


async def test_money_at_the_bank_cannot_be_refunded_as_well(session, sold):
    _, _, order = sold
    await receive_chargeback(session, await a_claim(session, order))
    part = (await orders.vendor_orders_of(session, order.id))[0]
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    with pytest.raises(RefundExceedsCapture):
        await request_refund(
            session, an_operator(), part.id, {line.id: 1}, reason="x", idempotency_key="k"
        )
    dispute = await queries.open_dispute_of(session, part.id)
    assert dispute is not None
    with pytest.raises(BankDecides):
        await decide_dispute(
            session, an_operator(), dispute.id, outcome=DisputeOutcome.BUYER, reason="x"
        )


async def test_a_won_one_leaves_only_its_fee(session, sold):
    _, _, order = sold
    before = await books(session)
    found = await receive_chargeback(session, await a_claim(session, order))
    await mark_evidence_sent(session, an_operator(), found.id)
    for _ in range(2):
        await close_chargeback(session, "sandbox", "dp_1", is_won=True)

    after = await books(session)
    assert after.pop(AccountKind.PROVIDER_FEES) == 1500
    assert after[AccountKind.GATEWAY_CLEARING] == before[AccountKind.GATEWAY_CLEARING] - 1500
    assert {k: v for k, v in after.items() if k is not AccountKind.GATEWAY_CLEARING} == {
        k: v for k, v in before.items() if k is not AccountKind.GATEWAY_CLEARING
    }
    (payment,) = await payments.payments_of(session, order.id)
    assert (found.status, payment.disputed_minor) == (ChargebackStatus.WON, 0)
    for part in await orders.vendor_orders_of(session, order.id):
        assert await ledger.active_holds(session, part.id) == []


async def test_a_lost_one_takes_the_workshops_net_and_the_commission(session, sold):
    mug, _, order = sold
    await receive_chargeback(session, await a_claim(session, order))
    await close_chargeback(session, "sandbox", "dp_1", is_won=False)

    balances = await ledger.vendor_balances(session, mug.vendor.id)
    assert {amount.minor for amount in balances.values()} == {0}
    assert await balance(session, AccountKind.COMMISSION) == 0
    assert await balance(session, AccountKind.DISPUTED) == 0
    assert await balance(session, AccountKind.DISPUTE_LOSS) == 0
    (payment,) = await payments.payments_of(session, order.id)
    assert payment.disputed_minor == 7400
    for part in await orders.vendor_orders_of(session, order.id):
        (dispute,) = [
            one for one in await queries.disputes_of_order(session, order.id)
            if one.vendor_order_id == part.id
        ]  # fmt: skip
        assert (dispute.status, dispute.outcome) == (
            DisputeStatus.CLOSED,
            DisputeOutcome.BUYER,
        )


async def test_where_the_workshop_did_its_part_the_market_bears_the_loss(session, sold):
    mug, _, order = sold
    before = await ledger.vendor_balances(session, mug.vendor.id)
    found = await receive_chargeback(session, await a_claim(session, order))
    await bear_loss(session, an_operator(), found.id, by_market=True)
    await close_chargeback(session, "sandbox", "dp_1", is_won=False)

    assert await ledger.vendor_balances(session, mug.vendor.id) == before
    assert await balance(session, AccountKind.DISPUTE_LOSS) == 7400


async def test_more_than_is_left_is_lost_at_once_but_never_the_workshops(session, sold):
    mug, _, order = sold
    part = next(
        p for p in await orders.vendor_orders_of(session, order.id)
        if p.vendor_id == mug.vendor.id
    )  # fmt: skip
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    await request_refund(
        session, an_operator(), part.id, {line.id: 2}, reason="x", idempotency_key="k"
    )
    found = await receive_chargeback(session, await a_claim(session, order))

    assert found.disputed_minor == 7400 - 2500
    assert await balance(session, AccountKind.DISPUTE_LOSS) == 2500
    parts = await queries.parts_of_chargeback(session, found.id)
    assert sum(row.amount_minor for row in parts) == 4900


async def test_an_unknown_one_that_ends_changes_nothing(session, sold):
    assert await close_chargeback(session, "sandbox", "dp_unknown", is_won=True) is None
