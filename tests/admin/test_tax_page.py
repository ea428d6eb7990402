"""Taxes of a quarter as operators see them."""

from admin.pages.finance_tax.state import TaxState
from core.kernel.clock import utc_now
from core.reporting.tax_report import Quarter
from core.shipping.models import Zone
from tests.factories.orders import a_paid_order
from tests.factories.shop import a_delivery_rate, a_piece, a_workshop
from tests.factories.taxes import BERLIN, a_tax_profile


async def test_what_the_market_owes_stands_above_the_report(session, desk):
    workshop = await a_workshop(session, country="MA")
    await a_delivery_rate(session, workshop, Zone.WORLD, 0)
    await a_tax_profile(session, workshop)
    piece = await a_piece(session, workshop, prices={"EUR": 11_900})
    await a_paid_order(session, [piece], address=BERLIN)

    tab = await desk(TaxState, "/finance/tax")

    assert tab.owed == ["€19.00"]
    assert [(row.owed_by, row.why, row.place, row.rate, row.tax) for row in tab.rows] == [
        ("The market", "Deemed supplier", "Germany", "19 %", "€19.00")
    ]
    assert tab.csv_href == f"/exports/oss.csv?quarter={Quarter.at(utc_now())}"


async def test_a_state_is_registered_and_ended(desk):
    tab = await desk(TaxState, "/finance/tax")

    async for _ in tab.register({"state": "CA", "number": "77"}):
        pass
    assert [(row.place, row.is_open) for row in tab.registered] == [("California", True)]
    async for _ in tab.end(tab.registered[0].id):
        pass

    assert [(row.place, row.is_open) for row in tab.registered] == [("California", False)]
