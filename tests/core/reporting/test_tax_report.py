from datetime import UTC, datetime

import pytest

from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, Invalid
from core.orders import queries as orders
from core.reporting.tax_report import Quarter, oss_csv, tax_report
from core.shipping.models import Zone
from core.taxes.models import OwedBy, Treatment
from tests.factories.orders import a_paid_order
from tests.factories.principals import an_operator
from tests.factories.shop import a_delivery_rate, a_piece, a_shopper, a_workshop
from tests.factories.taxes import BERLIN, a_tax_profile


async def sold_to_berlin(session, *, country, uses_oss=False):
    workshop = await a_workshop(session, country=country)
    for zone in Zone:
        await a_delivery_rate(session, workshop, zone, 0)
    await a_tax_profile(session, workshop, uses_oss=uses_oss)
    piece = await a_piece(session, workshop, prices={"EUR": 11_900})
    return await a_paid_order(session, [piece], address=BERLIN)


async def test_the_quarter_tells_who_owes_what_where(session):
    await sold_to_berlin(session, country="PT", uses_oss=True)
    await sold_to_berlin(session, country="MA")
    quarter = Quarter.at(utc_now())

    report = await tax_report(session, an_operator(), quarter)

    found = [
        (r.owed_by, r.treatment, r.jurisdiction, r.base.minor, r.tax.minor) for r in report
    ]
    assert found == [
        (OwedBy.MARKET, Treatment.DEEMED_SUPPLIER, "DE", 10_000, 1900),
        (OwedBy.VENDOR, Treatment.DISTANCE, "DE", 10_000, 1900),
    ]
    assert (await tax_report(session, an_operator(), quarter.before)) == []


async def test_the_one_stop_shop_file_has_a_line_for_each_country_and_rate(session):
    order = await sold_to_berlin(session, country="PT", uses_oss=True)
    assert await orders.vendor_orders_of(session, order.id)
    quarter = Quarter.at(utc_now())

    lines = (await oss_csv(session, an_operator(), quarter)).splitlines()

    assert lines[1:] == [f"{quarter},vendor,distance,DE,19,EUR,100.00,19.00"]


async def test_only_operators_read_it(session):
    with pytest.raises(Forbidden):
        await tax_report(session, await a_shopper(session), Quarter(2026, 4))


@pytest.mark.parametrize("text", ["", "2026", "2026-Q5", "2026-Q0", "Q4-2026", "1999-Q1"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(Invalid):
        Quarter.of(text)


def test_a_quarter_has_its_days():
    assert Quarter.of("2026-Q4").since == datetime(2026, 10, 1, tzinfo=UTC)
    assert Quarter.of("2026-Q4").until == datetime(2027, 1, 1, tzinfo=UTC)
    assert str(Quarter(2026, 1).before) == "2025-Q4"
