"""Every page of the three apps, as people see them: accessible, within its width, no
complaint.
"""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from storefront.routes import ROUTES
from tests.journeys.desk import sign_in
from tests.journeys.shopper import put_in_bag

pytestmark = pytest.mark.journey

# Addresses for routes that take any, and what else a stranger may meet.
EXAMPLES = {
    "/c/[slug]": "/c/ceramics",
    "/p/[slug]": "/p/cavado-bottle-vase",
    "/shop/[slug]": "/shop/olaria-ribeira",
    "/collections/[slug]": "/collections/a-table-for-two",
    "/materials/[slug]": "/materials/wool-and-linen",
    "/help/[slug]": "/help/delivery-times",
    "/legal/[slug]": "/legal/privacy",
    "/journal/[slug]": "/journal/a-firing-in-barcelos",
    "/impact/method/[version]": "/impact/method/1.0",
}
FURTHER = ("/c/vases?instock=1", "/search?q=vase", "/search?q=qqqqqq")
MISSING = ("/p/nothing-here", "/c/nothing-here", "/nowhere")
# Leads on at once, belongs to one person or order, or is looked at elsewhere.
NOT_HERE = {"404", "/checkout/return", "/report/received", "/reviews/mails", "/styleguide"}
WORKSHOP = (
    "/", "/orders", "/products", "/products/new", "/products/import", "/inventory", "/reviews",
    "/promotions", "/promotions/new", "/questions", "/returns",
    "/payouts", "/payouts/earnings", "/settings/payouts", "/settings/taxes",
    "/balance",
    "/settings", "/settings/team",
)  # fmt: skip
OPERATOR = (
    "/", "/orders", "/customers", "/vendors", "/products", "/categories", "/commission",
    "/promotions", "/promotions/new", "/finance/payouts", "/finance/tax",
    "/finance/balances", "/finance/commissions", "/finance/ledger",
    "/finance/trial-balance",
    "/disputes", "/gift-cards", "/content/journal",
    "/collections", "/moderation/reviews", "/moderation/questions", "/moderation/reports",
    "/moderation/notices", "/content/help", "/search/queries", "/search/synonyms",
    "/search/pins", "/search/preview", "/outbox", "/payments/gateways",
    "/jobs", "/proofs", "/audit",
)  # fmt: skip
# Lists whose first row is opened, too.
FIRST_OF = (
    "/orders", "/customers", "/vendors", "/products", "/promotions",
    "/finance/payouts", "/finance/ledger", "/content/help", "/content/journal",
)  # fmt: skip
VIEWS = [(1280, False), (360, True)]
NARROWEST = 320
GRAVE = {"serious", "critical"}
# Halfway between two modes, a color that eases over has neither mode's contrast.
SETTLED = """() => {
    const frame = () => new Promise((go) => { requestAnimationFrame(go); setTimeout(go, 100) })
    const endings = () => document.getAnimations()
        .filter((one) => one.playState === "running" && one instanceof CSSTransition)
        .map((one) => one.finished)
    const settled = frame().then(() => Promise.allSettled(endings()))
    return Promise.race([settled, new Promise((go) => setTimeout(go, 1000))]).then(() => null)
}"""
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def addresses(*, of_a_customer: bool) -> list[str]:
    """Of every page of the shop that can be opened by its address alone."""
    found = [
        EXAMPLES.get(route.path, route.path)
        for route in ROUTES
        if route.path not in NOT_HERE and route.path.startswith("/account") == of_a_customer
    ]
    return [address for address in found if "[" not in address]


async def look(page: Page, address: str, *, is_shop: bool = False) -> None:
    """In the browser's colors with all rules, in the others for contrast, and very narrow."""
    await page.goto(address)
    await expect(page.get_by_role("heading", level=1).first).to_be_visible()
    await expect(page.locator("main [aria-busy=true]:not(dialog *)")).to_have_count(0)
    grave = await complaints(page)
    is_dark = await page.evaluate("document.documentElement.classList.contains('dark')")
    await page.emulate_media(color_scheme="light" if is_dark else "dark")
    grave += await complaints(page, CONTRAST)
    await page.emulate_media(color_scheme="dark" if is_dark else "light")
    width = page.viewport_size or {"width": 0, "height": 0}
    if is_shop and width["width"] < 400:
        await page.set_viewport_size({"width": NARROWEST, "height": width["height"]})
    overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    await page.set_viewport_size(width)  # pyright: ignore[reportArgumentType]
    assert (address, grave, overflow) == (address, [], 0)


async def complaints(page: Page, options: dict[str, list[str]] | None = None) -> list[str]:
    await page.evaluate(SETTLED)
    result = await Axe().run(page, options=options or {"resultTypes": ["violations"]})
    return [
        f"{found['id']}: {found['nodes'][0]['html'][:160]}"
        for found in result.response["violations"]
        if found["impact"] in GRAVE
    ]


async def look_at_first(page: Page, origin: str, path: str) -> None:
    """The page behind the first row of a list."""
    await page.goto(origin + path)
    target = await page.locator("table a").first.get_attribute("href")
    await look(page, f"{origin}{target}")


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_shop_for_strangers(market, visit, width, dark):
    visitor = await visit(width=width, dark=dark)
    page = visitor.page
    await put_in_bag(page, f"{market.storefront}/p/cavado-bottle-vase")
    for path in (*addresses(of_a_customer=False), *FURTHER):
        await look(page, market.storefront + path, is_shop=True)
    for path in MISSING:
        await look(page, market.storefront + path, is_shop=True)
    told = [text for text in visitor.complaints if "404 (Not Found)" in text]
    assert len(told) == len(MISSING)
    visitor.complaints[:] = [text for text in visitor.complaints if text not in told]


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_account_of_a_customer(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.storefront, "anke@example.com")
    for path in addresses(of_a_customer=True):
        await look(page, market.storefront + path, is_shop=True)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_desk_of_a_workshop(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.vendors, "ines@example.com")
    for path in WORKSHOP:
        await look(page, market.vendors + path)
    for path in ("/orders", "/products", "/inventory", "/payouts", "/promotions"):
        await look_at_first(page, market.vendors, path)


@pytest.mark.parametrize(("width", "dark"), VIEWS)
async def test_the_desk_of_an_operator(market, visit, width, dark):
    page = (await visit(width=width, dark=dark)).page
    await sign_in(page, market.admin, "admin@example.com")
    for path in OPERATOR:
        await look(page, market.admin + path)
    for path in FIRST_OF:
        await look_at_first(page, market.admin, path)
