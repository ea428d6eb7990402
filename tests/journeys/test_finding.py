"""From a few letters to a comparison, by keyboard and on a phone."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

pytestmark = pytest.mark.journey

GRAVE = {"serious", "critical"}


async def grave(page: Page) -> list[str]:
    result = await Axe().run(page)
    return [v["id"] for v in result.response["violations"] if v["impact"] in GRAVE]


async def opened(page: Page, address: str) -> None:
    await page.goto(address)
    await expect(page.get_by_role("heading", level=1).first).to_be_visible()
    await page.wait_for_load_state("networkidle")


async def test_the_search_field_is_worked_by_keys_alone(market, visit):
    page = (await visit()).page
    await opened(page, f"{market.storefront}/")

    await page.keyboard.press("/")
    await page.keyboard.type("bow", delay=40)
    rows = page.get_by_role("option")
    await expect(rows.first).to_be_visible()

    assert 1 < await rows.count() <= 8
    await expect(page.locator(".search-box [role=status]")).to_contain_text("suggestions")
    await expect(page.locator(".search-row b", has_text="l").first).to_be_visible()
    assert await grave(page) == []
    await page.keyboard.press("Escape")
    await expect(rows.first).to_be_hidden()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Results for “bow”")
    await expect(page.locator("#search")).to_have_value("bow")


async def test_at_360_pixels_there_are_six_rows_at_most(market, visit):
    page = (await visit(width=360)).page
    await opened(page, f"{market.storefront}/")

    await page.locator("#search").press_sequentially("bow", delay=40)
    await expect(page.get_by_role("option").first).to_be_visible()

    assert await page.get_by_role("option").count() <= 6


async def test_a_filter_keeps_focus_and_place_and_going_back_too(market, visit):
    page = (await visit()).page
    await opened(page, f"{market.storefront}/c/ceramics")
    green = page.locator("a.facet-choice", has_text="Green").first
    promised = await green.locator(".text-hint").inner_text()

    await green.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("result-count")).to_have_text(f"{promised} pieces")

    await expect(green).to_be_focused()
    await expect(green).to_have_attribute("aria-current", "true")
    await expect(page.get_by_test_id("chips")).to_contain_text("Green")
    await page.evaluate("scrollTo(0, 1200)")
    await page.locator("[data-testid=results] a").nth(7).click()
    await page.wait_for_url("**/p/**")
    await page.go_back()
    await page.wait_for_function("scrollY > 1000")
    assert page.url.endswith("?color=Green")


async def test_on_a_phone_the_filters_are_a_screen_that_counts(market, visit):
    page = (await visit(width=390, dark=True)).page
    await opened(page, f"{market.storefront}/c/ceramics")

    await page.get_by_role("button", name="Filters").click()
    sheet = page.get_by_role("dialog", name="Filters")
    blue = sheet.locator("a.facet-choice", has_text="Blue").first
    promised = await blue.locator(".text-hint").inner_text()
    await blue.click()

    await expect(sheet.get_by_role("button", name=f"Show {promised} pieces")).to_be_visible()
    assert await grave(page) == []
    await page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await expect(page.get_by_role("button", name="Filters (1)")).to_be_focused()


async def test_two_pieces_are_ticked_and_compared(market, visit):
    page = (await visit()).page
    await opened(page, f"{market.storefront}/c/vases")
    ticks = page.get_by_role("checkbox", name="Compare")

    await ticks.nth(0).check()
    await ticks.nth(1).check()
    await page.locator(".compare-bar a").click()

    await expect(page.locator("table.compare thead th")).to_have_count(2)
    assert await page.locator("*").count() < 1_600
