"""A workshop sees what is to do and how it sells, of its own and nobody else's."""

from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.models import ProductStatus
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden
from core.kernel.money import Money
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.pack_parcel import pack_parcel
from core.orders.queries import vendor_orders_of
from core.reporting import vendor_dashboard as dashboard
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import owner_of
from tests.factories.shop import a_piece, a_shopper, set_stock


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


async def part_of(session: AsyncSession, order, vendor):
    parts = await vendor_orders_of(session, order.id)
    return next(part for part in parts if part.vendor_id == vendor.id)


async def test_an_order_moves_through_the_list_of_things_to_do(session: AsyncSession):
    mug, lamp = await a_shelf(session, stock=50)
    owner = owner_of(mug.vendor)
    order = await a_paid_order(session, {mug: 2, lamp: 1})
    part = await part_of(session, order, mug.vendor)

    async def counts() -> tuple[int, int, int]:
        await session.flush()
        found = await dashboard.to_do(session, owner)
        return found.to_accept, found.to_pack, found.to_hand_over

    assert await counts() == (1, 0, 0)
    assert (await dashboard.to_do(session, owner)).accept_by == part.accept_by
    await accept_vendor_order(session, owner, part.id)
    assert await counts() == (0, 1, 0)
    parcel = await pack_parcel(session, owner, part.id)
    assert await counts() == (0, 0, 1)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="CTT")
    assert await counts() == (0, 0, 0)


async def test_what_runs_low_and_what_was_rejected_is_counted(session: AsyncSession):
    (mug,) = await a_shelf(session, prices=(1000,), stock=50)
    plenty = await a_piece(session, mug.vendor, stock=50)
    await a_piece(session, mug.vendor, status=ProductStatus.REJECTED)
    await a_piece(session, mug.vendor, stock=None)
    await set_stock(session, mug, 3)

    found = await dashboard.to_do(session, owner_of(mug.vendor))
    others = await dashboard.to_do(session, owner_of((await a_piece(session, stock=9)).vendor))

    assert (found.low_stock, found.rejected_products) == (1, 1)
    assert (others.low_stock, others.rejected_products) == (0, 0)
    await set_stock(session, plenty, 0)
    assert (await dashboard.to_do(session, owner_of(mug.vendor))).low_stock == 2


async def test_sales_and_balance_are_the_vendors_own(session: AsyncSession):
    mug, lamp = await a_shelf(session, prices=(1000, 5000), stock=50)
    await a_paid_order(session, {mug: 2, lamp: 1})
    await a_paid_order(session, [mug])
    owner, now = owner_of(mug.vendor), utc_now()

    sales = await dashboard.sales(session, owner, now)
    balance = await dashboard.balance(session, owner)
    best = await dashboard.best_sellers(session, owner, now)

    assert (sales.orders, sales.units, sales.orders_before) == (2, 3, 0)
    assert sales.revenue == {"EUR": eur(2450 + 1450)}
    assert len(sales.days) == 30
    assert sales.days[-1] == (now.date(), {"EUR": eur(3900)})
    assert balance.pending == {"EUR": eur(3900 - 240 - 120)}
    assert balance.available == {}
    assert [(row.slug, row.units, row.revenue) for row in best] == [
        (mug.product.slug, 3, {"EUR": eur(3000)})
    ]


async def test_last_months_sales_are_beside_this_months(session: AsyncSession):
    (mug,) = await a_shelf(session, prices=(1000,), stock=50)
    await a_paid_order(session, [mug])

    sales = await dashboard.sales(session, owner_of(mug.vendor), utc_now() + timedelta(days=40))

    assert (sales.orders, sales.orders_before) == (0, 1)
    assert sales.orders_change_bps == -10_000


async def test_a_new_workshop_is_told_what_is_missing(session: AsyncSession):
    piece = await a_piece(session, status=ProductStatus.DRAFT)

    found = await dashboard.setup(session, owner_of(piece.vendor))

    assert (found.has_story, found.has_rates) == (False, False)
    assert (found.has_products, found.has_published) == (True, False)
    assert not found.is_complete


async def test_a_shopper_has_no_dashboard(session: AsyncSession):
    shopper = await a_shopper(session)

    for read in (dashboard.to_do, dashboard.setup, dashboard.balance):
        with pytest.raises(Forbidden):
            await read(session, shopper)
    with pytest.raises(Forbidden):
        await dashboard.sales(session, shopper, utc_now())
