from sqlmodel import col, select

from core.content.consent import CONSENT_COOKIE, Choices
from core.db.later import flush_all
from core.reporting.models import ShopEvent
from storefront.pages.product.state import ProductState
from tests.factories.catalog import a_product
from tests.mounting import mount


async def test_a_tab_is_one_visit_however_many_pages_it_opens(session, browser):
    made = await a_product(session, title="Bottle vase")
    tab = await browser(ProductState, f"/p/{made.slug}", slug=made.slug)
    await tab.count_view()
    await tab.load_shell()
    await tab.load()
    await tab.count_view()

    await flush_all()
    events = (await session.exec(select(ShopEvent).order_by(col(ShopEvent.id)))).all()
    assert [event.kind.value for event in events] == ["visit", "product_view", "product_view"]
    assert {event.product_id for event in events[1:]} == {made.id}
    assert events[1].visitor == events[2].visitor
    assert events[0].visitor != events[1].visitor


async def test_with_consent_the_steps_of_a_tab_carry_one_number(session):
    made = await a_product(session, title="Bottle vase")
    cookies = {CONSENT_COOKIE: Choices(is_made=True, counting=True).cookie}
    page = await mount(ProductState, path=f"/p/{made.slug}", slug=made.slug, cookies=cookies)

    await page.load_shell()
    await page.load()
    await page.count_view()

    await flush_all()
    events = (await session.exec(select(ShopEvent))).all()
    assert len(events) == 2
    assert len({event.visitor for event in events}) == 1


async def test_a_page_made_for_no_tab_counts_nothing(session):
    made = await a_product(session, title="Bottle vase")
    page = await mount(ProductState, path=f"/p/{made.slug}", slug=made.slug, tab="")

    await page.load()
    await page.count_view()

    await flush_all()
    assert page.status == "ready"
    assert (await session.exec(select(ShopEvent))).all() == []
