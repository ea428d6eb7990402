import pytest
from sqlmodel import func, select

from core.cart import queries as carts
from core.cart.service import save_for_later
from core.checkout.errors import EmptyBag, NotForSaleAnymore, QuoteChanged
from core.checkout.place_order import place_order
from core.inventory.errors import OutOfStock
from core.inventory.models import StockLevel
from core.kernel.principal import GUEST
from core.kernel.secrets import derived_token
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.statuses import OrderStatus
from core.settings import settings
from tests.factories.orders import a_bag, a_request, a_shelf
from tests.factories.shop import set_price, set_stock


async def levels(session, piece):
    statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
    level = (await session.exec(statement.execution_options(populate_existing=True))).one()
    return level.on_hand, level.reserved, level.allocated


async def count(session, table):
    return (await session.exec(select(func.count()).select_from(table))).one()


async def test_splits_the_order_by_workshop_and_holds_its_stock(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    cart, token = await a_bag(session, {mug: 2, lamp: 1})
    request = await a_request(session, cart)

    order = await place_order(session, GUEST, token, request)

    parts = await orders.vendor_orders_of(session, order.id)
    assert order.status is OrderStatus.PENDING_PAYMENT
    assert (order.items_minor, order.delivery_minor, order.total_minor) == (6500, 900, 7400)
    assert [part.total_minor for part in parts] == [2950, 4450]
    assert [part.number for part in parts] == [f"{order.number}-A", f"{order.number}-B"]
    assert [part.commission_minor for part in parts] == [300, 480]
    assert await levels(session, mug) == (10, 2, 0)
    assert await levels(session, lamp) == (10, 1, 0)


async def test_the_bag_is_empty_afterwards_but_keeps_what_is_saved(session):
    mug, lamp = await a_shelf(session)
    cart, token = await a_bag(session, [mug, lamp])
    saved = await carts.find_line_of(session, cart.id, lamp.variant.id)
    await save_for_later(session, cart, saved.id)

    await place_order(session, GUEST, token, await a_request(session, cart))

    left = await carts.list_lines(session, cart.id)
    assert [(line.variant_id, line.is_saved) for line in left] == [(lamp.variant.id, True)]


async def test_the_same_key_gives_the_same_order(session):
    pieces = await a_shelf(session)
    cart, token = await a_bag(session, pieces)
    request = await a_request(session, cart, key="submitted-twice")

    first = await place_order(session, GUEST, token, request)
    second = await place_order(session, GUEST, token, request)

    assert second.id == first.id
    assert await count(session, Order) == 1


async def test_another_key_finds_an_empty_bag(session):
    pieces = await a_shelf(session)
    cart, token = await a_bag(session, pieces)
    request = await a_request(session, cart)
    await place_order(session, GUEST, token, request)

    with pytest.raises(EmptyBag):
        await place_order(
            session, GUEST, token, request.model_copy(update={"idempotency_key": "another-tab"})
        )


async def test_a_price_that_changed_stops_the_order_and_shows_the_new_total(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    cart, token = await a_bag(session, [mug, lamp])
    request = await a_request(session, cart)
    await set_price(session, mug, 1400)

    with pytest.raises(QuoteChanged) as refused:
        await place_order(session, GUEST, token, request)

    assert refused.value.quote.total.minor == 1400 + 4000 + 900
    assert await count(session, Order) == 0
    assert await levels(session, mug) == (10, 0, 0)


async def test_sold_out_names_what_is_left_and_leaves_no_trace(session):
    mug, lamp = await a_shelf(session)
    cart, token = await a_bag(session, {mug: 3, lamp: 1})
    request = await a_request(session, cart)
    await set_stock(session, mug, 2)

    with pytest.raises(OutOfStock) as refused:
        async with session.begin_nested():
            await place_order(session, GUEST, token, request)

    assert refused.value.available == {mug.variant.id: 2}
    assert await count(session, Order) == 0
    assert await count(session, VendorOrder) == 0
    assert await levels(session, lamp) == (10, 0, 0)
    assert len(await carts.list_lines(session, cart.id)) == 2


async def test_a_hidden_product_cannot_be_ordered(session):
    mug, lamp = await a_shelf(session)
    cart, token = await a_bag(session, [mug, lamp])
    request = await a_request(session, cart)
    mug.product.status = "paused"
    await session.flush()

    with pytest.raises(NotForSaleAnymore, match=mug.product.title):
        await place_order(session, GUEST, token, request)


async def test_a_stranger_without_the_bags_cookie_orders_nothing(session):
    pieces = await a_shelf(session)
    cart, _token = await a_bag(session, pieces)
    request = await a_request(session, cart)

    with pytest.raises(EmptyBag):
        await place_order(session, GUEST, "x" * 43, request)


async def test_what_is_not_counted_needs_no_stock(session):
    mug, lamp = await a_shelf(session)
    mug.variant.is_stock_tracked = False
    await set_stock(session, mug, 0)
    cart, token = await a_bag(session, {mug: 7, lamp: 1})

    order = await place_order(session, GUEST, token, await a_request(session, cart))

    lines = await orders.lines_of_order(session, order.id)
    assert sorted(line.quantity for line in lines) == [1, 7]
    assert await levels(session, mug) == (0, 0, 0)


async def test_the_order_opens_with_its_own_link_only(session):
    cart, token = await a_bag(session, await a_shelf(session))
    order = await place_order(session, GUEST, token, await a_request(session, cart))
    link = derived_token(settings().secret_key.get_secret_value(), "order", order.id)

    assert (await orders.get_by_token(session, order.number, link)).id == order.id
    with pytest.raises(Exception, match="cannot find"):
        await orders.get_by_token(session, order.number, link[:-1] + "x")


async def test_later_edits_of_the_catalog_leave_the_order_alone(session):
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    cart, token = await a_bag(session, [mug, lamp])
    order = await place_order(session, GUEST, token, await a_request(session, cart))

    await set_price(session, mug, 9900)
    mug.product.title = "Renamed"
    await session.flush()

    line = (
        await session.exec(select(OrderLine).where(OrderLine.variant_id == mug.variant.id))
    ).one()
    await session.refresh(line)
    assert (line.unit_minor, line.title != "Renamed", order.total_minor) == (1250, True, 6150)


async def test_a_quote_is_the_same_in_whatever_order_its_lines_come(session):
    mug, lamp = await a_shelf(session)
    cart, _ = await a_bag(session, [mug, lamp])
    other, _ = await a_bag(session, [lamp, mug])

    first = await a_request(session, cart)
    second = await a_request(session, other)

    assert first.fingerprint == second.fingerprint


async def test_a_gift_message_goes_with_the_parcel_that_it_was_written_for(session):
    mug, lamp = await a_shelf(session)
    cart, token = await a_bag(session, [mug, lamp])
    request = await a_request(session, cart)
    gifts = {mug.vendor.id: "  Happy\nbirthday, Ada!  "}

    order = await place_order(
        session, GUEST, token, request.model_copy(update={"gifts": gifts})
    )

    parts = await orders.vendor_orders_of(session, order.id)
    assert {part.vendor_id: part.gift_message for part in parts} == {
        mug.vendor.id: "Happy birthday, Ada!",
        lamp.vendor.id: "",
    }
