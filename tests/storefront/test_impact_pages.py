from storefront.pages.impact.state import ImpactState
from storefront.pages.impact_method.state import ImpactMethodState
from tests.factories.catalog import a_product


async def test_the_impact_page_tells_what_is_known(session, cache, browser):
    made = await a_product(session)
    made.impact = [{"measure": "carbon", "value": 2, "evidence": "verified"}]
    await session.flush()

    tab = await browser(ImpactState, "/impact")

    assert tab.counted.startswith("1 piece on sale, counted ")
    assert (tab.verified, tab.stated, tab.nothing) == ("9 %", "0 %", "91 %")
    assert (tab.rows[0].verified, tab.rows[1].nothing) == ("100 %", "100 %")


async def test_the_method_is_shown_by_version(browser):
    tab = await browser(ImpactMethodState, "/impact/method/1.0", version="1.0")

    assert (tab.status, tab.is_current, len(tab.lines)) == ("ready", True, 11)
    assert tab.changes[0].version == "Version 1.0"


async def test_an_unknown_method_is_missing(browser):
    tab = await browser(ImpactMethodState, "/impact/method/9", version="9")

    assert tab.status == "missing"
