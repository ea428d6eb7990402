"""From the wish to send a piece back to the money, with everything that may happen between."""

from datetime import timedelta

import pytest

from core.kernel.errors import Conflict, Forbidden, Invalid
from core.kernel.ids import new_id
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import GUEST, SYSTEM
from core.ledger import queries as ledger
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.payments import queries as payments
from core.payments.models import RefundStatus
from core.refunds import send_refund
from core.refunds.request_refund import request_refund
from core.returns import queries
from core.returns.decide_return import (
    approve_return,
    cancel_return,
    reject_return,
    send_back,
)
from core.returns.errors import (
    LegalRight,
    NoSuchCase,
    NotDeliveredYet,
    OfferTooLarge,
    TooManyToReturn,
    WindowOver,
)
from core.returns.inspect_return import (
    inspect_return,
    pay_again,
    receive_return,
    send_replacement,
)
from core.returns.pay_back import settle_return
from core.returns.request_return import request_return
from core.returns.statuses import (
    Condition,
    Disposition,
    Resolution,
    ReturnReason,
    ReturnStatus,
)
from core.returns.timers import end_return
from tests.core.returns.returning import a_return, a_wish, back_at, graded, on_hand
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.returns import a_delivered_order, link_of, only_part
from tests.factories.shop import a_shopper


async def test_a_piece_goes_back_on_the_shelf_and_its_price_to_the_buyer(
    session, order, buyer, mug
):
    owner = owner_of(mug.vendor)
    part, line = await only_part(session, order)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    await inspect_return(session, owner, found.id, await graded(session, found))

    (refund,) = await payments.refunds_of(session, order.id)
    await session.refresh(line)
    assert (refund.amount_minor, refund.commission_minor) == (1250, 150)
    assert (line.quantity_returned, line.quantity_refunded) == (1, 1)
    assert await on_hand(session, mug.variant) == (8, 0)
    assert found.status is ReturnStatus.INSPECTED

    await settle_return(session, SYSTEM, refund)
    assert found.status is ReturnStatus.CLOSED
    assert await ledger.active_holds(session, part.id) == []


async def test_earnings_wait_while_a_return_is_open(session, order, buyer):
    part, _ = await only_part(session, order)
    found = await a_return(session, order, buyer)
    assert [hold.cause for hold in await ledger.active_holds(session, part.id)] == [found.cause]

    await cancel_return(session, buyer, found.id)

    assert await ledger.active_holds(session, part.id) == []


async def test_a_part_of_the_price_is_kept_back_for_a_loss_in_value(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    grades = await graded(
        session, found, condition=Condition.USED, disposition=Disposition.REFURBISH,
        withheld_minor=500, because="Coffee stains",
    )  # fmt: skip
    await inspect_return(session, owner, found.id, grades)

    (refund,) = await payments.refunds_of(session, order.id)
    assert (refund.amount_minor, refund.commission_minor) == (750, 90)
    assert await on_hand(session, mug.variant) == (7, 0)


async def test_all_of_the_price_kept_back_closes_without_a_refund(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    grades = await graded(
        session, found, condition=Condition.MISSING, disposition=Disposition.KEEP,
        withheld_minor=1250, because="The box was empty",
    )  # fmt: skip
    await inspect_return(session, owner, found.id, grades)

    assert found.status is ReturnStatus.CLOSED
    assert await payments.refunds_of(session, order.id) == []


async def test_a_deduction_needs_words_and_cannot_exceed_the_price(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    for facts, refusal in (
        ({"withheld_minor": 100}, Invalid),
        ({"withheld_minor": 1251, "because": "x"}, OfferTooLarge),
    ):
        grades = await graded(session, found, condition=Condition.USED, **facts)
        with pytest.raises(refusal):
            await inspect_return(session, owner, found.id, grades)
    assert found.status is ReturnStatus.RECEIVED


async def test_a_whole_withdrawal_in_time_gives_the_delivery_back(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer, units=3)
    await back_at(session, owner, found, buyer)
    await inspect_return(session, owner, found.id, await graded(session, found))

    (refund,) = await payments.refunds_of(session, order.id)
    assert (refund.amount_minor, refund.delivery_minor) == (3 * 1250 + 450, 450)


async def test_the_window_is_the_one_that_was_promised_at_the_sale(session, buyer):
    (mug,) = await a_shelf(session, prices=(1250,))
    mug.vendor.policies = {"returns_days": 30}
    await session.flush()
    order = await a_delivered_order(session, [mug], buyer=buyer, days_ago=29)
    mug.vendor.policies = {"returns_days": 14}
    await session.flush()

    assert (await a_return(session, order, buyer)).status is ReturnStatus.REQUESTED


async def test_after_the_window_only_faults_are_returned(session, mug, buyer):
    order = await a_delivered_order(session, {mug: 2}, buyer=buyer, days_ago=15)
    with pytest.raises(WindowOver, match="ended on"):
        await a_return(session, order, buyer)

    found = await a_return(session, order, buyer, reason=ReturnReason.FAULTY)

    assert found.vendor_pays_postage


async def test_a_workshop_cannot_promise_less_than_the_law(session, buyer):
    (mug,) = await a_shelf(session, prices=(1250,))
    mug.vendor.policies = {"returns_days": 3}
    await session.flush()
    order = await a_delivered_order(session, [mug], buyer=buyer, days_ago=13)

    assert (await a_return(session, order, buyer)).status is ReturnStatus.REQUESTED


async def test_what_has_not_arrived_is_not_returned(session, mug, buyer):
    order = await a_paid_order(session, [mug], buyer=buyer)
    with pytest.raises(NotDeliveredYet):
        await a_return(session, order, buyer)


async def test_no_more_comes_back_than_was_sent_and_kept(session, order, buyer):
    part, line = await only_part(session, order)
    await a_return(session, order, buyer, units=2)
    with pytest.raises(TooManyToReturn, match="1 of"):
        await a_return(session, order, buyer, units=2)
    await request_refund(
        session, an_operator(), part.id, {line.id: 1}, reason="x", idempotency_key="k"
    )
    with pytest.raises(TooManyToReturn, match="0 of"):
        await a_return(session, order, buyer, units=1)


async def test_strangers_learn_nothing_and_a_guest_shows_the_link(session, mug):
    order = await a_delivered_order(session, {mug: 2})
    part, line = await only_part(session, order)
    for caller, token, refusal in (
        (GUEST, "", Forbidden),
        (await a_shopper(session), "", NoSuchOrder),
        (GUEST, "wrong", NoSuchOrder),
    ):
        with pytest.raises(refusal):
            await request_return(session, caller, part.id, a_wish(line), token=token)

    found = await request_return(session, GUEST, part.id, a_wish(line), token=link_of(order))
    other = (await a_shelf(session, prices=(1,)))[0]
    with pytest.raises(NoSuchCase):
        await approve_return(session, owner_of(other.vendor), found.id)


async def test_within_14_days_there_is_nothing_to_refuse(session, order, buyer, mug):
    found = await a_return(session, order, buyer)
    with pytest.raises(LegalRight):
        await reject_return(session, owner_of(mug.vendor), found.id, reason="No")


async def test_a_refused_return_frees_its_units(session, buyer):
    (mug,) = await a_shelf(session, prices=(1250,))
    mug.vendor.policies = {"returns_days": 30}
    await session.flush()
    order = await a_delivered_order(session, [mug], buyer=buyer, days_ago=20)
    _, line = await only_part(session, order)
    found = await a_return(session, order, buyer)
    with pytest.raises(Invalid, match="why"):
        await reject_return(session, owner_of(mug.vendor), found.id, reason=" ")

    await reject_return(session, owner_of(mug.vendor), found.id, reason="It was worn")

    assert (found.status, line.quantity_returned) == (ReturnStatus.REJECTED, 0)


async def test_a_piece_is_kept_for_a_part_of_its_price(session, order, buyer, mug):
    found = await a_return(
        session, order, buyer, units=2, resolution=Resolution.KEEP, keep_minor=600,
        reason=ReturnReason.DAMAGED,
    )  # fmt: skip
    with pytest.raises(OfferTooLarge):
        await approve_return(session, owner_of(mug.vendor), found.id, keep_minor=601)
    await approve_return(session, owner_of(mug.vendor), found.id, keep_minor=400)

    (refund,) = await payments.refunds_of(session, order.id)
    _, line = await only_part(session, order)
    await session.refresh(line)
    assert (refund.amount_minor, refund.commission_minor) == (400, 48)
    assert (line.quantity_returned, line.quantity_refunded) == (0, 0)
    await settle_return(session, SYSTEM, refund)
    assert found.status is ReturnStatus.CLOSED


async def test_a_repaired_piece_goes_back_without_stock_or_money(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(
        session, order, buyer, resolution=Resolution.REPAIR, reason=ReturnReason.FAULTY
    )
    await back_at(session, owner, found, buyer)
    grades = await graded(session, found, disposition=Disposition.REPAIR)
    await inspect_return(session, owner, found.id, grades)
    await send_replacement(session, owner, found.id, carrier="DHL")

    assert found.status is ReturnStatus.CLOSED
    assert await payments.refunds_of(session, order.id) == []
    assert await on_hand(session, mug.variant) == (7, 0)


@pytest.mark.parametrize(
    ("after", "status"),
    [(47, ReturnStatus.REQUESTED), (49, ReturnStatus.APPROVED)],
)
async def test_a_workshop_that_stays_silent_for_48_hours_agrees(
    session, order, buyer, after, status
):
    found = await a_return(session, order, buyer)
    now = await orders.db_now(session) + timedelta(hours=after)
    await end_return(session, found.id, now)
    assert found.status is status


async def test_an_approval_that_nobody_uses_ends_after_21_days(session, order, buyer, mug):
    found = await a_return(session, order, buyer)
    await approve_return(session, owner_of(mug.vendor), found.id)
    _, line = await only_part(session, order)
    await end_return(session, found.id, await orders.db_now(session) + timedelta(days=20))
    assert found.status is ReturnStatus.APPROVED

    await end_return(session, found.id, await orders.db_now(session) + timedelta(days=22))

    assert (found.status, line.quantity_returned) == (ReturnStatus.EXPIRED, 0)


async def test_what_nobody_looks_at_for_seven_days_is_paid_in_full(session, order, buyer, mug):
    found = await a_return(session, order, buyer)
    await back_at(session, owner_of(mug.vendor), found, buyer)
    await end_return(session, found.id, await orders.db_now(session) + timedelta(days=8))

    (refund,) = await payments.refunds_of(session, order.id)
    assert refund.amount_minor == 1250
    assert await on_hand(session, mug.variant) == (7, 0)  # nobody has said that it can be sold


async def test_a_parcel_that_is_never_received_becomes_a_dispute(session, order, buyer, mug):
    found = await a_return(session, order, buyer)
    part, _ = await only_part(session, order)
    await approve_return(session, owner_of(mug.vendor), found.id)
    await send_back(session, buyer, found.id, carrier="DHL")
    await end_return(session, found.id, await orders.db_now(session) + timedelta(days=22))

    dispute = await queries.open_dispute_of(session, part.id)
    assert dispute is not None
    assert (dispute.return_id, dispute.asked_minor) == (found.id, 1250)


async def test_receiving_or_grading_twice_changes_nothing_more(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    with pytest.raises(IllegalMove):
        await receive_return(session, owner, found.id)
    await inspect_return(session, owner, found.id, await graded(session, found))
    with pytest.raises(IllegalMove):
        await inspect_return(session, owner, found.id, await graded(session, found))

    assert await on_hand(session, mug.variant) == (8, 0)
    assert len(await payments.refunds_of(session, order.id)) == 1


async def test_money_that_went_back_meanwhile_is_not_given_twice(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    part, line = await only_part(session, order)
    found = await a_return(session, order, buyer, units=3)
    await back_at(session, owner, found, buyer)
    await request_refund(
        session, owner, part.id, {line.id: 2}, reason="Already", idempotency_key="k"
    )
    await inspect_return(session, owner, found.id, await graded(session, found))

    amounts = [row.amount_minor for row in await payments.refunds_of(session, order.id)]
    assert amounts == [2500, 1250 + 450]


async def test_staff_may_have_a_refused_refund_asked_again(session, order, buyer, mug):
    owner = owner_of(mug.vendor)
    found = await a_return(session, order, buyer)
    await back_at(session, owner, found, buyer)
    await inspect_return(session, owner, found.id, await graded(session, found))
    with pytest.raises(Conflict, match="under way"):
        await pay_again(session, an_operator(), found.id)
    (refund,) = await payments.refunds_of(session, order.id)
    refund.status = RefundStatus.PROCESSING
    await session.flush()
    await send_refund._give_up(refund.id, "The card is closed")
    await session.refresh(refund)

    await pay_again(session, an_operator(), found.id)

    _, second = await payments.refunds_of(session, order.id)
    assert (second.amount_minor, found.refund_attempts) == (1250, 2)


async def test_only_a_case_that_exists_is_found(session):
    with pytest.raises(NoSuchCase):
        await receive_return(session, an_operator(), new_id())
