"""The kit in a real browser: every component in every state, in all three apps."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from contextlib import asynccontextmanager

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright

from core.runtime.build import build
from core.runtime.paths import Home
from core.settings import ROOT, AppName, settings
from tests.serving import free_port

pytestmark = pytest.mark.journey

PORTS = {
    AppName.STOREFRONT: "STOREFRONT_PORT",
    AppName.ADMIN: "ADMIN_PORT",
    AppName.VENDOR_PORTAL: "VENDOR_PORT",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WIDE, NARROW, NARROWEST = (1280, 900), (390, 844), (320, 640)


@pytest.fixture(scope="module", params=list(AppName))
async def address(request, database_url, cache_url):
    """One app, built if it is not, and served by a process of its own."""
    name, port = request.param, free_port()
    Home(settings().home).logs.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(build, name)
    async with served(name, port):
        yield f"http://localhost:{port}"


@asynccontextmanager
async def served(name, port):
    environment = os.environ | {PORTS[name]: str(port)}
    command = [sys.executable, "-m", "core.runtime.serve", name]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        await answering(f"http://localhost:{port}/healthz")
        yield
    finally:
        process.terminate()
        await process.wait()


async def answering(url):
    async with asyncio.timeout(60), httpx.AsyncClient() as client:
        while True:
            try:
                return await client.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.2)


@pytest.fixture
async def browser():
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=os.environ.get("ECOMARKET_CHROMIUM"), args=FLAGS
        )
        yield opened
        await opened.close()


@asynccontextmanager
async def page_of(browser, address, *, size=WIDE, mode="light", path="/styleguide"):
    """An open page, without motion; it must not have complained by the time it is closed."""
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=mode,
        reduced_motion="reduce",
    )
    page = await context.new_page()
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(address + path)
    await page.wait_for_function("document.fonts.status === 'loaded'")
    await page.get_by_role("button", name="Switch between light and dark").wait_for()
    yield page
    await context.close()
    assert complaints == []


async def violations(page):
    found = (await Axe().run(page)).response["violations"]
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in found
        if violation["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_kit_can_be_used_by_everyone(browser, address, size, mode):
    async with page_of(browser, address, size=size, mode=mode) as page:
        assert await violations(page) == []
        await page.get_by_role("button", name="Open a dialog").click()
        assert await violations(page) == []


async def test_nothing_is_wider_than_the_smallest_screen(browser, address):
    async with page_of(browser, address, size=NARROWEST) as page:
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


async def test_a_dialog_takes_the_focus_and_gives_it_back(browser, address):
    async with page_of(browser, address) as page:
        await page.get_by_role("button", name="Open a dialog").click()
        assert await page.evaluate("!!document.activeElement.closest('dialog[open]')")

        await page.keyboard.press("Escape")

        assert await page.evaluate("document.activeElement.textContent") == "Open a dialog"


async def test_a_dangerous_question_starts_on_cancel(browser, address):
    async with page_of(browser, address) as page:
        await page.get_by_role("button", name="Delete address").last.click()

        assert await page.evaluate("document.activeElement.textContent") == "Cancel"


async def test_a_refused_quantity_jumps_back_and_says_why(browser, address):
    async with page_of(browser, address) as page:
        more = page.get_by_role("button", name="Increase quantity")
        await more.click()
        await more.click()

        await page.get_by_text("Only 3 available", exact=True).wait_for()
        assert await page.get_by_role("spinbutton").input_value() == "2"


async def test_a_pending_button_keeps_its_width_and_takes_no_second_press(browser, address):
    async with page_of(browser, address) as page:
        button = page.locator("button", has_text="Save address").first
        before = await button.bounding_box()

        await button.click()
        await page.locator("button[aria-disabled=true]", has_text="Saving…").first.wait_for()
        during = await button.bounding_box()
        await button.press("Enter")
        await page.get_by_text("Address saved").wait_for()
        await page.wait_for_timeout(1500)

        assert during["width"] == before["width"]
        assert await page.get_by_text("Address saved").count() == 1


async def test_a_refusal_of_the_core_is_shown_in_its_words(browser, address):
    async with page_of(browser, address) as page:
        await page.get_by_role("button", name="Refusal").click()

        await page.get_by_text("Only 1 of these is left.").wait_for()


async def test_the_chosen_mode_stays_and_does_not_flash(browser, address):
    async with page_of(browser, address, mode="light") as page:
        await page.get_by_role("button", name="Switch between light and dark").click()
        await page.locator("html.dark").wait_for()

        await page.reload(wait_until="commit")
        await page.locator("body").wait_for(state="attached")

        assert await page.evaluate("document.documentElement.className") == "dark"


async def test_the_styles_fit_their_budget(address):
    async with httpx.AsyncClient(headers={"accept-encoding": "gzip"}) as client:
        html = (await client.get(f"{address}/styleguide")).text
        path = html.split('href="/assets/__reflex_global_styles')[1].split('"')[0]
        url = f"{address}/assets/__reflex_global_styles{path}"
        async with client.stream("GET", url) as sheet:
            sent = sum([len(chunk) async for chunk in sheet.aiter_raw()])

    assert sheet.headers["content-encoding"] == "gzip"
    assert sent <= 30 * 1024
