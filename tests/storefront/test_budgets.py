"""How many statements a page takes, the header included. N+1 shows here first."""

import pytest

from storefront.bag.state import BagState
from storefront.pages.category.state import CategoryState
from storefront.pages.checkout.state import CheckoutState
from storefront.pages.home.state import HomeState
from storefront.pages.order.state import OrderState
from storefront.pages.product.state import ProductState
from storefront.state.shell import ShellState
from tests.factories.catalog import a_category, a_product, a_vendor
from tests.factories.orders import a_bag, a_paid_order, a_shelf
from tests.statements import recorded_statements
from tests.storefront.test_order_page import token_of


@pytest.fixture
async def shelf(session):
    """A category with pieces of three workshops, some of them reduced."""
    category = await a_category(session, "Vases")
    for number in range(3):
        vendor = await a_vendor(session)
        for _ in range(4):
            await a_product(
                session,
                vendor=vendor,
                category=category,
                compare_at=3000 if number else None,
                options={"Color": ["Oat", "Madder"]},
                images=2,
            )
    return category


def queries(statements):
    """Without the savepoints that only a test has."""
    return [text for text in statements if text.startswith(("SELECT", "WITH", "UPDATE"))]


async def count(engine, browser, kind, path, **route):
    await browser(kind, path, **route)  # what is remembered for a minute is remembered now
    with recorded_statements(engine) as statements:
        tab = await browser(kind, path, **route)
    assert tab.status == "ready"
    return len(queries(statements))


async def test_the_header_takes_two(engine, session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(BagState, "/cart")

    with recorded_statements(engine) as statements:
        await (await tab.get_state(ShellState)).load_shell()

    assert len(queries(statements)) == 2


async def test_a_listing_takes_at_most_eight_beside_its_search(engine, browser, shelf):
    """Without an index the search itself is four statements; with one it is none."""
    path = f"/c/{shelf.slug}"

    assert await count(engine, browser, CategoryState, path, slug=shelf.slug) <= 8 + 4


async def test_a_product_page_takes_at_most_nineteen(engine, session, browser, shelf):
    made = await a_product(session, category=shelf, compare_at=3000)
    path = f"/p/{made.slug}"

    assert await count(engine, browser, ProductState, path, slug=made.slug) <= 19


async def test_the_home_page_takes_at_most_fifteen(engine, browser, shelf):
    assert await count(engine, browser, HomeState, "/") <= 15


async def test_a_bag_of_many_workshops_takes_at_most_seventeen(
    engine, session, browser, bag_secret
):
    """Read once to be shown, and priced once as the checkout prices it, for the taxes in it."""
    pieces = await a_shelf(session, prices=(1000, 2000, 3000, 4000, 5000))
    await a_bag(session, pieces, token=bag_secret)

    assert await count(engine, browser, BagState, "/cart") <= 17


async def test_a_checkout_of_many_workshops_takes_at_most_eighteen(
    engine, session, browser, bag_secret
):
    """Promotions, taxes and prepaid value ask once each, whatever the number of lines."""
    pieces = await a_shelf(session, prices=(1000, 2000, 3000, 4000, 5000))
    await a_bag(session, pieces, token=bag_secret)

    assert await count(engine, browser, CheckoutState, "/checkout") <= 18


async def test_an_order_of_many_workshops_takes_at_most_nine(engine, session, browser):
    order = await a_paid_order(session, await a_shelf(session, prices=(1000, 2000, 3000)))
    path = f"/orders/{order.number}?t={token_of(order)}"

    assert await count(engine, browser, OrderState, path, number=order.number) <= 9
