"""Take the pictures of the main pages from a market that runs with its demo shop.

    .venv/bin/python -m bench.screenshots [--storefront http://localhost:3000] [--admin ...]

Writes ``docs/screenshots/<page>-<width>-<mode>.webp``.
"""

import argparse
import asyncio
import io

from PIL import Image
from playwright.async_api import Browser, Page, async_playwright

from core.demo.accounts import DEMO_PASSWORD
from core.settings import ROOT

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {390: 844, 1280: 900}
QUALITY = 78
SETTLED_MS = 900
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
)
PIECE = "/p/cavado-bottle-vase"
STRANGER = {
    "home": "/",
    "category": "/c/ceramics",
    "search": "/search?q=blanket",
    "product": PIECE,
    "workshop": "/shop/olaria-ribeira",
    "compare": "/compare?ids=cavado-bottle-vase",
    "help": "/help",
    "impact": "/impact",
    "bag": "/cart",
    "checkout": "/checkout",
}
CUSTOMER = {"account": "/account", "saved": "/account/saved"}
OPERATOR = {"admin-overview": "/", "admin-search": "/search/queries"}
WORKSHOP = {"vendor-dashboard": "/", "vendor-reviews": "/reviews"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for app, port in (("storefront", 3000), ("admin", 3001), ("vendors", 3002)):
        parser.add_argument(f"--{app}", default=f"http://localhost:{port}")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--only", nargs="*", default=[])
    asyncio.run(take(parser.parse_args()))


async def take(chosen: argparse.Namespace) -> None:
    FOLDER.mkdir(exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chosen.chromium, args=ARGUMENTS
        )
        for width in WIDTHS:
            for mode in ("light", "dark"):
                await _round(browser, chosen, width, mode)


async def _round(browser: Browser, chosen: argparse.Namespace, width: int, mode: str) -> None:
    for origin, pages, email in (
        (chosen.storefront, STRANGER, ""),
        (chosen.storefront, CUSTOMER, "anke@example.com"),
        (chosen.admin, OPERATOR, "admin@example.com"),
        (chosen.vendors, WORKSHOP, "ines@example.com"),
    ):
        wanted = {
            name: path for name, path in pages.items() if not chosen.only or name in chosen.only
        }
        if not wanted:
            continue
        context = await browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme=mode
        )  # pyright: ignore[reportArgumentType]
        page = await context.new_page()
        await (_sign_in(page, origin, email) if email else _be_a_guest(page, origin))
        for name, path in wanted.items():
            await page.goto(origin + path)
            await page.wait_for_timeout(SETTLED_MS)
            keep(await page.screenshot(), f"{name}-{width}-{mode}")
        await context.close()


async def _sign_in(page: Page, origin: str, email: str) -> None:
    await page.goto(f"{origin}/signin")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(DEMO_PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda url: "/signin" not in url and "/auth/" not in url)


async def _be_a_guest(page: Page, origin: str) -> None:
    """With a piece in the bag, and the question about counting answered."""
    await page.goto(origin + PIECE)
    await page.get_by_test_id("add-to-bag").click()
    await page.get_by_test_id("added").wait_for()


def keep(png: bytes, name: str) -> None:
    Image.open(io.BytesIO(png)).save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
