"""Withdrawal without an account: stated, confirmed, and effective from that moment."""

import pytest
from sqlmodel import select

from core.events.models import OutboxMessage
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.orders.models import VendorOrderStatus
from core.payments import queries as payments
from core.returns import queries
from core.returns.statuses import ReturnStatus
from core.returns.withdraw import NothingToWithdraw, Statement, find_contract, withdraw
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import owner_of
from tests.factories.returns import a_delivered_order, deliver, only_part, send


def a_statement(order, **changes):
    facts = {"name": "Inês Carvalho", "number": order.number, "email": order.email}
    return Statement(**(facts | changes))


async def test_what_arrived_becomes_an_approved_return_and_a_receipt_is_due(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_delivered_order(session, {mug: 2})
    withdrawal = await withdraw(session, a_statement(order), GUEST)

    (found,) = await queries.returns_of_withdrawal(session, withdrawal.id)
    told = (await session.exec(select(OutboxMessage.event))).all()
    assert (found.status, found.gives_delivery_back) == (ReturnStatus.APPROVED, True)
    assert "WithdrawalReceived" in told


async def test_what_has_not_left_is_canceled_with_all_its_money(session):
    mug, lamp = await a_shelf(session)
    order = await a_paid_order(session, [mug, lamp])
    parts = {p.vendor_id: p for p in await orders.vendor_orders_of(session, order.id)}
    await deliver(session, owner_of(lamp.vendor), parts[lamp.vendor.id])

    withdrawal = await withdraw(session, a_statement(order), GUEST)

    (refund,) = await payments.refunds_of(session, order.id)
    returns = await queries.returns_of_withdrawal(session, withdrawal.id)
    await session.refresh(parts[mug.vendor.id])
    assert refund.amount_minor == parts[mug.vendor.id].total_minor
    assert parts[mug.vendor.id].status is VendorOrderStatus.CANCELED
    assert [found.vendor_id for found in returns] == [lamp.vendor.id]


async def test_on_its_way_is_not_too_early(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, [mug])
    part, _ = await only_part(session, order)
    await send(session, owner_of(mug.vendor), part)

    withdrawal = await withdraw(session, a_statement(order), GUEST)

    assert len(await queries.returns_of_withdrawal(session, withdrawal.id)) == 1


async def test_a_part_of_the_order_may_be_named(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_delivered_order(session, {mug: 3})
    _, line = await only_part(session, order)
    withdrawal = await withdraw(session, a_statement(order, units={line.id: 1}), GUEST)

    (found,) = await queries.returns_of_withdrawal(session, withdrawal.id)
    assert [row.quantity for row in await queries.lines_of(session, found.id)] == [1]
    assert found.gives_delivery_back is False


async def test_number_and_address_must_belong_together(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_delivered_order(session, [mug])
    for wrong in ({"email": "other@example.com"}, {"number": "EM-2222-2222"}):
        with pytest.raises(NoSuchOrder):
            await find_contract(session, a_statement(order, **wrong))


async def test_after_14_days_or_a_second_time_nothing_is_left(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    late = await a_delivered_order(session, [mug], days_ago=15)
    with pytest.raises(NothingToWithdraw):
        await withdraw(session, a_statement(late), GUEST)
    order = await a_delivered_order(session, [mug])
    await withdraw(session, a_statement(order), GUEST)
    with pytest.raises(NothingToWithdraw):
        await withdraw(session, a_statement(order), GUEST)
