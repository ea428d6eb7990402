"""Rules B1 to B20 where only a browser can tell: one guest, by keyboard, from shelf to
receipt.
"""

import re
import time

import psycopg
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.journeys.conftest import Market
from tests.journeys.shopper import GOOD_CARD, go_on, open_awake, order_number, pay

pytestmark = pytest.mark.journey

PIECE = "/p/cavado-bottle-vase"
EMAIL = "keyboard@example.com"
GRAVE = {"serious", "critical"}
MOST_FIELDS = 12
# The rule is 400 ms; the machine of a test also builds, serves and draws.
SLOWEST_S = 1.5


async def ensure_accessible(page: Page) -> None:
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    result = await Axe().run(page)
    grave = [
        f"{found['id']}: {found['nodes'][0]['html'][:200]}"
        for found in result.response["violations"]
        if found["impact"] in GRAVE
    ]
    assert grave == []


async def focused(page: Page) -> str:
    return await page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.id "
        "|| document.activeElement.textContent"
    )


async def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called ``words``."""
    for _ in range(most):
        await page.keyboard.press("Tab")
        if words in await focused(page):
            return
    raise AssertionError(f"Tab never came to {words!r}")


async def type_into(page: Page, label: str, text: str) -> None:
    """Reached by Tab, as its label is for the field that has the focus."""
    field = page.get_by_label(label)
    await tab_to(page, str(await field.get_attribute("id")))
    await page.keyboard.type(text)


async def test_ux_b1_b2_b3_the_bag_by_keyboard(market: Market, visit):
    page = (await visit(width=390, dark=True)).page
    await open_awake(page, market.storefront + PIECE)
    await page.get_by_test_id("add-to-bag").focus()
    await page.keyboard.press("Enter")
    drawer = page.locator("dialog#bag-drawer[open]")
    await expect(drawer).to_be_visible()
    await expect(page).to_have_url(re.compile(r"bag=1"))
    total = page.get_by_test_id("drawer-total")
    await expect(drawer.get_by_test_id("parcel")).to_have_count(1)
    await expect(drawer).to_contain_text("Arrives")
    await ensure_accessible(page)

    before = await total.inner_text()
    await tab_to(page, "Increase quantity of")
    started = time.monotonic()
    await page.keyboard.press("Enter")
    await expect(total).not_to_have_text(before)
    assert time.monotonic() - started < SLOWEST_S

    await tab_to(page, "Remove ")
    await page.keyboard.press("Enter")
    await expect(drawer).to_contain_text("is out of your bag")
    await drawer.get_by_role("button", name="Undo").press("Enter")
    await expect(drawer.get_by_test_id("bag-line")).to_have_count(1)
    await drawer.get_by_role("button", name=re.compile("^Save ")).press("Enter")
    await expect(drawer.get_by_test_id("saved-line")).to_contain_text("Celadon")
    await drawer.get_by_role("button", name=re.compile("^Move ")).press("Enter")
    await expect(drawer.get_by_test_id("bag-line")).to_have_count(1)

    await page.keyboard.press("Escape")
    await expect(drawer).to_have_count(0)
    await expect(page).not_to_have_url(re.compile(r"bag=1"))
    assert "Add to bag" in await focused(page)


async def test_ux_b5_to_b20_a_guest_orders_by_keyboard(market: Market, visit):
    page = (await visit()).page
    await open_awake(page, market.storefront + PIECE)
    await page.get_by_test_id("add-to-bag").click()
    await expect(page.locator("dialog#bag-drawer[open]")).to_be_visible()
    await page.goto(f"{market.storefront}/checkout")
    await expect(page.get_by_test_id("go-on")).to_be_visible()
    await expect(page.get_by_test_id("express-row")).to_have_count(0)

    # B10: the summary takes the focus and leads to the field; B9: it goes as it is put right.
    await page.get_by_test_id("go-on").press("Enter")
    await expect(page.locator("#form-summary")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.get_by_label("E-mail").focus()
    await page.keyboard.type(EMAIL)
    await expect(page.locator("#field-email-error")).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(page.locator("#step-delivery")).to_be_focused()
    await ensure_accessible(page)

    # B7: few fields, and Back leads to the section before with everything in it.
    fields = "main input:visible, main select:visible, main textarea:visible"
    assert await page.locator(fields).count() <= MOST_FIELDS
    await type_into(page, "Full name", "Marlene Vogt")
    await type_into(page, "Street and number", "Lindenstraße 7")
    await type_into(page, "Postcode", "10969")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Town or city")).to_have_value("Berlin")
    await go_on(page, "packaging")
    cheapest = await page.get_by_test_id("checkout-total").inner_text()
    await page.get_by_test_id("packaging").last.get_by_role("radio").press("Space")
    await expect(page.get_by_test_id("checkout-total")).not_to_have_text(cheapest)
    await page.go_back()
    await expect(page.get_by_label("Full name")).to_have_value("Marlene Vogt")
    await expect(page.get_by_test_id("section-delivery")).to_have_attribute("data-open", "true")
    await go_on(page, "packaging")
    await go_on(page, "pay")
    await ensure_accessible(page)

    number, total = await pay_once(page)
    await ensure_confirmed(market, page, number, total)


async def pay_once(page: Page) -> tuple[str, str]:
    """B16, B17: the button names the sum; pressing it twice orders once."""
    total = await page.get_by_test_id("checkout-total").inner_text()
    button = page.get_by_test_id("order-and-pay")
    await expect(button).to_contain_text(f"Order and pay {total}")
    await button.dblclick()
    await page.wait_for_url("**/sandbox-gateway/pay/**")
    await pay(page, GOOD_CARD)
    return await order_number(page), total


async def ensure_confirmed(market: Market, page: Page, number: str, total: str) -> None:
    """B20: everything is told, also after a reload."""
    await page.reload()
    assert await order_number(page) == number
    await expect(page.get_by_test_id("part")).to_contain_text("Arrives")
    await expect(page.locator("main")).to_contain_text(total)
    await expect(page.get_by_role("link", name="Receipt as PDF")).to_be_visible()
    await expect(page.get_by_label("Choose a password")).to_be_visible()
    await ensure_accessible(page)
    with psycopg.connect(market.database_url, autocommit=True) as connection:
        made = connection.execute(
            "SELECT count(*), min(o.number), min(v.packaging) FROM orders o "
            "JOIN vendor_orders v ON v.order_id = o.id WHERE o.email = %s",
            [EMAIL],
        ).fetchone()
    assert made == (1, number, "gift")
