from datetime import timedelta

import pytest
from sqlmodel import select

from core.inventory.models import StockLevel
from core.kernel.errors import Conflict, Forbidden, Invalid, SignInRequired
from core.kernel.principal import GUEST, VendorRole
from core.ledger.models import Earning
from core.ledger.queries import lock_earnings_of, vendor_balances
from core.ledger.release_earnings import release_due
from core.orders import queries
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.errors import NoSuchOrder, NothingToPack, TooManyUnits
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.pack_parcel import pack_parcel
from core.orders.read_models import order_detail, vendor_order_detail
from core.orders.statuses import FulfillmentStatus, OrderFulfillmentStatus, VendorOrderStatus
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import owner_of


@pytest.fixture
async def sold(session):
    """A paid order of two mugs and a lamp, from two workshops."""
    mug, lamp = await a_shelf(session, prices=(1250, 4000))
    order = await a_paid_order(session, {mug: 2, lamp: 1})
    parts = {part.vendor_id: part for part in await queries.vendor_orders_of(session, order.id)}
    return mug, lamp, order, parts[mug.vendor.id], parts[lamp.vendor.id]


async def level(session, piece):
    statement = select(StockLevel).where(StockLevel.variant_id == piece.variant.id)
    row = (await session.exec(statement.execution_options(populate_existing=True))).one()
    return row.on_hand, row.reserved, row.allocated


async def ship_all(session, owner, part):
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(
        session, owner, part.id, parcel.id, carrier="DHL", tracking_number="JD01"
    )
    return parcel


async def test_a_parcel_leaves_with_its_stock(session, sold):
    mug, _, order, part, _ = sold

    parcel = await ship_all(session, owner_of(mug.vendor), part)

    assert parcel.status is FulfillmentStatus.HANDED_OVER
    assert parcel.tracking_url.endswith("tracking-id=JD01")
    assert part.status is VendorOrderStatus.FULFILLED
    assert order.fulfillment_status is OrderFulfillmentStatus.PARTIAL
    assert await level(session, mug) == (8, 0, 0)


async def test_one_order_can_leave_in_two_parcels(session, sold):
    mug, _, _, part, _ = sold
    owner = owner_of(mug.vendor)
    line = (await queries.lines_of_vendor_order(session, part.id))[0]
    await accept_vendor_order(session, owner, part.id)

    first = await pack_parcel(session, owner, part.id, {line.id: 1})
    await hand_over_parcel(session, owner, part.id, first.id, carrier="DPD")
    assert part.fulfillment_status is OrderFulfillmentStatus.PARTIAL
    second = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, second.id, carrier="DPD")

    assert (first.number, second.number) == (f"{part.number}1", f"{part.number}2")
    assert part.status is VendorOrderStatus.FULFILLED
    assert part.fulfillment_status is OrderFulfillmentStatus.FULFILLED


async def test_nothing_is_packed_twice(session, sold):
    mug, _, _, part, _ = sold
    owner = owner_of(mug.vendor)
    line = (await queries.lines_of_vendor_order(session, part.id))[0]
    await accept_vendor_order(session, owner, part.id)
    await pack_parcel(session, owner, part.id)

    with pytest.raises(NothingToPack):
        await pack_parcel(session, owner, part.id)
    with pytest.raises(TooManyUnits, match="Only 0"):
        await pack_parcel(session, owner, part.id, {line.id: 1})


async def test_packing_waits_for_the_workshops_yes(session, sold):
    mug, _, _, part, _ = sold

    with pytest.raises(Conflict, match="Accept"):
        await pack_parcel(session, owner_of(mug.vendor), part.id)


@pytest.mark.parametrize("use_case", [accept_vendor_order, pack_parcel])
async def test_another_workshop_finds_no_such_order(session, sold, use_case):
    _, lamp, _, part_of_mug, _ = sold

    with pytest.raises(NoSuchOrder):
        await use_case(session, owner_of(lamp.vendor), part_of_mug.id)


async def test_who_may_not_handle_orders_is_refused(session, sold):
    mug, _, _, part, _ = sold

    with pytest.raises(SignInRequired):
        await accept_vendor_order(session, GUEST, part.id)
    with pytest.raises(Forbidden):
        await accept_vendor_order(session, owner_of(mug.vendor, VendorRole.CATALOG), part.id)
    assert part.status is VendorOrderStatus.PLACED


async def test_a_parcel_needs_a_carrier(session, sold):
    mug, _, _, part, _ = sold
    owner = owner_of(mug.vendor)
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)

    with pytest.raises(Invalid, match="carrier"):
        await hand_over_parcel(session, owner, part.id, parcel.id, carrier="  ")


async def test_delivery_starts_the_window_and_the_earnings_follow_it(session, sold):
    mug, lamp, order, part, other = sold
    for piece, own in ((mug, part), (lamp, other)):
        parcel = await ship_all(session, owner_of(piece.vendor), own)
        await deliver_parcel(session, owner_of(piece.vendor), own.id, parcel.id)

    earnings = await lock_earnings_of(session, part.id)
    assert part.status is VendorOrderStatus.DELIVERED
    assert order.fulfillment_status is OrderFulfillmentStatus.DELIVERED
    assert [e.available_at for e in earnings] == [part.delivered_at + timedelta(days=14)]
    assert await release_due(session) == []


async def test_due_earnings_move_from_pending_to_available_once(session, sold):
    mug, _, _, part, _ = sold
    parcel = await ship_all(session, owner_of(mug.vendor), part)
    await deliver_parcel(session, owner_of(mug.vendor), part.id, parcel.id)
    earning = (
        await session.exec(select(Earning).where(Earning.vendor_order_id == part.id))
    ).one()
    earning.available_at = await queries.db_now(session)
    await session.flush()

    assert len(await release_due(session)) == 1
    assert await release_due(session) == []

    balances = await vendor_balances(session, mug.vendor.id)
    assert {kind.value: money.minor for (kind, _), money in balances.items()} == {
        "vendor_pending": 0,
        "vendor_available": 2500 + 450 - 300,
    }


async def test_a_vendor_sees_its_own_part_and_money_only(session, sold):
    mug, lamp, order, part, _ = sold
    await ship_all(session, owner_of(lamp.vendor), sold[4])

    seen = await vendor_order_detail(session, mug.vendor.id, part.number)

    assert [p.vendor_id for p in seen.parts] == [mug.vendor.id]
    assert seen.total.minor == 2950
    assert lamp.product.title not in repr(seen)
    assert all(entry.part_id in {None, part.id} for entry in seen.timeline)
    with pytest.raises(NoSuchOrder):
        await vendor_order_detail(session, mug.vendor.id, sold[4].number)
    assert (await order_detail(session, order)).total.minor == 7400
