"""A parcel's price depends on where it goes and what is in it."""

from datetime import date

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Forbidden, Invalid
from core.kernel.money import Money
from core.kernel.principal import VendorRole
from core.shipping import service
from core.shipping.arrival import Arrival, Days, add_working_days, arrival_of
from core.shipping.errors import DeliveryUnavailable
from core.shipping.models import Zone
from core.shipping.rates import find_parcel_rates, parcel_rate, parcel_rates
from core.shipping.service import OfferedRate
from core.shipping.zones import zone_between
from tests.factories.shop import a_delivery_rate, a_member, a_workshop


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.mark.parametrize(
    ("origin", "destination", "zone"),
    [
        ("PT", "PT", Zone.DOMESTIC),
        ("gb", "GB", Zone.DOMESTIC),
        ("PT", "DE", Zone.EU),
        ("PT", "GB", Zone.WORLD),
        ("GB", "DE", Zone.WORLD),
        ("GB", "US", Zone.WORLD),
    ],
)
def test_a_zone_is_told_by_both_ends(origin: str, destination: str, zone: Zone):
    assert zone_between(origin, destination) is zone


@pytest.mark.parametrize("country", ["", "P", "PRT", "P1", "ÄÖ"])
def test_what_is_no_country_code_is_refused(country: str):
    with pytest.raises(Invalid):
        zone_between("PT", country)


async def test_each_zone_has_its_price(session: AsyncSession):
    vendor = await a_workshop(session, country="PT")
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450)
    await a_delivery_rate(session, vendor, Zone.EU, 890)
    await a_delivery_rate(session, vendor, Zone.EU, 990, currency="USD")

    home = await parcel_rate(session, vendor.id, "PT", "EUR", eur(1000))
    abroad = await parcel_rate(session, vendor.id, "DE", "EUR", eur(1000))

    assert (home.price, abroad.price) == (eur(450), eur(890))


async def test_delivery_is_free_from_the_threshold_on(session: AsyncSession):
    vendor = await a_workshop(session)
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450, free_over_minor=6000)

    below = await parcel_rate(session, vendor.id, "PT", "EUR", eur(5999))
    at = await parcel_rate(session, vendor.id, "PT", "EUR", eur(6000))

    assert (below.price, at.price) == (eur(450), eur(0))


async def test_several_vendors_are_quoted_at_once_and_those_without_a_rate_are_named(
    session: AsyncSession,
):
    near, far = await a_workshop(session, country="PT"), await a_workshop(session, country="SE")
    await a_delivery_rate(session, near, Zone.DOMESTIC, 450)
    goods = {near.id: eur(1000), far.id: eur(1000)}

    found = await find_parcel_rates(session, goods, "PT", "EUR")
    assert {vendor_id: rate.price for vendor_id, rate in found.items()} == {near.id: eur(450)}

    with pytest.raises(DeliveryUnavailable) as refused:
        await parcel_rates(session, goods, "PT", "EUR")
    assert refused.value.vendor_ids == {far.id}


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 24)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 25), 8, date(2026, 12, 7)),
    ],
)
def test_weekends_are_not_working_days(start: date, days: int, end: date):
    assert add_working_days(start, days) == end


def test_arrival_is_making_then_dispatch_then_transit():
    thursday = date(2026, 11, 19)

    plain = arrival_of(thursday, Days(2, 4), Days(1, 3))
    made = arrival_of(thursday, Days(2, 4), Days(1, 3), lead_time_days=14)

    assert plain == Arrival(date(2026, 11, 24), date(2026, 11, 30))
    assert made == Arrival(date(2026, 12, 8), date(2026, 12, 14))


async def test_setting_rates_replaces_what_was_there(session: AsyncSession):
    vendor = await a_workshop(session)
    owner = await a_member(session, vendor)
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450)
    await a_delivery_rate(session, vendor, Zone.WORLD, 2900)

    await service.set_rates(
        session,
        owner,
        [
            OfferedRate(Zone.DOMESTIC, eur(500), Days(1, 2), free_over=eur(8000)),
            OfferedRate(Zone.EU, eur(900), Days(2, 5), "Tracked parcel"),
        ],
    )

    session.expire_all()
    rates = await service.list_rates(session, owner)
    assert [(r.zone, r.price_minor, r.free_over_minor, r.name) for r in rates] == [
        (Zone.DOMESTIC, 500, 8000, "Standard parcel"),
        (Zone.EU, 900, None, "Tracked parcel"),
    ]


@pytest.mark.parametrize(
    "offered",
    [
        [OfferedRate(Zone.EU, eur(-1), Days(1, 2))],
        [OfferedRate(Zone.EU, eur(500), Days(3, 2))],
        [OfferedRate(Zone.EU, eur(500), Days(1, 2), " ")],
        [OfferedRate(Zone.EU, Money(500, "JPY"), Days(1, 2))],
        [OfferedRate(Zone.EU, eur(500), Days(1, 2), free_over=Money(8000, "USD"))],
        [OfferedRate(Zone.EU, eur(500), Days(1, 2)), OfferedRate(Zone.EU, eur(6), Days(1, 2))],
    ],
)
async def test_a_rate_that_makes_no_sense_changes_nothing(
    session: AsyncSession, offered: list[OfferedRate]
):
    vendor = await a_workshop(session)
    owner = await a_member(session, vendor)
    await a_delivery_rate(session, vendor, Zone.DOMESTIC, 450)

    with pytest.raises(Invalid):
        await service.set_rates(session, owner, offered)

    assert [rate.price_minor for rate in await service.list_rates(session, owner)] == [450]


async def test_only_those_who_handle_orders_set_rates(session: AsyncSession):
    vendor = await a_workshop(session)
    writer = await a_member(session, vendor, VendorRole.CATALOG)

    with pytest.raises(Forbidden):
        await service.set_rates(session, writer, [])
