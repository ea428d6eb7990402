"""Races for prepaid value, each with a twin whose guard is taken away and must go wrong."""

from collections import Counter

import pytest
from sqlmodel import col, select

from core.checkout.place_order import place_order
from core.db.session import transaction
from core.kernel.principal import GUEST
from core.orders.models import Order
from core.prepaid import cards, queries
from core.prepaid.errors import PrepaidChanged
from core.prepaid.models import GiftCard, GiftCardStatus, PointsAccount
from core.prepaid.points import grant_points
from core.prepaid.queries import choose, db_now, put_card
from core.reporting.proofs import prove
from tests.factories.orders import a_bag, a_request, a_shelf
from tests.factories.prepaid import a_buyer, a_card, with_prepaid
from tests.factories.principals import an_operator
from tests.races.racing import race

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]


async def five_bags_of_80(minor=10_000):
    """Five guests whose orders cost 80 each and who all hold the same card of 100."""
    async with transaction() as session:
        pieces = await a_shelf(session, prices=(7550,) * 5, stock=50)
        card = await a_card(session, minor)
        ready = []
        for piece in pieces:  # each its own: the stock of one would make them take turns
            cart, token = await a_bag(session, [piece])
            await put_card(session, cart.id, card.id)
            ready.append(
                (token, await with_prepaid(session, cart, await a_request(session, cart)))
            )
    return card, ready


async def order_all(ready):
    async def buy(index):
        token, request = ready[index]
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    return Counter(type(answer) for answer in await race(len(ready), buy))


async def balance_of(card):
    async with transaction() as session:
        statement = select(GiftCard.balance_minor).where(col(GiftCard.id) == card.id)
        return (await session.exec(statement)).one()


async def test_five_orders_of_80_on_a_card_of_100_take_it_once():
    card, ready = await five_bags_of_80()

    outcome = await order_all(ready)

    assert outcome == {Order: 1, PrepaidChanged: 4}
    assert await balance_of(card) == 2000
    async with transaction() as session:
        await prove(session)


@pytest.mark.bends_rows
async def test_a_debit_computed_before_the_lock_overspends(monkeypatch):
    """The negative control: read, decide, write."""
    _, ready = await five_bags_of_80()

    async def careless(session, card_id, wanted):
        found = (
            await session.exec(select(GiftCard.balance_minor).where(GiftCard.id == card_id))
        ).one()
        taken = min(found, wanted)
        row = await session.get_one(GiftCard, card_id)
        row.balance_minor = found - taken
        return taken

    monkeypatch.setattr(queries, "debit_card", careless)
    outcome = await order_all(ready)

    assert outcome[Order] > 1


async def test_points_are_spent_once_by_orders_at_the_same_time():
    async with transaction() as session:
        buyer = await a_buyer(session)
        await grant_points(
            session, an_operator(), buyer.require_user(), "EUR", 1000, reason="Test"
        )
        pieces = await a_shelf(session, prices=(7550,), stock=50)
        ready = []
        for _ in range(2):
            cart, token = await a_bag(session, pieces, buyer=buyer)
            await choose(session, cart.id, points=1000)
            request = await with_prepaid(session, cart, await a_request(session, cart), buyer)
            ready.append((token, request))

    async def buy(index):
        token, request = ready[index]
        async with transaction() as session:
            return await place_order(session, buyer, token, request)

    answers = await race(2, buy)

    async with transaction() as session:
        account = (await session.exec(select(PointsAccount))).one()
        await prove(session)
    assert sum(isinstance(answer, Order) for answer in answers) >= 1
    assert account.balance == 0


async def test_a_card_that_expires_while_it_is_spent_does_one_or_the_other():
    for _ in range(5):
        card, ready = await five_bags_of_80()
        async with transaction() as session:
            row = await session.get_one(GiftCard, card.id)
            row.expires_at = await db_now(session)

        async def run(index, ready=ready):
            if index == 0:
                async with transaction() as session:
                    return await cards.expire_cards(session, await db_now(session))
            token, request = ready[index]
            async with transaction() as session:
                return await place_order(session, GUEST, token, request)

        await race(3, run)

        async with transaction() as session:
            row = await session.get_one(GiftCard, card.id)
            assert (row.status, row.balance_minor) == (GiftCardStatus.EXPIRED, 0)
            await prove(session)
