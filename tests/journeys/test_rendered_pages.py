"""Documents arrive complete, come alive without a flash, and survive without their renderer."""

import asyncio
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

pytestmark = pytest.mark.journey

PIECE = "/p/cavado-bottle-vase"
PAGES = (
    "/",
    "/c/ceramics?sort=newest",
    PIECE,
    "/shop/olaria-ribeira",
    "/search?q=vase",
    "/help",
)
WATCH = """
window.skeletons = 0;
new MutationObserver(() => {
  const found = [...document.querySelectorAll("main .skeleton")];
  if (found.some((one) => !one.closest("dialog"))) window.skeletons += 1;
}).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_comes_alive_without_a_flash(market, visit, path):
    visitor = await visit()
    await visitor.page.add_init_script(WATCH)

    await visitor.page.goto(market.storefront + path)
    await expect(visitor.page.get_by_role("heading", level=1).first).to_be_visible()
    await visitor.page.wait_for_function("window.__reflex")
    await visitor.page.wait_for_timeout(800)

    assert await visitor.page.evaluate("window.skeletons") == 0


async def test_a_page_is_painted_before_its_modules_are_asked_for(market, visit):
    page = (await visit()).page
    await page.goto(market.storefront + PIECE)
    await page.wait_for_function("window.__reflex")

    painted, asked = await page.evaluate(
        """() => [
          performance.getEntriesByName("first-contentful-paint")[0].startTime,
          performance.getEntriesByType("resource")
            .filter((one) => /assets\\/.*\\.js$/.test(one.name))
            .map((one) => one.startTime),
        ]"""
    )

    assert len(asked) > 5
    assert min(asked) >= painted


async def test_a_first_touch_brings_a_page_to_life_at_once(market, visit):
    page = (await visit()).page
    await page.add_init_script("Object.defineProperty(document, 'readyState', {value: ''})")
    await page.add_init_script("addEventListener('load', (e) => e.stopImmediatePropagation())")
    await page.goto(market.storefront + "/shops")
    assert await page.evaluate("document.querySelector('script[type=module]')") is None

    await page.mouse.click(5, 5)

    await page.wait_for_function("window.__reflex", timeout=2000)


async def test_without_scripts_a_shopper_reads_searches_and_buys(market, chromium):
    context = await chromium.new_context(java_script_enabled=False)
    page = await context.new_page()

    await page.goto(market.storefront)
    await page.locator("input[name=q]").first.fill("bottle vase")
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="bottle vase").first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("vase")
    await page.get_by_role("button", name="Add to bag").first.click()
    await page.wait_for_url("**/cart")

    cookies = {cookie.get("name") for cookie in await context.cookies()}
    assert "ecomarket_bag" in cookies
    await context.close()


async def test_a_dead_renderer_costs_no_page_and_comes_back(market):
    async with httpx.AsyncClient(base_url=market.storefront, timeout=20) as client:
        complete = await client.get("/shops", params={"q": "before"})
        os.kill(next(renderers(market.home)), signal.SIGKILL)
        plain = await client.get("/shops", params={"q": "without"})
        for _ in range(100):
            again = await client.get("/shops", params={"q": "after"})
            if "served-state" in again.text:
                break
            await asyncio.sleep(0.3)

    assert "served-state" in complete.text
    assert plain.status_code == 200
    assert plain.headers["cache-control"] == "no-store"
    assert "served-state" in again.text


def renderers(home: Path) -> Iterator[int]:
    """Processes that render for this market: Linux tells what they were started with."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue
        if b"renderer.mjs" in command and str(home).encode() in environment:
            yield int(process.name)
