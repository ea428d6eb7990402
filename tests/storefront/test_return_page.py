import pytest

from core.checkout.settle_payment import settle_payment
from core.orders.statuses import OrderStatus
from core.payments.providers.base import ProviderStatus
from storefront.pages.checkout_return.declines import DECLINES, GENERAL, words_for
from storefront.pages.checkout_return.state import Outcome, Phase, ReturnState, _settled
from tests.factories.orders import a_paid_order, a_shelf, an_attempt, an_order, word_of


async def test_a_paid_order_is_placed(session):
    order = await a_paid_order(session, await a_shelf(session))

    assert await _settled(order.id, was_canceled=False) == Outcome(Phase.PLACED)


async def test_a_refusal_of_the_bank_is_told_in_its_own_words(session):
    order = await an_order(session, await a_shelf(session))
    payment = await an_attempt(session, order)
    await settle_payment(
        session,
        payment,
        word_of(payment, ProviderStatus.FAILED, decline_code="insufficient_funds"),
    )

    outcome = await _settled(order.id, was_canceled=True)

    assert outcome == Outcome(Phase.DECLINED, "insufficient_funds")
    assert words_for(outcome.decline_code)[0] == "There is not enough money on this card."


@pytest.mark.bends_rows
async def test_who_left_the_payment_page_is_told_so(session):
    order = await an_order(session, await a_shelf(session))
    payment = await an_attempt(session, order)
    await settle_payment(session, payment, word_of(payment, ProviderStatus.VOIDED))

    assert await _settled(order.id, was_canceled=True) == Outcome(Phase.CANCELED)


async def test_an_order_without_an_attempt_waits_for_its_payment(session):
    order = await an_order(session, await a_shelf(session))

    assert await _settled(order.id, was_canceled=False) == Outcome(Phase.UNPAID)


@pytest.mark.bends_rows
async def test_an_order_whose_time_ran_out_is_over(session):
    order = await an_order(session, await a_shelf(session))
    order.status = OrderStatus.EXPIRED
    await session.flush()

    assert await _settled(order.id, was_canceled=False) == Outcome(Phase.OVER)


async def test_the_page_opens_by_number_and_secret_only(session, browser):
    order = await an_order(session, await a_shelf(session))

    tab = await browser(ReturnState, f"/checkout/return?order={order.number}&t=guess")

    assert tab.status == "missing"
    assert tab.email_to == ""


@pytest.mark.parametrize("code", ["stolen_card", "lost_card", "something_new", ""])
def test_some_refusals_are_not_explained_further(code):
    assert words_for(code) == GENERAL


def test_no_refusal_is_told_without_advice():
    assert all(happened and advice for happened, advice in DECLINES.values())
