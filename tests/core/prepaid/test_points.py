import pytest

from core.kernel.money import Money
from core.ledger.models import AccountKind
from core.ledger.queries import trial_balance
from core.orders import queries as orders
from core.prepaid.points import earn, expire_points, grant_points, reverse_points
from core.prepaid.queries import db_now, find_points
from core.refunds.request_refund import request_refund
from core.reporting.proofs import prove
from tests.factories.orders import a_shelf
from tests.factories.prepaid import a_buyer, an_order_with_cards, pay
from tests.factories.principals import an_operator


async def a_completed_order(session, buyer, price=20_000):
    order = await an_order_with_cards(
        session, await a_shelf(session, prices=(price,)), buyer=buyer
    )
    await pay(session, order, buyer)
    (part,) = await orders.vendor_orders_of(session, order.id)
    await earn(session, part.id)
    await session.flush()
    return part


async def refund(session, part, key="r"):
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    row = await request_refund(
        session, an_operator(), part.id, {line.id: 1}, reason="x", idempotency_key=key
    )
    await reverse_points(session, part.id, row.id)
    await session.flush()


async def test_a_complete_order_earns_once_at_the_rate_of_the_tier(session):
    buyer = await a_buyer(session)
    part = await a_completed_order(session, buyer)

    await earn(session, part.id)

    account = await find_points(session, buyer.require_user(), "EUR")
    books = await trial_balance(session)
    assert (account.balance, account.tier) == (200, "thread")
    assert books[AccountKind.LOYALTY_LIABILITY, "EUR"] == Money(-200, "EUR")
    await prove(session)


async def test_a_refund_takes_back_what_it_had_earned(session):
    buyer = await a_buyer(session)
    part = await a_completed_order(session, buyer)

    await refund(session, part)

    account = await find_points(session, buyer.require_user(), "EUR")
    assert (account.balance, account.owed) == (0, 0)


async def test_points_that_are_spent_already_are_owed_and_settled_by_the_next(session):
    buyer = await a_buyer(session)
    part = await a_completed_order(session, buyer)
    spending = await an_order_with_cards(
        session, await a_shelf(session), buyer=buyer, points=150
    )
    await pay(session, spending, buyer)

    await refund(session, part)

    account = await find_points(session, buyer.require_user(), "EUR")
    assert (account.balance, account.owed) == (0, 150)
    await a_completed_order(session, buyer)
    assert (account.balance, account.owed) == (50, 0)
    await prove(session)


async def test_what_ends_is_breakage_and_cannot_be_spent(session):
    buyer = await a_buyer(session)
    lot = await grant_points(
        session, an_operator(), buyer.require_user(), "EUR", 300, reason="Welcome"
    )
    lot.expires_at = await db_now(session)
    await session.flush()

    assert await expire_points(session, await db_now(session)) == 1
    assert await expire_points(session, await db_now(session)) == 0

    books = await trial_balance(session)
    assert books[AccountKind.BREAKAGE, "EUR"] == Money(-300, "EUR")
    await prove(session)


@pytest.mark.parametrize(("points", "paid"), [(100, 100), (100_000, 3075)])
async def test_points_pay_what_is_wanted_and_half_of_an_order_at_most(session, points, paid):
    buyer = await a_buyer(session)
    await grant_points(
        session, an_operator(), buyer.require_user(), "EUR", 100_000, reason="Welcome"
    )

    order = await an_order_with_cards(
        session, await a_shelf(session), buyer=buyer, points=points
    )
    await pay(session, order, buyer)

    account = await find_points(session, buyer.require_user(), "EUR")
    assert account.balance == 100_000 - paid
    await prove(session)
