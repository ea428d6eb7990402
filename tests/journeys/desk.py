"""What workshops and operators do at their desks."""

from pathlib import Path

from playwright.async_api import Page, expect

PASSWORD = "Lindenbaum-42"  # of every demo account


async def sign_in(page: Page, origin: str, email: str) -> None:
    await page.goto(f"{origin}/signin")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url(lambda url: "/signin" not in url and "/auth/" not in url)


async def import_products(page: Page, origin: str, file: Path) -> None:
    """Upload, look at the report, say yes, wait until the products are there."""
    await page.goto(f"{origin}/products/import")
    await page.locator("input[type=file]").set_input_files(file)
    await page.get_by_test_id("check-import").click()
    await page.get_by_test_id("confirm-import").click()
    await expect(page.get_by_text("The products are in your shop")).to_be_visible()


async def publish(page: Page, origin: str, title: str, picture: Path) -> None:
    """An imported product waits for its first picture; then it can be shown."""
    await page.goto(f"{origin}/products?q={title}")
    await page.get_by_role("link", name=title).first.click()
    await page.locator("#media input[type=file]").set_input_files(picture)
    await expect(page.get_by_test_id("picture")).to_have_count(1)
    await page.get_by_test_id("publish-product").click()
    await expect(page.get_by_test_id("product-status")).to_contain_text("Live")


async def send(page: Page, origin: str, number: str, *, tracking: str) -> None:
    """Accept the order, pack all of it, hand it over to a carrier."""
    await page.goto(f"{origin}/orders/{number}")
    accept = page.get_by_role("button", name="Accept")
    pack = page.get_by_role("button", name="Pack everything")
    await expect(accept.or_(pack)).to_be_visible()
    if await accept.is_visible():
        await accept.click()
    await pack.click()
    parcel = page.get_by_test_id("parcel")
    await parcel.get_by_label("Carrier").select_option("DHL")
    await parcel.get_by_label("Tracking number").fill(tracking)
    await parcel.get_by_role("button", name="Hand over").click()
    await expect(parcel.get_by_text("DHL")).to_be_visible()


async def refund_one(page: Page, origin: str, number: str, title: str) -> str:
    """Refund one piece of the line; what the page said the buyer gets."""
    await page.goto(f"{origin}/orders/{number}")
    part = page.get_by_test_id("order-part").filter(has_text=title)
    await part.get_by_role("button", name="Refund something").click()
    await page.get_by_label(title).fill("1")
    amount = page.get_by_test_id("refund-amount")
    await expect(amount).to_be_visible()
    said = await amount.inner_text()
    await page.get_by_role("textbox", name="Reason").fill("Chipped on the way")
    await page.get_by_role("button", name=f"Refund {said}").click()
    return said
