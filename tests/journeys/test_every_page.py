"""Every page of the three apps, as people see them: accessible, within its width, no
complaint.
"""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.journeys.desk import sign_in
from tests.journeys.shopper import put_in_bag

pytestmark = pytest.mark.journey

STRANGER = (
    "/", "/c/ceramics", "/c/vases?instock=1", "/search?q=vase", "/search?q=qqqqqq",
    "/p/cavado-bottle-vase", "/shop/olaria-ribeira", "/shops", "/cart", "/checkout",
    "/orders/lookup", "/signin", "/signup", "/forgot", "/preferences",
)  # fmt: skip
CUSTOMER = ("/account", "/account/orders", "/account/addresses", "/account/profile")
WORKSHOP = (
    "/", "/orders", "/products", "/products/new", "/products/import", "/inventory", "/balance",
    "/settings", "/settings/team",
)  # fmt: skip
OPERATOR = (
    "/", "/orders", "/customers", "/vendors", "/products", "/categories", "/outbox", "/jobs",
    "/audit",
)  # fmt: skip
VIEWS = [(1280, False), (390, True)]
GRAVE = {"serious", "critical"}


async def look(page: Page, address: str) -> None:
    await page.goto(address)
    await expect(page.get_by_role("heading", level=1).first).to_be_visible()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    result = await Axe().run(page)
    grave = [
        f"{found['id']}: {found['nodes'][0]['html'][:160]}"
        for found in result.response["violations"]
        if found["impact"] in GRAVE
    ]
    overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert (address, grave, overflow) == (address, [], 0)


async def look_at_first(page: Page, origin: str, path: str) -> None:
    """The page behind the first row of a list."""
    await page.goto(origin + path)
    target = await page.locator("table a").first.get_attribute("href")
    await look(page, f"{origin}{target}")


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_shop_for_strangers(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await put_in_bag(page, f"{market.storefront}/p/cavado-bottle-vase")
    for path in STRANGER:
        await look(page, market.storefront + path)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_account_of_a_customer(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.storefront, "anke@example.com")
    for path in CUSTOMER:
        await look(page, market.storefront + path)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_desk_of_a_workshop(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.vendors, "ines@example.com")
    for path in WORKSHOP:
        await look(page, market.vendors + path)
    for path in ("/orders", "/products"):
        await look_at_first(page, market.vendors, path)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_desk_of_an_operator(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.admin, "admin@example.com")
    for path in OPERATOR:
        await look(page, market.admin + path)
    for path in ("/orders", "/vendors", "/products"):
        await look_at_first(page, market.admin, path)
