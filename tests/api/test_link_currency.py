"""Links of product feeds carry their currency."""

import httpx
import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from core.api.link_currency import LinkCurrency
from core.identity.preferences import CURRENCY_COOKIE, Preferences


async def page(scope, receive, send):
    """Shows the currency that it would be made in."""
    cookie = Headers(scope=scope).get("cookie", "")
    await PlainTextResponse(Preferences.of(cookie).currency)(scope, receive, send)


async def follow(query):
    """In a browser that shops in euros and has other cookies."""
    transport = httpx.ASGITransport(LinkCurrency(page))
    headers = {"Cookie": f"a=1; {CURRENCY_COOKIE}=EUR; b=2"}
    async with httpx.AsyncClient(transport=transport, base_url="http://shop") as browser:
        answer = await browser.get(f"/p/vase?{query}", headers=headers)
    return answer.text, answer.headers.get_list("set-cookie")


async def test_a_link_with_a_currency_changes_the_browser_to_it():
    shown, [cookie] = await follow("currency=USD")

    assert shown == "USD"
    assert cookie.startswith(f"{CURRENCY_COOKIE}=USD;")


@pytest.mark.parametrize(
    "query", ["currency=GBP", "currency=", "currency=%0d%0aX:1", "currency=EUR&x=%ff", "c=USD"]
)
async def test_anything_else_changes_nothing(query):
    assert await follow(query) == ("EUR", [])
