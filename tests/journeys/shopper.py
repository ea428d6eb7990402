"""What a shopper does, in the words of the pages."""

from playwright.async_api import Page, expect

GOOD_CARD = "4242 4242 4242 4242"
DECLINED_CARD = "4000 0000 0000 0002"
SECURE_CARD = "4000 0027 6000 3184"


async def put_in_bag(page: Page, address: str) -> str:
    """Open a product page and add one piece; its title."""
    await open_awake(page, address)
    title = await page.get_by_role("heading", level=1).inner_text()
    await page.get_by_test_id("add-to-bag").click()
    await expect(page.get_by_test_id("added")).to_be_visible()
    return title


async def open_awake(page: Page, address: str) -> None:
    """A page comes complete from the server; a moment later its buttons listen."""
    await page.goto(address)
    await page.wait_for_function(
        "() => Object.keys(document.querySelector('main') ?? {})"
        ".some((key) => key.startsWith('__reactProps'))"
    )


async def fill_in_checkout(page: Page, origin: str, *, email: str) -> None:
    """From the first section to the last one, as a guest who takes what is offered."""
    await page.goto(f"{origin}/checkout")
    await page.get_by_label("E-mail").fill(email)
    await go_on(page, "delivery")
    await page.get_by_label("Full name").fill("Marlene Vogt")
    await page.get_by_label("Street and number").fill("Lindenstraße 7")
    await page.get_by_label("Postcode").fill("10969")
    await page.get_by_label("Town or city").fill("Berlin")
    await go_on(page, "packaging")
    await go_on(page, "pay")


async def go_on(page: Page, section: str) -> None:
    """To the section that comes next."""
    await page.get_by_test_id("go-on").click()
    await page.wait_for_url(f"**/checkout?step={section}")
    opened = page.locator(f"[data-testid=section-{section}][data-open=true]")
    await expect(opened).to_be_visible()


async def order(page: Page) -> None:
    """Send the order; the browser ends up on the bank's page."""
    await page.get_by_test_id("order-and-pay").click()
    await page.wait_for_url("**/sandbox-gateway/pay/**")


async def pay(page: Page, card: str) -> None:
    await page.get_by_label("Card number").fill(card)
    await page.get_by_label("Expiry date").fill("04 / 39")
    await page.get_by_label("Security code").fill("123")
    await page.get_by_role("button", name="Pay").click()


async def confirm_at_the_bank(page: Page) -> None:
    await page.get_by_role("button", name="Complete").click()


async def order_number(page: Page) -> str:
    """On the confirmation page."""
    await page.wait_for_url("**/confirmation**")
    await expect(page.get_by_test_id("confirmed")).to_be_visible()
    return page.url.split("/orders/")[1].split("/")[0]
