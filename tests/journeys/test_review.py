"""A delivered piece is reviewed, answered, read, reported and taken down: the rating
follows.
"""

import asyncio

import psycopg
import pytest
from playwright.async_api import Page, expect

from tests.journeys.conftest import Market
from tests.journeys.desk import sign_in

pytestmark = pytest.mark.journey

SHOPPER, OPERATOR = "anke@example.com", "admin@example.com"
MAKERS = {"olaria-ribeira": "ines@example.com", "holzwerk-erzgebirge": "katrin@example.com"}
WORDS = "It stands on my desk since it arrived, and I would buy it again."
REPLY = "Thank you. The next firing is in March."


def ask(market: Market, statement: str, *values: object):
    with psycopg.connect(market.database_url, autocommit=True) as connection:
        return connection.execute(statement, values).fetchall()


def a_delivered_line(market: Market):
    """Of the demo's shopper, from a workshop that can sign in, not reviewed yet."""
    return ask(
        market,
        """
        SELECT l.id::text, p.slug, w.slug, p.id::text
        FROM order_lines l JOIN orders o ON o.id = l.order_id
        JOIN users u ON u.id = o.user_id JOIN products p ON p.id = l.product_id
        JOIN vendors w ON w.id = p.vendor_id
        WHERE u.email = %s AND w.slug = ANY(%s) AND p.status = 'published'
          AND EXISTS (SELECT 1 FROM fulfillment_lines f JOIN fulfillments c
            ON c.id = f.fulfillment_id WHERE f.order_line_id = l.id AND c.status = 'delivered')
          AND NOT EXISTS (SELECT 1 FROM reviews r
            WHERE r.user_id = u.id AND r.product_id = p.id)
        ORDER BY l.id LIMIT 1
        """,
        SHOPPER,
        list(MAKERS),
    )[0]


def rating(market: Market, product_id: str) -> tuple[int, int]:
    statement = "SELECT rating_count, rating_sum FROM products WHERE id = %s"
    return ask(market, statement, product_id)[0]


def average(count: int, stars: int) -> str:
    return f"{((20 * stars + count) // (2 * count)) / 10:.1f}"


async def shows(page: Page, address: str, *, count: int, stars: int) -> None:
    """A stranger's page says so within seconds, however it is cached."""
    wanted = f"{count} review{'' if count == 1 else 's'}"
    for _ in range(20):
        await page.goto(address)
        try:
            await expect(page.get_by_test_id("review-count")).to_have_text(wanted, timeout=2000)
        except AssertionError:
            await asyncio.sleep(0.5)
            continue
        await expect(page.get_by_test_id("average")).to_contain_text(average(count, stars))
        return
    pytest.fail(f"the page never said {wanted}")


async def test_a_review_is_written_answered_read_reported_and_removed(market, visit):
    buyer, maker, stranger, operator = [await visit() for _ in range(4)]
    line, slug, workshop, product_id = a_delivered_line(market)
    count, stars = rating(market, product_id)
    address = f"{market.storefront}/p/{slug}"

    await sign_in(buyer.page, market.storefront, SHOPPER)
    await write(buyer.page, f"{market.storefront}/reviews/write/{line}")
    assert rating(market, product_id) == (count + 1, stars + 4)

    await sign_in(maker.page, market.vendors, MAKERS[workshop])
    await reply(maker.page, market)

    await shows(stranger.page, address + "?sort=newest", count=count + 1, stars=stars + 4)
    review = stranger.page.get_by_test_id("review").filter(has_text=WORDS)
    await expect(review).to_contain_text(REPLY)
    await expect(review).to_contain_text("Verified buyer")
    await report(stranger.page, review)

    await sign_in(operator.page, market.admin, OPERATOR)
    await uphold(operator.page, market)
    await expect(operator.page.get_by_text("Upheld: it is gone")).to_be_visible()

    assert rating(market, product_id) == (count, stars)
    if count:
        await shows(stranger.page, address, count=count, stars=stars)
    await buyer.page.goto(f"{market.storefront}/account/reviews?view=written")
    mine = buyer.page.get_by_test_id("written-review").filter(has_text=WORDS)
    await expect(mine).to_contain_text("Removed")


async def write(page: Page, address: str) -> None:
    await page.goto(address)
    await page.get_by_role("radio", name="4 stars").check()
    await page.get_by_label("Your review").fill(WORDS)
    await page.get_by_role("button", name="Send").click()
    await page.wait_for_url("**/account/reviews?view=written")
    await expect(page.get_by_text(WORDS)).to_be_visible()


async def reply(page: Page, market: Market) -> None:
    await page.goto(f"{market.vendors}/reviews?reply=none")
    row = page.get_by_test_id("review-row").filter(has_text=WORDS)
    await row.get_by_role("button", name="Write a reply").click()
    await row.get_by_label("Your reply").fill(REPLY)
    await row.get_by_role("button", name="Publish").click()
    await expect(page.get_by_text("Your reply stands under the review.")).to_be_visible()


async def report(page: Page, review) -> None:
    await page.wait_for_function("window.__reflex")  # until then it leads to a form
    await review.locator("footer").get_by_role("link", name="Report").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("What is wrong?").select_option("off_topic")
    await dialog.get_by_label("Your e-mail address").fill("stranger@example.com")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("A moderator looks at it")).to_be_visible()


async def uphold(page: Page, market: Market) -> None:
    await page.goto(f"{market.admin}/moderation/reports")
    card = page.get_by_test_id("report-card").filter(has_text=WORDS)
    await card.get_by_role("button", name="Uphold").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Reason").fill("It is not about the piece.")
    await dialog.get_by_role("button", name="Uphold").click()
