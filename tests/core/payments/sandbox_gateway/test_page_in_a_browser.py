"""The page as a person meets it: on a phone, in the dark, without scripts."""

from collections.abc import AsyncIterator

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, async_playwright

from core.payments.providers.base import ProviderStatus
from tests.find_chromium import installed

PHONE = {"width": 390, "height": 844}

pytestmark = pytest.mark.journey


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(
            executable_path=installed(), args=["--no-sandbox"]
        )
        yield opened
        await opened.close()


async def test_a_phone_without_scripts_pays_with_three_d_secure(bank, a_request, browser):
    back = f"{bank.origin}/back"
    opened = await bank.provider.start(a_request(return_url=back))
    page = await browser.new_page(
        java_script_enabled=False, viewport=PHONE, color_scheme="dark"
    )
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    await page.goto(opened.redirect_url)
    await page.get_by_label("Card number").fill("4000 0027 6000 3184")
    await page.get_by_label("Expiry date").fill("0439")
    await page.get_by_label("Security code").fill("123")
    await page.get_by_role("button", name="Pay €64.90").click()
    await page.get_by_role("button", name="Complete").click()

    assert page.url == back
    payment = await bank.provider.fetch(opened.reference)
    assert payment.status is ProviderStatus.CAPTURED
    assert [words for words in complaints if "Content Security Policy" in words] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_step_is_accessible_and_fits_a_phone(bank, a_request, browser, scheme):
    opened = await bank.provider.start(a_request())
    context = await browser.new_context(bypass_csp=True, viewport=PHONE, color_scheme=scheme)
    page = await context.new_page()

    async def pay_with(number: str) -> None:
        await page.get_by_label("Card number").fill(number)
        await page.get_by_label("Expiry date").fill("04/39")
        await page.get_by_label("Security code").fill("123")
        await page.get_by_role("button", name="Pay").click()

    async def inspect() -> None:
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    await page.goto(opened.redirect_url)
    await inspect()
    for number, heading in (
        ("4242 4242 4242 4241", "Pay €64.90"),
        ("4000 0000 0000 0002", "Pay €64.90"),
        ("4000 0027 6000 3184", "Confirm it is you"),
    ):
        await pay_with(number)
        await page.get_by_role("heading", level=1, name=heading).wait_for()
        await inspect()
    await bank.provider.void(opened.reference, idempotency_key="v1")
    await page.reload()
    await page.get_by_role("heading", name="This payment is closed").wait_for()
    await inspect()
