"""Words between buyers and workshops, and another address before anything is packed."""

import pytest

import core.notifications.message_subscribers  # noqa: F401
from core.cart import service as bags
from core.cart.queries import list_lines
from core.kernel.errors import Conflict, Invalid, NotFound
from core.kernel.principal import GUEST
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.change_address import can_change, change_address
from core.orders.errors import NoSuchOrder
from core.orders.messages import (
    list_messages,
    order_of_buyer,
    write_as_buyer,
    write_as_workshop,
)
from core.orders.pack_parcel import pack_parcel
from core.orders.queries import vendor_orders_of
from tests.factories.orders import a_bag, a_paid_order, a_shelf
from tests.factories.principals import owner_of
from tests.factories.shop import set_stock

WANTED = {"name": "Ada", "line1": "2 Side Street", "postcode": "1000", "city": "Porto"}


@pytest.fixture
async def sold(session):
    pieces = await a_shelf(session)
    order = await a_paid_order(session, pieces)
    return order, await vendor_orders_of(session, order.id), pieces


async def test_both_sides_read_what_the_other_wrote_and_get_a_mail(session, sold, postman):
    order, [part, other], pieces = sold
    workshop = owner_of(pieces[0].vendor)

    await write_as_buyer(session, GUEST, order, part.number, " Is it blue?\r\n ")
    await write_as_workshop(session, workshop, part.id, "It is.")

    told = await list_messages(session, [part.id])
    assert [(each.is_from_buyer, each.body) for each in told] == [
        (True, "Is it blue?"),
        (False, "It is."),
    ]
    assert await list_messages(session, [other.id]) == []
    mails = [mail for mail in await postman() if mail.kind == "order_message"]
    assert {mail.recipient for mail in mails} >= {order.email}
    assert len(mails) == 2


async def test_nobody_writes_about_orders_of_others(session, sold):
    order, [part, other], pieces = sold
    workshop = owner_of(pieces[0].vendor)

    with pytest.raises(NotFound):
        await write_as_workshop(session, workshop, other.id, "Hello")
    with pytest.raises(NoSuchOrder):
        await write_as_buyer(session, GUEST, order, "X-1", "Hello")
    with pytest.raises(NotFound):
        await order_of_buyer(session, GUEST, order.number, "wrong")
    with pytest.raises(Invalid):
        await write_as_buyer(session, GUEST, order, part.number, "  ")
    assert await list_messages(session, [part.id, other.id]) == []


async def test_the_address_changes_until_something_is_packed(session, sold):
    order, [part, _], pieces = sold
    workshop = owner_of(pieces[0].vendor)
    country = order.ship_to["country"]

    changed = await change_address(session, GUEST, order, WANTED)
    assert (changed.ship_to["line1"], changed.ship_to["country"]) == ("2 Side Street", country)

    with pytest.raises(Invalid):
        await change_address(session, GUEST, order, {**WANTED, "city": " "})

    await accept_vendor_order(session, workshop, part.id)
    await pack_parcel(session, workshop, part.id)
    assert not await can_change(session, order)
    with pytest.raises(Conflict):
        await change_address(session, GUEST, order, {**WANTED, "line1": "3 Third Street"})


async def test_all_that_was_saved_comes_back_except_what_is_gone(session):
    mug, lamp = await a_shelf(session)
    cart, _ = await a_bag(session, [mug, lamp])
    for line in await list_lines(session, cart.id):
        await bags.save_for_later(session, cart, line.id)
    await set_stock(session, lamp, 0)

    await bags.move_all_to_bag(session, cart)

    left = {line.variant_id: line.is_saved for line in await list_lines(session, cart.id)}
    assert left == {mug.variant.id: False, lamp.variant.id: True}
