"""Statements are counted, so that a bag of ten does not cost ten times a bag of one."""

import pytest

from core.checkout.place_order import place_order
from core.checkout.settle_payment import settle_payment
from core.kernel.principal import GUEST
from tests.factories.orders import a_bag, a_request, a_shelf, an_attempt, an_order, word_of
from tests.statements import recorded_statements

# Taxes, prepaid value and what applies by itself are each asked for once per order.
PLACING, SETTLING = 28, 31


@pytest.mark.parametrize("prices", [(1000,), (1000, 2000, 3000, 4000, 5000, 6000)])
async def test_placing_an_order_stays_within_its_budget(session, engine, prices):
    cart, token = await a_bag(session, await a_shelf(session, prices=prices))
    request = await a_request(session, cart)
    await session.flush()

    with recorded_statements(engine) as statements:
        await place_order(session, GUEST, token, request)
        await session.flush()

    assert len(statements) <= PLACING


@pytest.mark.parametrize("prices", [(1000,), (1000, 2000, 3000, 4000, 5000, 6000)])
async def test_settling_a_payment_stays_within_its_budget(session, engine, prices):
    order = await an_order(session, await a_shelf(session, prices=prices))
    payment = await an_attempt(session, order)

    with recorded_statements(engine) as statements:
        await settle_payment(session, payment, word_of(payment))
        await session.flush()

    assert len(statements) <= SETTLING
