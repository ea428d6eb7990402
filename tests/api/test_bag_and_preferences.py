import pytest

from core.api.bag import BAG_SCRIPT
from core.cart.open_cart import find_cart
from core.identity.cookies import guest_bag_cookie
from core.identity.preferences import (
    COUNTRY_COOKIE,
    CURRENCY_COOKIE,
    POSTCODE_COOKIE,
    Preferences,
)
from core.kernel.principal import GUEST
from tests.factories.orders import a_bag
from tests.factories.shop import a_piece

NAME = guest_bag_cookie().name


async def test_the_bag_script_brings_the_cookie_of_a_bag_once(shop):
    first, second = await shop.get(BAG_SCRIPT), await shop.get(BAG_SCRIPT)

    assert (first.text, first.headers["content-type"]) == ("", "text/javascript; charset=utf-8")
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"{NAME}=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert first.headers["cache-control"] == "no-store"
    assert "set-cookie" not in second.headers


async def test_two_visitors_get_two_bags(shop):
    first = (await shop.get(BAG_SCRIPT)).cookies[NAME]
    shop.cookies.clear()

    assert (await shop.get(BAG_SCRIPT)).cookies[NAME] != first


async def test_a_cookie_that_is_no_bag_is_replaced(shop):
    answer = await shop.get(BAG_SCRIPT, headers={"cookie": f"{NAME}=short"})

    assert len(answer.cookies[NAME]) == 43


async def test_currency_and_country_are_remembered_and_the_bag_follows(session, shop):
    sold = await a_piece(session, prices={"EUR": 1250, "USD": 1400})
    _, token = await a_bag(session, [sold])
    shop.cookies.set(NAME, token)

    answer = await shop.post(
        "/preferences", data={"currency": "USD", "country": "US", "next": "/cart"}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/cart")
    assert (answer.cookies[CURRENCY_COOKIE], answer.cookies[COUNTRY_COOKIE]) == ("USD", "US")
    cart = await find_cart(session, GUEST, token)
    assert cart is not None
    await session.refresh(cart)
    assert cart.currency == "USD"


async def test_without_a_word_where_to_go_one_comes_back(shop):
    answer = await shop.post(
        "/preferences",
        data={"currency": "EUR"},
        headers={"Referer": "http://localhost/search?q=jug"},
    )

    assert answer.headers["location"] == "/search?q=jug"


@pytest.mark.parametrize("sent", [{}, {"currency": "XXX"}, {"country": "germany"}])
async def test_what_makes_no_sense_changes_nothing(shop, sent):
    answer = await shop.post("/preferences", data=sent | {"next": "https://else.example"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "set-cookie" not in answer.headers


async def test_another_site_cannot_change_them(shop):
    answer = await shop.post(
        "/preferences",
        data={"currency": "USD"},
        headers={"Origin": "https://else.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403


def test_preferences_fall_back_to_the_shop_s_own():
    assert Preferences.of("") == Preferences("EUR", "DE")
    assert Preferences.of(f"{CURRENCY_COOKIE}=USD") == Preferences("USD", "US")
    assert Preferences.of(f"{COUNTRY_COOKIE}=pt; x=y") == Preferences("EUR", "DE")


async def test_a_postcode_is_kept_in_one_spelling_and_an_empty_one_forgotten(shop):
    await shop.post("/preferences", data={"country": "GB", "postcode": " sw1a  1aa "})
    kept = Preferences.of("; ".join(f"{k}={v}" for k, v in shop.cookies.items()))
    await shop.post("/preferences", data={"postcode": "<script>"})
    still = shop.cookies.get(POSTCODE_COOKIE)
    await shop.post("/preferences", data={"postcode": ""})

    assert (kept.country, kept.postcode) == ("GB", "SW1A 1AA")
    assert still.strip('"') == "SW1A 1AA"
    assert shop.cookies.get(POSTCODE_COOKIE) is None
