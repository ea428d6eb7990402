"""A card is declined, the stock is free again, the second try makes exactly one order."""

import psycopg
import pytest
from playwright.async_api import expect

from tests.journeys.conftest import Market
from tests.journeys.shopper import (
    DECLINED_CARD,
    GOOD_CARD,
    fill_in_checkout,
    order,
    order_number,
    pay,
    put_in_bag,
)

pytestmark = pytest.mark.journey

EMAIL = "declined@example.com"
LEVEL = """
    SELECT l.on_hand, l.reserved, l.allocated FROM stock_levels l
    JOIN product_variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
    WHERE p.slug = 'cavado-bottle-vase' AND v.sku = 'OLA-0001-CEL-18CM'
"""


def one(market: Market, statement: str):
    with psycopg.connect(market.database_url, autocommit=True) as connection:
        return connection.execute(statement).fetchone()


async def test_a_declined_card_frees_the_stock_and_a_second_try_pays_once(market, visit):
    shopper = await visit()
    page = shopper.page
    on_hand, reserved, allocated = one(market, LEVEL)

    await put_in_bag(page, f"{market.storefront}/p/cavado-bottle-vase")
    await fill_in_checkout(page, market.storefront, email=EMAIL)
    await order(page)
    assert one(market, LEVEL) == (on_hand, reserved + 1, allocated)

    await pay(page, DECLINED_CARD)
    await expect(page.get_by_role("alert")).to_contain_text("Not paid")
    await page.get_by_role("link", name="Cancel and go back").click()
    await expect(page.get_by_test_id("payment-stopped")).to_be_visible()
    assert one(market, LEVEL) == (on_hand, reserved, allocated)

    await page.get_by_test_id("try-again").first.click()
    await page.wait_for_url("**/sandbox-gateway/pay/**")
    await pay(page, GOOD_CARD)
    number = await order_number(page)

    assert one(market, LEVEL) == (on_hand, reserved, allocated + 1)
    orders = one(
        market,
        f"SELECT count(*), min(number), min(status) FROM orders WHERE email = '{EMAIL}'",  # noqa: S608
    )
    assert orders == (1, number, "placed")
