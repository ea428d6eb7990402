"""Withdrawal without an account: stated, confirmed, and effective from that moment."""

import pytest
from sqlmodel import select

from core.events.models import OutboxMessage
from core.kernel.principal import GUEST
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.errors import NoSuchOrder
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.pack_parcel import pack_parcel
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.payments import queries as payments
from core.returns import queries
from core.returns.statuses import ReturnStatus
from core.returns.withdraw import NothingToWithdraw, Statement, find_contract, withdraw
from core.returns.withdrawable import read_withdrawable
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


async def test_pieces_that_have_not_left_are_canceled_one_by_one(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, {mug: 3})
    part, line = await only_part(session, order)
    owner = owner_of(mug.vendor)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)

    await withdraw(session, a_statement(order, units={line.id: 1}), GUEST)

    (refund,) = await payments.refunds_of(session, order.id)
    await session.refresh(line)
    await session.refresh(parcel)
    told = (await session.exec(select(OutboxMessage.event))).all()
    assert (refund.amount_minor, refund.delivery_minor) == (1250, 0)
    assert (line.quantity_canceled, line.quantity_open, line.quantity_refunded) == (1, 2, 1)
    assert parcel.status is FulfillmentStatus.CANCELED
    assert part.status is VendorOrderStatus.ACCEPTED
    assert "UnitsCanceled" in told
    await deliver_rest(session, owner, part)
    assert line.quantity_fulfilled == 2


async def test_the_rest_taken_back_later_ends_the_part_with_its_delivery(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, {mug: 2})
    part, line = await only_part(session, order)
    await withdraw(session, a_statement(order, units={line.id: 1}), GUEST)
    await withdraw(session, a_statement(order), GUEST)

    refunds = await payments.refunds_of(session, order.id)
    await session.refresh(part)
    assert part.status is VendorOrderStatus.CANCELED
    assert sum(refund.amount_minor for refund in refunds) == part.total_minor


async def test_what_left_comes_back_while_the_rest_is_canceled(session):
    (mug,) = await a_shelf(session, prices=(1250,))
    order = await a_paid_order(session, {mug: 3})
    part, line = await only_part(session, order)
    owner = owner_of(mug.vendor)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id, {line.id: 1})
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="DHL")
    await deliver_parcel(session, owner, part.id, parcel.id)

    withdrawal = await withdraw(session, a_statement(order), GUEST)

    (found,) = await queries.returns_of_withdrawal(session, withdrawal.id)
    (refund,) = await payments.refunds_of(session, order.id)
    await session.refresh(part)
    assert [row.quantity for row in await queries.lines_of(session, found.id)] == [1]
    assert (refund.amount_minor, found.gives_delivery_back) == (2500, True)
    assert part.status is VendorOrderStatus.DELIVERED


async def test_what_is_shown_before_is_what_happens(session):
    mug, lamp = await a_shelf(session)
    order = await a_paid_order(session, [mug, lamp])
    parts = {p.vendor_id: p for p in await orders.vendor_orders_of(session, order.id)}
    await deliver(session, owner_of(lamp.vendor), parts[lamp.vendor.id])

    shown = await read_withdrawable(session, order, {})

    assert sum(one.goods.minor + one.delivery.minor for one in shown) == order.total_minor
    (line,) = await orders.lines_of_vendor_order(session, parts[lamp.vendor.id].id)
    some = await read_withdrawable(session, order, {line.id: 1})
    assert [one.split.units for one in some if one.split.units] == [{line.id: 1}]


async def deliver_rest(session, owner, part):
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="DHL")
