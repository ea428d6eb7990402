"""How a parcel is sent and packed: priced, split, earned and given back to the cent."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.errors import QuoteChanged
from core.checkout.place_order import place_order
from core.checkout.quote import ParcelChoice
from core.checkout.quote_bag import quote_bag
from core.kernel.errors import Invalid
from core.kernel.principal import GUEST, SYSTEM
from core.orders import queries as orders
from core.orders.read_models import order_detail
from core.refunds.cancel_vendor_order import cancel_order
from core.reporting.proofs import contradictions
from core.shipping.footprint import Mode, Way, way
from core.shipping.models import Service, Zone
from tests.factories.orders import a_bag, a_paid_order, a_request, a_shelf
from tests.factories.shop import a_delivery_rate


async def test_options_come_cheapest_first_and_the_cheapest_is_taken(session: AsyncSession):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_delivery_rate(
        session, piece.vendor, Zone.DOMESTIC, 990, service=Service.EXPRESS, transit_days=(1, 1)
    )
    cart, _ = await a_bag(session, [piece])

    quote = await quote_bag(session, cart, "PT")

    (parcel,) = quote.parcels
    assert [rate.price.minor for rate in parcel.options] == [450, 990]
    assert (parcel.rate.service, parcel.packaging.code) == (Service.STANDARD, "reused")
    assert quote.total.minor == 1250 + 450


async def test_choices_change_the_sum_and_what_is_agreed_to(session: AsyncSession):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_delivery_rate(session, piece.vendor, Zone.DOMESTIC, 990, service=Service.EXPRESS)
    piece.variant.weight_g = 1000
    cart, token = await a_bag(session, {piece: 2})
    chosen = {piece.vendor.id: ParcelChoice(Service.EXPRESS, "gift")}

    quote = await quote_bag(session, cart, "PT", chosen)
    request = await a_request(session, cart, choices=chosen)
    order = await place_order(session, GUEST, token, request)

    assert (quote.items.minor, quote.carriage.minor, quote.packing.minor) == (2500, 990, 350)
    assert order.total_minor == quote.total.minor == 2500 + 990 + 350
    (part,) = await orders.vendor_orders_of(session, order.id)
    assert (part.packaging, part.packaging_minor, part.packaging_g) == ("gift", 350, 240)
    assert part.delivery_minor == 990 + 350
    assert part.delivery_g_co2e == round(2240 * 500 * 0.78225 / 1000)


async def test_another_choice_than_the_one_shown_orders_nothing(session: AsyncSession):
    (piece,) = await a_shelf(session, prices=(1250,))
    cart, token = await a_bag(session, [piece])
    shown = await a_request(session, cart)
    dearer = {piece.vendor.id: ParcelChoice(packaging="gift")}

    with pytest.raises(QuoteChanged):
        await place_order(session, GUEST, token, shown.model_copy(update={"choices": dearer}))


async def test_a_way_to_pack_that_does_not_exist_is_refused(session: AsyncSession):
    (piece,) = await a_shelf(session, prices=(1250,))
    cart, _ = await a_bag(session, [piece])

    with pytest.raises(Invalid):
        await quote_bag(session, cart, "PT", {piece.vendor.id: ParcelChoice(packaging="gold")})


async def test_packaging_is_the_workshops_whole_and_pays_no_commission(session: AsyncSession):
    pieces = await a_shelf(session, prices=(1250, 4000))
    plain = await a_paid_order(session, pieces)
    wrapped = await a_paid_order(session, pieces, packaging="gift")

    before = (await order_detail(session, plain)).parts
    after = (await order_detail(session, wrapped)).parts

    assert [part.packing.minor for part in after] == [350, 350]
    assert [part.commission for part in after] == [part.commission for part in before]
    assert [b.net.minor - a.net.minor for a, b in zip(before, after, strict=True)] == [350, 350]
    assert wrapped.total_minor == sum(part.total.minor for part in after)
    assert await contradictions(session) == []


async def test_what_is_canceled_gives_its_packaging_back(session: AsyncSession):
    order = await a_paid_order(session, await a_shelf(session), packaging="paper")

    await cancel_order(session, SYSTEM, order.id, reason="Changed my mind")

    assert order.refunded_minor == order.total_minor
    parts = await orders.vendor_orders_of(session, order.id)
    assert [part.delivery_refunded_minor for part in parts] == [540, 540]
    assert await contradictions(session) == []


async def test_the_database_knows_packaging_as_a_part_of_delivery(session: AsyncSession):
    order = await a_paid_order(session, await a_shelf(session), packaging="gift")
    tampered = text("UPDATE vendor_orders SET packaging_minor = 801 WHERE order_id = :id")

    with pytest.raises(Exception, match="packaging_within_delivery"):
        await session.execute(tampered, {"id": order.id})


@pytest.mark.parametrize(
    ("origin", "destination", "service", "expected"),
    [
        ("PT", "PT", Service.STANDARD, Way(Mode.LORRY, 500)),
        ("PT", "PT", Service.EXPRESS, Way(Mode.VAN, 500)),
        ("PT", "XK", Service.STANDARD, None),
    ],
)
def test_at_home_five_hundred_kilometers_are_assumed(origin, destination, service, expected):
    assert way(origin, None, destination, service) == expected


def test_abroad_the_great_circle_counts_and_the_far_parcel_flies():
    near = way("PT", (41.5, -8.6), "DE", Service.STANDARD)
    fast = way("PT", (41.5, -8.6), "DE", Service.EXPRESS)
    far = way("PT", (41.5, -8.6), "US", Service.STANDARD)

    assert near is not None
    assert fast is not None
    assert far is not None
    assert (near.mode, fast.mode, far.mode) == (
        Mode.LORRY,
        Mode.SHORT_FLIGHT,
        Mode.LONG_FLIGHT,
    )
    assert near.km == pytest.approx(2080 * 1.05, rel=0.02)
    assert near.grams(2000) == round(2000 * near.km * 0.12522 / 1000)
    assert far.km == pytest.approx(5600, rel=0.03)
