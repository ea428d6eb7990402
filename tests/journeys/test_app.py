"""The shop as an app: without a network, between two versions, and with news."""

import json
import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from core.runtime.build import web_folder
from core.settings import AppName
from tests.journeys.conftest import PATIENCE, Market
from tests.journeys.desk import sign_in
from tests.journeys.shopper import put_in_bag

pytestmark = pytest.mark.journey

PIECE = "/p/cavado-bottle-vase"
EMAIL = "anke@example.com"
PUBLIC = re.compile(r"/|/(?:p|c|shop)/[\w-]+|/shops")
FILES = re.compile(r"/(?:assets|fonts|js|icons|media|images)/.+|/offline|/suggest.*")
READ_CACHES = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const isText = /text|json/.test(response.headers.get("content-type"));
      found.push({
        path: new URL(request.url).pathname,
        control: response.headers.get("cache-control") ?? "",
        text: isText ? await response.text() : "",
      });
    }
  }
  return found;
}"""


@pytest.fixture
async def phone(chromium: Browser, market: Market) -> AsyncIterator[Page]:
    """A phone whose owner has said what may be stored; the shop's worker is at work. Without a
    network its console complains, as it should.
    """
    context = await chromium.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.goto(market.storefront)
    await page.get_by_role("button", name="Only necessary").click()
    await page.wait_for_function("navigator.serviceWorker.controller !== null")
    yield page
    await context.close()


async def kept(page: Page, path: str) -> None:
    """Wait until the worker has the page."""
    await page.evaluate(
        """async (path) => {
          const isKept = async () => {
            const names = (await caches.keys()).filter((name) => name.startsWith("pages-"));
            const found = names.map(async (name) => (await caches.open(name)).match(path));
            return (await Promise.all(found)).some(Boolean);
          };
          while (!(await isKept())) await new Promise((resolve) => setTimeout(resolve, 50));
        }""",
        path,
    )


async def test_a_piece_that_was_visited_opens_without_a_network(market, phone):
    for path in ("/", PIECE):
        await phone.goto(market.storefront + path)
        await kept(phone, path)
    await expect(phone.locator(".gallery img").first).to_be_visible()
    await phone.context.set_offline(True)

    await phone.reload()

    await expect(phone.get_by_role("heading", level=1)).to_have_text("Cávado bottle vase")
    await expect(phone.get_by_test_id("stock")).to_be_visible()
    width = "image => image.complete && image.naturalWidth"
    assert await phone.locator(".gallery img").first.evaluate(width) > 0
    await expect(phone.get_by_text("You are offline. Prices and stock may")).to_be_visible()
    await phone.get_by_role("link", name="Home", exact=True).last.click()
    await expect(phone.get_by_role("heading", level=1)).to_contain_text("Made slowly")


async def test_a_piece_opened_within_the_app_is_kept_too(market, phone):
    await phone.goto(f"{market.storefront}/c/vases")
    await phone.get_by_role("link", name="Cávado bottle vase").first.click()
    await phone.wait_for_url(f"**{PIECE}**")

    await kept(phone, PIECE)


@pytest.mark.parametrize("path", ["/checkout", "/account/orders", "/signin", "/p/never-seen"])
async def test_what_needs_the_network_says_so_and_opens_when_it_is_back(market, phone, path):
    await phone.context.set_offline(True)

    await phone.goto(market.storefront + path)

    await expect(phone.get_by_role("heading", level=1)).to_have_text("There is no network here")
    await expect(phone.get_by_test_id("try-again")).to_have_attribute("href", path)
    await phone.context.set_offline(False)
    await phone.wait_for_url(lambda url: "/offline" not in url)


async def test_the_bag_and_visited_pieces_are_readable_without_a_network(market, phone):
    await put_in_bag(phone, market.storefront + PIECE)
    await phone.goto(f"{market.storefront}/cart")
    await expect(phone.get_by_test_id("bag-line")).to_have_count(1)
    await phone.context.set_offline(True)

    await phone.goto(f"{market.storefront}/cart")

    bag = phone.get_by_test_id("kept-bag")
    await expect(bag).to_contain_text("1 × Cávado bottle vase")
    await expect(bag).to_contain_text("€36.00")
    piece = phone.get_by_test_id("kept-pages").get_by_role("link", name="Cávado bottle vase")
    await piece.click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("Cávado bottle vase")


async def test_a_wish_without_a_network_is_granted_later_and_once(market, phone):
    await phone.goto(market.storefront + PIECE)
    await kept(phone, PIECE)
    await phone.context.set_offline(True)
    await phone.reload()
    await phone.get_by_test_id("add-to-bag").click()
    await expect(phone.get_by_text("It goes into your bag when you are back")).to_be_visible()
    await phone.goto(f"{market.storefront}/cart")
    await expect(phone.get_by_test_id("kept-bag")).to_contain_text("waits for the network")

    await phone.context.set_offline(False)

    line = phone.get_by_test_id("bag-line")
    await expect(line).to_have_count(1)
    await expect(line.get_by_role("spinbutton")).to_have_value("1")


async def test_nothing_of_one_person_is_ever_kept(market, phone):
    await sign_in(phone, market.storefront, EMAIL)
    await put_in_bag(phone, market.storefront + PIECE)
    for path in (
        "/", "/c/vases", "/cart", "/checkout", "/account", "/account/profile", "/search?q=vase",
        "/account/payment-methods",
        "/account/devices", "/preferences", "/orders/lookup", "/shops", PIECE,
    ):  # fmt: skip
        await phone.goto(market.storefront + path)
        await phone.wait_for_timeout(300)
    await phone.goto(f"{market.storefront}/account/orders")
    await phone.locator("main a[href^='/orders/']").first.click()
    await phone.wait_for_timeout(3500)

    found = await phone.evaluate(READ_CACHES)

    paths = {entry["path"] for entry in found}
    assert {"/", PIECE, "/c/vases", "/shops", "/offline"} <= paths
    assert [p for p in paths if not PUBLIC.fullmatch(p) and not FILES.fullmatch(p)] == []
    assert [e["path"] for e in found if re.search("private|no-store", e["control"])] == []
    assert [e["path"] for e in found if EMAIL in e["text"]] == []


async def test_a_new_version_asks_before_it_takes_over(market, phone):
    file = web_folder(AppName.STOREFRONT) / "build" / "client" / "sw.js"
    before = file.read_text()
    ask = """() => new Promise((resolve) => {
      navigator.serviceWorker.addEventListener("message", (e) => resolve(e.data.version));
      navigator.serviceWorker.controller.postMessage({ type: "version" });
    })"""
    await phone.goto(market.storefront + PIECE)
    await kept(phone, PIECE)
    old = await phone.evaluate(ask)
    try:
        file.write_text(before.replace(f'"{old}"', '"another-one"'))
        await phone.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
        await expect(phone.get_by_text("A new version of the shop is ready.")).to_be_visible()
        assert await phone.evaluate(ask) == old

        await phone.get_by_role("button", name="Reload").click()

        await phone.wait_for_function("caches.has('pages-another-one')")
        await kept(phone, PIECE)
        await phone.wait_for_function(
            "old => caches.keys().then(names => names.every(name => !name.includes(old)))",
            arg=old,
        )
    finally:
        file.write_text(before)


async def test_news_are_shown_counted_and_lead_to_their_page(market, phone):
    context = phone.context
    await context.grant_permissions(["notifications"], origin=market.storefront)
    wire = await context.new_cdp_session(phone)
    await wire.send("ServiceWorker.enable")
    registrations: list[dict] = []
    wire.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registrations.extend(event["registrations"]),
    )
    await wire.send("ServiceWorker.disable")
    await wire.send("ServiceWorker.enable")
    await phone.wait_for_timeout(500)
    message = {
        "kind": "order_shipped",
        "title": "Your parcel is on its way",
        "body": "Olaria Ribeira has sent it.",
        "url": "/orders/EM-1",
    }
    await wire.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": market.storefront,
            "registrationId": registrations[-1]["registrationId"],
            "data": json.dumps(message),
        },
    )

    shown = await phone.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          let note;
          while (!(note = (await registration.getNotifications())[0])) {
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
          return { title: note.title, body: note.body, url: note.data.url };
        }"""
    )

    assert shown == {
        "title": "Your parcel is on its way",
        "body": "Olaria Ribeira has sent it.",
        "url": "/orders/EM-1",
    }


async def test_a_browser_can_install_it(market, phone):
    wire = await phone.context.new_cdp_session(phone)

    manifest = await wire.send("Page.getAppManifest")
    errors = await wire.send("Page.getInstallabilityErrors")

    assert manifest["errors"] == []
    kinds = {error["errorId"] for error in errors["installabilityErrors"]}
    assert kinds <= {"in-incognito"}  # a test's browser is always one
