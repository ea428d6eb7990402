import pytest
from sqlmodel import select

from core.kernel.principal import VendorRole
from core.orders.models import VendorOrder
from core.orders.queries import lines_of_vendor_order, vendor_orders_of
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.payments.models import Refund
from tests.factories.orders import a_paid_order, a_shelf
from tests.mounting import sent_to_browser
from tests.vendor_portal.pressing import press
from vendor_portal.pages.order.state import OrderState
from vendor_portal.pages.order.views import OrderView
from vendor_portal.pages.orders.state import OrdersState
from vendor_portal.state.order_words import ORDER_WORDS, PARCEL_WORDS


@pytest.fixture
async def pieces(session):
    return await a_shelf(session)


@pytest.fixture
async def part(session, pieces):
    """The part of a two-workshop order that the first workshop sends: two of its piece."""
    order = await a_paid_order(session, {pieces[0]: 2, pieces[1]: 1})
    parts = await vendor_orders_of(session, order.id)
    return next(part for part in parts if part.vendor_id == pieces[0].vendor.id)


async def open_order(desk, pieces, part, **options):
    path = f"/orders/{part.number}"
    return await desk(pieces[0].vendor, OrderState, path, number=part.number, **options)


async def test_a_workshop_sees_its_own_part_and_its_own_money(desk, pieces, part):
    tab = await open_order(desk, pieces, part)

    assert tab.status == "ready"
    assert (tab.order.number, tab.order.status) == (part.number, "New")
    assert [(line.title, line.quantity) for line in tab.order.lines] == [
        (pieces[0].product.title, 2)
    ]
    assert tab.order.money.gross == "€29.50"
    assert pieces[1].product.title not in await sent_to_browser(tab)


async def test_an_order_goes_from_new_to_delivered(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)

    await press(tab.accept())
    assert (tab.order.status, tab.order.can_pack) == ("To pack", True)
    await press(tab.pack_all())
    assert [parcel.status for parcel in tab.order.parcels] == ["Packed"]
    parcel = tab.order.parcels[0].id
    await press(tab.hand_over({"parcel": parcel, "carrier": "DHL", "tracking_number": "JD014"}))
    assert tab.order.status == "Shipped"
    assert tab.order.parcels[0].tracking_href.endswith("tracking-id=JD014")
    await press(tab.deliver(parcel))

    assert tab.order.status == "Delivered"
    await session.refresh(part)
    assert part.status is VendorOrderStatus.DELIVERED
    assert tab.refusal == ""


async def test_part_of_an_order_can_be_packed(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)
    await press(tab.accept())
    (line,) = await lines_of_vendor_order(session, part.id)

    await press(tab.pack_chosen({f"line:{line.id}": "1", "note": "ignored"}))

    assert tab.order.parcels[0].contents == f"1 × {line.title}"
    assert tab.order.lines[0].unpacked == 1
    assert tab.order.can_pack


@pytest.mark.parametrize("units", ["3", "-1", "1.5", "many", "9" * 40])
async def test_more_than_there_is_cannot_be_packed(session, desk, pieces, part, units):
    tab = await open_order(desk, pieces, part)
    await press(tab.accept())
    (line,) = await lines_of_vendor_order(session, part.id)

    await press(tab.pack_chosen({f"line:{line.id}": units}))

    assert tab.refusal
    assert tab.order.parcels == []


async def test_a_parcel_needs_a_carrier(desk, pieces, part):
    tab = await open_order(desk, pieces, part)
    await press(tab.accept())
    await press(tab.pack_all())

    await press(tab.hand_over({"parcel": tab.order.parcels[0].id, "carrier": " "}))

    assert tab.refusal == "Name the carrier that takes the parcel."
    assert (tab.busy, tab.order.parcels[0].is_packed) == ("", True)


async def test_a_declined_order_is_refunded(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)

    await press(tab.decline({"reason": "The kiln is broken"}))

    assert tab.order.status == "Declined"
    refund = (await session.exec(select(Refund))).one()
    assert (refund.vendor_order_id, refund.amount_minor) == (part.id, 2950)


async def test_declining_needs_a_reason(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)

    await press(tab.decline({"reason": "  "}))

    assert tab.refusal == "Say in a few words why."
    assert (await session.exec(select(Refund))).all() == []


async def test_a_second_press_refunds_nothing_twice(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)
    (line,) = await lines_of_vendor_order(session, part.id)
    form = {f"line:{line.id}": "1", "delivery": "4,50", "reason": "Cracked"}
    key = tab._refund_key

    await press(tab.refund(form))
    tab._refund_key = key
    await press(tab.refund(form))

    refund = (await session.exec(select(Refund))).one()
    assert refund.amount_minor == 1250 + 450


async def test_another_workshops_order_is_not_there(desk, pieces, part):
    tab = await desk(pieces[1].vendor, OrderState, f"/orders/{part.number}", number=part.number)

    assert tab.status == "missing"
    assert tab.order.number == ""


async def test_another_workshops_order_cannot_be_accepted(session, desk, pieces, part):
    tab = await desk(pieces[1].vendor, OrderState, f"/orders/{part.number}", number=part.number)
    tab.order = OrderView(id=str(part.id))

    await press(tab.accept())

    assert tab.refusal == "We cannot find this order."
    await session.refresh(part)
    assert part.status is VendorOrderStatus.PLACED


async def test_another_workshops_parcel_cannot_be_moved(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part)
    await press(tab.accept())
    await press(tab.pack_all())
    theirs = (
        await session.exec(
            select(VendorOrder).where(VendorOrder.vendor_id == pieces[1].vendor.id)
        )
    ).one()
    other = await desk(
        pieces[1].vendor, OrderState, f"/orders/{theirs.number}", number=theirs.number
    )

    await press(other.hand_over({"parcel": tab.order.parcels[0].id, "carrier": "DHL"}))

    assert other.refusal == "We cannot find this order."
    await tab._show()
    assert tab.order.parcels[0].status == "Packed"


async def test_a_member_for_the_catalog_ships_nothing(session, desk, pieces, part):
    tab = await open_order(desk, pieces, part, role=VendorRole.CATALOG)

    await press(tab.accept())

    assert tab.refusal == "Your role in this workshop does not cover this."
    await session.refresh(part)
    assert part.status is VendorOrderStatus.PLACED


async def test_a_guest_is_sent_to_sign_in(guest, part):
    tab = await guest(OrderState, f"/orders/{part.number}", number=part.number)

    answers = await press(tab.accept())

    assert "/signin" in str(answers[0].args)
    assert (tab.status, tab.order.number) == ("loading", "")


async def test_the_list_counts_and_narrows(desk, pieces, part):
    tab = await desk(pieces[0].vendor, OrdersState, "/orders")

    counts = {view.label: view.count for view in tab.tabs}
    assert (counts["New"], counts["To pack"]) == ("1", "")
    assert [(row.number, row.total) for row in tab.rows] == [(part.number, "€29.50")]


async def test_the_list_shows_nobody_elses_orders(session, desk, part):
    (stranger,) = await a_shelf(session, prices=(900,))

    tab = await desk(stranger.vendor, OrdersState, "/orders")

    assert (tab.status, tab.rows) == ("ready", [])


def test_every_state_of_an_order_and_a_parcel_has_its_word():
    assert set(ORDER_WORDS) == set(VendorOrderStatus)
    assert set(PARCEL_WORDS) == set(FulfillmentStatus)
