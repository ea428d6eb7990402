"""Races on real PostgreSQL. Each has a twin with its guard taken away, which must go wrong."""

from collections import Counter

import pytest
from sqlalchemy import text
from sqlmodel import col, func, select

from core.cart.models import Cart
from core.checkout import place_order as module
from core.checkout.place_order import IDEMPOTENCY_CONSTRAINT, place_order
from core.checkout.settle_payment import settle_payment
from core.db.retry import retried
from core.db.session import transaction
from core.inventory import queries as inventory
from core.inventory.errors import OutOfStock
from core.inventory.models import StockLevel, StockMovement
from core.kernel.principal import GUEST
from core.ledger.models import LedgerTransaction
from core.orders import queries as orders
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.payments.models import Payment
from core.refunds.request_refund import request_refund
from tests.factories.orders import (
    a_bag,
    a_paid_order,
    a_request,
    a_shelf,
    an_attempt,
    an_order,
    word_of,
)
from tests.factories.principals import an_operator
from tests.races.racing import race

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("many_connections")]


async def bags(pieces, count):
    """``count`` guests, each with one of each piece in the bag and the form filled in."""
    ready = []
    async with transaction() as session:
        for _ in range(count):
            cart, token = await a_bag(session, pieces)
            ready.append((token, await a_request(session, cart)))
    return ready


async def level_of(piece):
    async with transaction() as session:
        statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
        return (await session.exec(statement)).one()


async def count(table):
    async with transaction() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def test_64_buyers_of_10_units_make_exactly_10_orders(many_connections):
    async with transaction() as session:
        mug, lamp = await a_shelf(session, stock=10)
    ready = await bags([mug, lamp], 64)

    async def buy(index):
        token, request = ready[index]
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    answers = await race(64, buy)

    outcome = Counter(type(answer) for answer in answers)
    level = await level_of(mug)
    assert outcome == {Order: 10, OutOfStock: 54}
    assert await count(Order) == 10
    assert (level.on_hand, level.reserved, level.allocated) == (10, 10, 0)


@pytest.mark.bends_rows
async def test_without_the_lock_and_the_constraint_stock_is_oversold(monkeypatch):
    """The negative control of the race above: reading before writing, unguarded, sells too
    much.
    """
    async with transaction() as session:
        mug, lamp = await a_shelf(session, stock=10)
        await session.execute(
            text("ALTER TABLE stock_levels DROP CONSTRAINT ck_stock_levels_never_oversold")
        )
    ready = await bags([mug, lamp], 32)
    locked = inventory.lock_levels

    async def unlocked(session, variant_ids):
        statement = select(StockLevel).where(col(StockLevel.variant_id).in_(variant_ids))
        return {row.variant_id: [row] for row in await session.exec(statement)}

    async def buy(index):
        token, request = ready[index]
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    monkeypatch.setattr(inventory, "lock_levels", unlocked)
    try:
        await race(32, buy)
        level = await level_of(mug)
        assert level.reserved > level.on_hand
    finally:
        monkeypatch.setattr(inventory, "lock_levels", locked)
        async with transaction() as session:
            await session.execute(text("TRUNCATE stock_levels CASCADE"))
            await session.execute(
                text(
                    "ALTER TABLE stock_levels ADD CONSTRAINT ck_stock_levels_never_oversold "
                    "CHECK (reserved + allocated <= on_hand + backorder_limit)"
                )
            )


async def test_the_same_checkout_submitted_20_times_is_one_order():
    async with transaction() as session:
        pieces = await a_shelf(session, stock=100)
    [(token, request)] = await bags(pieces, 1)

    async def submit(_):
        async def work():
            async with transaction() as session:
                return await place_order(session, GUEST, token, request)

        return await retried(work, on_unique=IDEMPOTENCY_CONSTRAINT)

    answers = await race(20, submit)

    assert len({answer.id for answer in answers}) == 1
    assert await count(Order) == 1
    assert (await level_of(pieces[0])).reserved == 1


@pytest.mark.bends_rows
async def test_without_the_bags_lock_and_the_key_a_double_click_buys_twice(monkeypatch):
    async with transaction() as session:
        pieces = await a_shelf(session, stock=100)
        await session.execute(
            text(f"ALTER TABLE orders DROP CONSTRAINT {IDEMPOTENCY_CONSTRAINT}")
        )
    [(token, request)] = await bags(pieces, 1)

    async def unlocked(session, cart_id):
        return await session.get_one(Cart, cart_id)

    async def submit(_):
        async with transaction() as session:
            return await place_order(session, GUEST, token, request)

    monkeypatch.setattr(module, "lock_open_cart", unlocked)
    try:
        await race(20, submit)
        assert await count(Order) > 1
    finally:
        async with transaction() as session:
            await session.execute(text("SET LOCAL session_replication_role = replica"))
            await session.execute(text("TRUNCATE orders CASCADE"))
            await session.execute(
                text(
                    f"ALTER TABLE orders ADD CONSTRAINT {IDEMPOTENCY_CONSTRAINT} "
                    "UNIQUE (idempotency_scope, idempotency_key)"
                )
            )


async def test_the_same_good_news_20_times_at_once_is_one_effect():
    async with transaction() as session:
        pieces = await a_shelf(session)
        order = await an_order(session, pieces)
        payment = await an_attempt(session, order)

    async def hear(_):
        async with transaction() as session:
            found = await session.get_one(Payment, payment.id)
            await settle_payment(session, found, word_of(payment))

    answers = await race(20, hear)

    async with transaction() as session:
        placed = await session.get_one(Order, order.id)
    level = await level_of(pieces[0])
    assert set(answers) == {None}
    assert placed.status is OrderStatus.PLACED
    assert await count(LedgerTransaction) == 1
    assert (level.reserved, level.allocated) == (0, 1)


async def test_20_refunds_at_once_never_exceed_what_was_paid():
    async with transaction() as session:
        mug, lamp = await a_shelf(session)
        order = await a_paid_order(session, {mug: 5, lamp: 1})
        parts = await orders.vendor_orders_of(session, order.id)
        part = next(row for row in parts if row.vendor_id == mug.vendor.id)
        line = (await orders.lines_of_vendor_order(session, part.id))[0]

    async def refund(index):
        async with transaction() as session:
            return await request_refund(
                session,
                an_operator(),
                part.id,
                {line.id: 1},
                reason="Race",
                idempotency_key=f"race-{index}",
            )

    answers = await race(20, refund)

    async with transaction() as session:
        after = await session.get_one(Order, order.id)
    assert sum(not isinstance(answer, BaseException) for answer in answers) == 5
    assert after.refunded_minor == 5 * 1250


async def test_every_unit_is_explained_by_its_movements():
    async with transaction() as session:
        mug, lamp = await a_shelf(session, stock=8)
    ready = await bags([mug, lamp], 24)

    async def buy_and_pay(index):
        token, request = ready[index]
        async with transaction() as session:
            order = await place_order(session, GUEST, token, request)
            payment = await an_attempt(session, order)
        if index % 2:
            async with transaction() as session:
                found = await session.get_one(Payment, payment.id)
                await settle_payment(session, found, word_of(payment))

    await race(24, buy_and_pay)

    async with transaction() as session:
        sums = (
            await session.exec(
                select(
                    func.sum(StockMovement.on_hand_delta),
                    func.sum(StockMovement.reserved_delta),
                    func.sum(StockMovement.allocated_delta),
                ).where(StockMovement.variant_id == mug.variant.id)
            )
        ).one()
    level = await level_of(mug)
    assert tuple(sums) == (level.on_hand, level.reserved, level.allocated)
    assert level.reserved + level.allocated == 8
