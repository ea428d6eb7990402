"""A payout from the stamp to the vendor's bank, and every way in which it does not get
there.
"""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import SYSTEM
from core.ledger.holds import place_hold
from core.ledger.models import Earning, EarningStatus
from core.payments.providers.base import OutcomeUnknown
from core.payments.providers.payouts import PayoutOutcome
from core.payouts import queries
from core.payouts.create_payout import create_payout
from core.payouts.decide_payout import approve_payout, cancel_payout, retry_payout
from core.payouts.errors import NotPayable, OwnPayout
from core.payouts.models import Payout, PayoutEvent, PayoutStatus
from core.payouts.payout_account import NewAccount, pause_payouts, save_account
from core.payouts.send_payout import poll_payout, send_payout
from core.reporting.proofs import prove
from core.settings import settings
from core.vendors.models import VendorStatus
from tests.factories.payouts import (
    IBAN,
    a_paid_workshop,
    a_released_sale,
    a_sale,
    a_whole_refund,
    owed,
)
from tests.factories.principals import an_operator, owner_of

NET = 10_000 - 1200 + 450  # the piece without 12 % of it, and its delivery


async def a_payout(session, piece, caller=SYSTEM) -> Payout:
    return await create_payout(session, caller, piece.vendor.id, "EUR")


async def reloaded(session, payout) -> Payout:
    await session.refresh(payout)
    return payout


async def status_of_earnings(session, piece):
    statement = select(Earning.status).where(Earning.vendor_id == piece.vendor.id)
    return set(await session.exec(statement))


async def test_what_is_available_is_stamped_sent_and_paid(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    await a_sale(session, piece)

    payout = await a_payout(session, piece)
    assert (payout.status, payout.amount_minor) == (PayoutStatus.APPROVED, NET)
    assert (payout.opening_minor, payout.closing_minor) == (NET, 0)
    assert await owed(session, piece.vendor.id) == {"pending": NET, "in_payout": NET}
    await session.flush()
    await send_payout(payout.id)

    assert (await reloaded(session, payout)).status is PayoutStatus.PAID
    assert await owed(session, piece.vendor.id) == {"pending": NET}
    assert teller.calls[0].destination == IBAN
    assert teller.calls[0].key == payout.provider_key == f"{payout.id}:payout:1"
    history = select(PayoutEvent.to_status).where(PayoutEvent.payout_id == payout.id)
    assert set(await session.exec(history)) == {
        "draft", "approved", "processing", "in_transit", "paid",
    }  # fmt: skip
    await prove(session)


async def test_sending_twice_pays_once(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()

    await send_payout(payout.id)
    await send_payout(payout.id)

    assert (len(teller.calls), teller.total) == (1, NET)


async def test_a_lost_answer_is_asked_for_again_with_the_same_key(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()

    def lose():
        teller.after = lambda: None
        raise OutcomeUnknown("Nothing came back.")

    teller.after = lose
    with pytest.raises(OutcomeUnknown):
        await send_payout(payout.id)
    assert (await reloaded(session, payout)).status is PayoutStatus.PROCESSING
    with pytest.raises(IllegalMove):
        await cancel_payout(session, an_operator(), payout.id, reason="Too slow")
    await send_payout(payout.id)

    assert (await reloaded(session, payout)).status is PayoutStatus.PAID
    assert len({call.key for call in teller.calls}) == 1
    assert teller.total == NET


async def test_a_definite_no_is_tried_again_as_the_same_payout(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()
    teller.outcome = PayoutOutcome.FAILED
    await send_payout(payout.id)
    assert (await reloaded(session, payout)).status is PayoutStatus.FAILED
    assert payout.failure == "account_closed"
    assert await owed(session, piece.vendor.id) == {"in_payout": NET}

    teller.outcome = PayoutOutcome.PAID
    await retry_payout(session, an_operator(), payout.id)
    await session.flush()
    await send_payout(payout.id)

    assert (await reloaded(session, payout)).status is PayoutStatus.PAID
    assert [call.key for call in teller.calls] == [
        f"{payout.id}:payout:1", f"{payout.id}:payout:2",
    ]  # fmt: skip
    assert {call.reference for call in teller.calls} == {payout.number}


async def test_what_the_bank_sends_back_is_available_again_and_paid_next_time(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()
    await send_payout(payout.id)
    await reloaded(session, payout)
    teller.tell(payout.provider_reference, PayoutOutcome.RETURNED)

    await poll_payout(payout.id)
    await poll_payout(payout.id)

    assert (await reloaded(session, payout)).status is PayoutStatus.RETURNED
    assert await owed(session, piece.vendor.id) == {"available": NET}
    again = await a_payout(session, piece)
    assert (again.id != payout.id, again.amount_minor) == (True, NET)
    await prove(session)


async def test_a_canceled_payout_gives_its_earnings_free(session, teller):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)

    await cancel_payout(session, an_operator(), payout.id, reason="Wrong account")
    await session.flush()
    await send_payout(payout.id)

    assert teller.calls == []
    assert await owed(session, piece.vendor.id) == {"available": NET}
    assert await status_of_earnings(session, piece) == {EarningStatus.AVAILABLE}
    assert (await a_payout(session, piece)).amount_minor == NET
    await prove(session)


async def test_over_the_limit_somebody_else_approves(session, monkeypatch):
    monkeypatch.setattr(settings(), "payout_approval_above_minor", NET - 1)
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    maker, colleague = an_operator(), an_operator()

    payout = await a_payout(session, piece, maker)
    assert payout.status is PayoutStatus.DRAFT
    with pytest.raises(OwnPayout):
        await approve_payout(session, maker, payout.id)
    with pytest.raises(Forbidden):
        await approve_payout(session, owner_of(piece.vendor), payout.id)
    await approve_payout(session, colleague, payout.id)

    assert (payout.status, payout.approved_by) == (PayoutStatus.APPROVED, colleague.actor)


async def test_the_database_refuses_one_pair_of_eyes(session, monkeypatch):
    monkeypatch.setattr(settings(), "payout_approval_above_minor", 1)
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()

    with pytest.raises(DBAPIError, match="four_eyes"):
        await session.execute(text("UPDATE payouts SET approved_by = made_by"))
    assert payout.needs_approval


async def test_a_refund_after_the_payout_is_netted_with_what_comes_next(session, teller):
    piece = await a_paid_workshop(session)
    order, part = await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await session.flush()
    await send_payout(payout.id)
    await a_whole_refund(session, order, part)

    assert await owed(session, piece.vendor.id) == {"available": -NET}
    with pytest.raises(NotPayable):
        await a_payout(session, piece)
    await a_released_sale(session, piece, units=3)
    second = await a_payout(session, piece)

    assert second.amount_minor == (30_000 - 3600 + 450) - NET
    assert (second.opening_minor, second.closing_minor) == (second.amount_minor, 0)
    paid = select(Earning.status, Earning.amount_minor).where(
        Earning.vendor_id == piece.vendor.id, col(Earning.refund_id).is_not(None)
    )
    assert list(await session.exec(paid)) == [(EarningStatus.IN_PAYOUT, -NET)]


async def test_held_amounts_stay_and_negative_ones_always_count(session):
    piece = await a_paid_workshop(session)
    _, kept = await a_released_sale(session, piece, units=2)
    await a_released_sale(session, piece, units=3)
    order, part = await a_released_sale(session, piece)
    await a_whole_refund(session, order, part)
    await place_hold(session, kept.id, cause="check:1", reason="Disputed")
    await place_hold(session, part.id, cause="check:2", reason="Disputed")

    payout = await a_payout(session, piece)

    assert payout.amount_minor == (30_000 - 3600 + 450) - NET
    assert payout.closing_minor == (20_000 - 2400 + 450) + NET


async def test_what_is_disputed_after_the_approval_is_not_sent(session, teller):
    piece = await a_paid_workshop(session)
    _, part = await a_released_sale(session, piece)
    payout = await a_payout(session, piece)
    await place_hold(session, part.id, cause="check:1", reason="Disputed")
    await session.flush()

    await send_payout(payout.id)

    assert (await reloaded(session, payout)).status is PayoutStatus.CANCELED
    assert teller.calls == []
    assert await owed(session, piece.vendor.id) == {"available": NET}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("suspended", "approved"),
        ("paused", "Papers are missing"),
        ("new account", "account is new"),
        ("nothing", "least amount"),
    ],
)
async def test_who_is_not_paid_and_why(session, change, words):
    piece = await a_paid_workshop(session)
    if change != "nothing":
        await a_released_sale(session, piece)
    if change == "suspended":
        piece.vendor.status = VendorStatus.SUSPENDED
    if change == "paused":
        await pause_payouts(
            session, an_operator(), piece.vendor.id, reason="Papers are missing"
        )
    if change == "new account":
        other = NewAccount(method="sandbox", holder="Else", destination="NL91ABNA0417164300")
        await save_account(session, owner_of(piece.vendor), other)
    await session.flush()

    with pytest.raises(NotPayable, match=words):
        await a_payout(session, piece)


async def test_a_workshop_without_an_account_is_not_paid(session):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    account = await queries.find_account(session, piece.vendor.id)
    account.replaced_at = utc_now()
    await session.flush()

    with pytest.raises(NotPayable, match="where it is paid"):
        await a_payout(session, piece)


async def test_an_account_may_be_used_once_its_rest_is_over(session):
    piece = await a_paid_workshop(session)
    await a_released_sale(session, piece)
    other = NewAccount(method="sandbox", holder="Else", destination="NL91ABNA0417164300")
    account = await save_account(session, owner_of(piece.vendor), other)
    account.usable_from = utc_now() - timedelta(minutes=1)
    await session.flush()

    assert (await a_payout(session, piece)).account_id == account.id


async def test_an_earning_cannot_be_changed(session):
    piece = await a_paid_workshop(session)
    await a_sale(session, piece)

    with pytest.raises(DBAPIError, match="corrected by another one"):
        await session.execute(text("UPDATE earnings SET amount_minor = 1"))
