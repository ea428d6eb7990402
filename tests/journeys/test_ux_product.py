"""Rules P1 to P14 where only a browser can tell."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.journeys.conftest import Market
from tests.journeys.shopper import open_awake

pytestmark = pytest.mark.journey

PIECE = "/p/cavado-bottle-vase"
PART_SOLD_OUT = "/p/outeiro-mug"
GRAVE = {"serious", "critical"}
# Presses a choice and tells how long it took until the page showed it, in milliseconds.
SWITCH = """async (name) => {
  const choice = [...document.querySelectorAll('[role=radio]')].find((e) => e.textContent ===
  name); choice.focus();
  const before = performance.now();
  choice.click();
  await new Promise(requestAnimationFrame);
  return performance.now() - before;
}"""


async def grave_findings(page: Page) -> list[str]:
    result = await Axe().run(page)
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in result.response["violations"]
        if found["impact"] in GRAVE
    ]


async def test_ux_p4_another_variant_shows_at_once_and_keeps_the_focus(market: Market, visit):
    page = (await visit()).page
    await open_awake(page, market.storefront + PIECE)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    price = page.locator(".buy-box [data-testid=price], [data-testid=price]").first
    before = await price.inner_text()

    took = [await page.evaluate(SWITCH, name) for name in ("31 cm", "24 cm", "31 cm")]

    assert sorted(took)[1] < 100
    assert await price.inner_text() != before
    await expect(page).to_have_url(re.compile(r"variant=OLA-0001-CEL-31CM"))
    assert await page.evaluate("document.activeElement.textContent") == "31 cm"
    assert [url for url in requests if "/_event" in url or "/p/" in url] == []

    await page.keyboard.press("ArrowLeft")
    await expect(page).to_have_url(re.compile(r"variant=OLA-0001-CEL-24CM"))
    await page.reload()
    await expect(page.get_by_role("radio", name="24 cm")).to_be_checked()


async def test_ux_p5_what_cannot_be_had_is_said_in_words(market: Market, visit):
    page = (await visit()).page
    await open_awake(page, market.storefront + PART_SOLD_OUT)

    await expect(page.get_by_role("radio", name="sold out").first).to_be_visible()


async def test_ux_p1_pictures_come_closer_by_keyboard_and_give_the_focus_back(
    market: Market, visit
):
    page = (await visit()).page
    await open_awake(page, market.storefront + PIECE)
    first = page.get_by_role("link", name=re.compile("^Enlarge")).first
    await first.focus()
    await page.keyboard.press("Enter")
    box = page.locator("dialog.zoom[open]")
    await expect(box).to_contain_text("1 of ")

    await page.keyboard.press("ArrowRight")
    await expect(box).to_contain_text("2 of ")
    await box.get_by_role("button", name="Closer").click()
    await expect(box.locator(".zoom-view")).to_have_attribute("data-scale", "2")
    assert await grave_findings(page) == []

    await page.keyboard.press("Escape")
    await expect(box).to_have_count(0)
    assert (await page.evaluate("document.activeElement.className")).startswith("media")


async def test_ux_p2_price_and_delivery_are_seen_without_scrolling(market: Market, visit):
    page = (await visit(width=1280)).page
    await open_awake(page, market.storefront + PIECE)

    for name in ("price", "delivery", "stock"):
        box = await page.get_by_test_id(name).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 720


async def test_ux_p10_p11_the_law_is_in_the_page_and_open(market: Market, visit):
    page = (await visit()).page
    await open_awake(page, market.storefront + PIECE)

    for words in ("Manufacturer", "Product identifier", "Trader", "E-mail"):
        shown = page.get_by_text(words, exact=True).filter(visible=True)
        await expect(shown.first).to_be_visible()
    await expect(page.get_by_test_id("warnings")).to_be_visible()
    assert await page.get_by_role("tab").count() == 0


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
async def test_ux_a_piece_is_accessible(market: Market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await open_awake(page, market.storefront + PIECE)

    assert await grave_findings(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_piece_goes_into_the_bag_without_scripts(market: Market, chromium: Browser):
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(market.storefront + PIECE)
    await page.get_by_text("Madder", exact=True).first.click()
    await expect(page).to_have_url(re.compile(r"variant=OLA-0001-MAD"))
    await expect(page.locator("[aria-checked=true]").first).to_have_text("Madder")

    await page.get_by_test_id("add-to-bag").click()

    await expect(page).to_have_url(re.compile(r"/cart"))
    await context.close()
