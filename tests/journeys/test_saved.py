"""A guest saves, signs in and shares; another waits for a price."""

import re

import psycopg
import pytest
from playwright.async_api import expect

from tests.journeys.desk import sign_in
from tests.journeys.shopper import open_awake

pytestmark = pytest.mark.journey

SHOPPER, GUEST = "anke@example.com", "waits-for-a-price@example.com"


def mail_to(market, address: str, kind: str) -> list[str]:
    with psycopg.connect(market.database_url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT text FROM outgoing_mails WHERE recipient = %s AND kind = %s",
            (address, kind),
        ).fetchall()
    return [row[0] for row in rows]


async def test_what_a_guest_saves_survives_signing_in_and_a_stranger_sees_the_link(
    market, visit
):
    guest, stranger = await visit(), await visit(width=390)
    page = guest.page
    await open_awake(page, f"{market.storefront}/search")
    disc = page.get_by_test_id("save").first
    label = await disc.get_attribute("aria-label")
    assert label is not None
    title = label.removeprefix("Save ")
    await disc.click()
    await expect(page.get_by_text("Piece saved")).to_be_visible()

    await sign_in(page, market.storefront, SHOPPER)
    await page.goto(f"{market.storefront}/account/saved")
    await expect(page.get_by_test_id("saved-piece").first).to_contain_text(title)
    await page.get_by_role("button", name="Share", exact=True).click()
    await page.get_by_label("Your first name").fill("Anke")
    await page.get_by_role("button", name="Make a link").click()
    shared = page.get_by_test_id("share-link").locator(".code span").first
    await expect(shared).to_be_attached()

    await stranger.page.goto(await shared.text_content() or "")
    await expect(stranger.page.get_by_text("A list by Anke")).to_be_visible()
    await expect(stranger.page.get_by_test_id("product-card").first).to_contain_text(title)
    await expect(stranger.page.get_by_text(SHOPPER)).to_have_count(0)


async def test_a_guest_confirms_an_alert_by_mail(market, visit):
    page = (await visit()).page
    with psycopg.connect(market.database_url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT p.slug FROM products p JOIN product_variants v ON v.product_id = p.id "
            "JOIN stock_levels l ON l.variant_id = v.id WHERE p.status = 'published' "
            "GROUP BY p.id HAVING count(*) = 1 AND min(l.on_hand - l.allocated) > 3 LIMIT 1"
        ).fetchone()
    assert row is not None
    await open_awake(page, f"{market.storefront}/p/{row[0]}")
    await page.get_by_text("Tell me when it costs less").click()
    form = page.get_by_test_id("price-alert")
    await form.get_by_label("Your price").fill("1")
    await form.get_by_label("E-mail").fill(GUEST)
    await form.get_by_role("button", name="Set the alert").click()
    await expect(page.get_by_text("Look into your mailbox")).to_be_visible()

    for _ in range(40):
        if mails := mail_to(market, GUEST, "confirm_alert"):
            break
        await page.wait_for_timeout(500)
    link = re.search(r"http\S+/alerts/confirm\?token=[\w-]+", mails[0])
    assert link is not None
    await page.goto(link[0])
    await page.get_by_role("button", name="Yes, tell me").click()
    await expect(page.get_by_text("Your alert is set")).to_be_visible()
    assert mail_to(market, GUEST, "price_reached") == []
