"""The last use of a code, the last euro of a budget, one per person: many want it at once.

Each guard has its negative control: without it more is given than there is.
"""

from collections import Counter

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from core.cart.codes import add_code
from core.checkout.errors import QuoteChanged
from core.checkout.place_order import place_order
from core.db.session import transaction
from core.kernel.principal import GUEST
from core.orders.models import Order
from core.promotions import queries
from core.promotions.errors import PromotionGone, UsedByYou
from core.promotions.models import Coupon, Promotion, Redemption, RedemptionStatus
from core.promotions.terms import Terms
from tests.factories.orders import a_bag, a_request, a_shelf
from tests.factories.promotions import a_promotion
from tests.races.racing import race

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]

BUYERS = 20
REFUSED = {QuoteChanged, PromotionGone, UsedByYou}


async def shoppers(*, email=None, **promotion):
    """Guests with the code in the bag and the discount before their eyes. Everybody buys
    another piece, so that no lock on stock makes them take turns.
    """
    ready = []
    async with transaction() as session:
        pieces = await a_shelf(session, prices=(1000,) * BUYERS)
        made = await a_promotion(session, code="LAST", **promotion)
        for number, piece in enumerate(pieces):
            cart, token = await a_bag(session, [piece])
            await add_code(session, cart, "LAST")
            address = email or f"buyer{number}@example.com"
            ready.append((token, await a_request(session, cart, email=address)))
    return made.id, ready


async def all_at_once(ready):
    async def buy(index):
        token, request = ready[index]
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    answers = await race(BUYERS, buy)
    return Counter(Order if isinstance(a, Order) else type(a) for a in answers)


async def held(promotion_id):
    statement = select(func.count(), func.coalesce(func.sum(Redemption.amount_minor), 0)).where(
        col(Redemption.promotion_id) == promotion_id,
        col(Redemption.status) == RedemptionStatus.ACTIVE,
    )
    async with transaction() as session:
        uses, spent = (await session.exec(statement)).one()
        promotion = await session.get_one(Promotion, promotion_id)
        return uses, int(spent), promotion.redeemed_count, promotion.spent_minor


@pytest.mark.parametrize("limit", [1, 10])
async def test_the_last_uses_of_a_promotion_go_to_as_many_buyers(limit):
    promotion_id, ready = await shoppers(total_limit=limit)

    outcome = await all_at_once(ready)

    assert outcome[Order] == limit
    assert set(outcome) <= {Order} | REFUSED
    assert await held(promotion_id) == (limit, limit * 100, limit, limit * 100)


async def test_a_code_for_three_uses_is_used_three_times():
    promotion_id, ready = await shoppers(use_limit=3)

    outcome = await all_at_once(ready)

    async with transaction() as session:
        coupon = (await session.exec(select(Coupon))).one()
    assert (outcome[Order], coupon.used_count) == (3, 3)
    assert (await held(promotion_id))[0] == 3


async def test_a_budget_is_never_overdrawn():
    promotion_id, ready = await shoppers(currency="EUR", budget_minor=550)

    outcome = await all_at_once(ready)

    assert outcome[Order] == 5
    assert await held(promotion_id) == (5, 500, 5, 500)


@pytest.mark.parametrize(
    "promotion",
    [
        {"customer_limit": 1},
        {"terms": Terms(percent_bps=1000, is_first_order=True)},
    ],
)
async def test_one_person_with_many_bags_gets_it_once(promotion):
    promotion_id, ready = await shoppers(email="ines@example.com", **promotion)

    outcome = await all_at_once(ready)

    assert outcome[Order] == 1
    assert set(outcome) <= {Order} | REFUSED
    assert (await held(promotion_id))[0] == 1


@pytest.mark.bends_rows
async def test_without_the_lock_and_the_constraint_more_uses_are_given(monkeypatch):
    """The negative control of the limits: counters that are read, then written, unguarded."""
    promotion_id, ready = await shoppers(total_limit=1)
    async with transaction() as session:
        await session.execute(
            text("ALTER TABLE promotions DROP CONSTRAINT ck_promotions_uses_within_limit")
        )

    async def unlocked(session, promotion_ids):
        statement = select(Promotion).where(col(Promotion.id).in_(promotion_ids))
        return list(await session.exec(statement))

    monkeypatch.setattr(queries, "lock_limited", unlocked)

    try:
        outcome = await all_at_once(ready)
        assert outcome[Order] > 1
        assert (await held(promotion_id))[0] > 1
    finally:
        async with transaction() as session:
            await session.execute(text("TRUNCATE promotions CASCADE"))
            await session.execute(
                text(
                    "ALTER TABLE promotions ADD CONSTRAINT ck_promotions_uses_within_limit "
                    "CHECK (redeemed_count >= 0 AND "
                    "redeemed_count <= COALESCE(total_limit, redeemed_count))"
                )
            )


@pytest.mark.bends_rows
async def test_without_the_buyer_s_turn_one_person_gets_it_twice(monkeypatch):
    """The negative control of once per person."""
    promotion_id, ready = await shoppers(email="ines@example.com", customer_limit=1)

    async def no_lock(session, names):
        return None

    monkeypatch.setattr(queries, "lock_buyer", no_lock)

    outcome = await all_at_once(ready)

    assert outcome[Order] > 1
    assert (await held(promotion_id))[0] > 1
