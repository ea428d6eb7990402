"""Change the currency or the country one shops in: a form post, so that the next page is made
with it. The bag follows into the new currency.
"""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse

from core.api.form_post import FormPost, Own, left_page
from core.api.forms import delete_cookie, local_path, see_other, set_cookie
from core.cart.open_cart import find_cart
from core.cart.service import switch_currency
from core.db.session import transaction
from core.identity.cookies import Cookie, guest_bag_cookie
from core.identity.preferences import (
    COUNTRY_COOKIE,
    CURRENCY_COOKIE,
    POSTCODE_COOKIE,
    is_country_code,
    is_postcode,
)
from core.identity.sessions import resolve
from core.kernel.currencies import CURRENCIES
from core.kernel.principal import GUEST

router = APIRouter(include_in_schema=False)
KEPT_FOR = 365 * 86_400
Choice = Annotated[str, Form(max_length=8)]


@router.post("/preferences")
async def post_preferences(
    post: Own,
    currency: Choice = "",
    country: Choice = "",
    postcode: Annotated[str, Form(max_length=12)] = "",
    next_path: Annotated[str, Form(alias="next")] = "",
) -> RedirectResponse:
    """What is not sent, or makes no sense, stays as it is. Leads on to ``next``, or back to the
    page that was left.
    """
    response = see_other(local_path(next_path or left_page(post)))
    if currency in CURRENCIES:
        await _switch_bag(post, currency)
        _remember(response, post, CURRENCY_COOKIE, currency)
    if is_country_code(country):
        _remember(response, post, COUNTRY_COOKIE, country)
    # FastAPI takes an empty field for one that was not sent.
    if "postcode" in await post.request.form():
        _remember_postcode(response, post, " ".join(postcode.upper().split()))
    return response


async def _switch_bag(post: FormPost, currency: str) -> None:
    async with transaction() as session:
        caller = await resolve(session, post.token, app=post.app) or GUEST
        guest_token = post.request.cookies.get(guest_bag_cookie().name)
        cart = await find_cart(session, caller, guest_token)
        if cart is not None:
            await switch_currency(session, cart, currency)


def _remember_postcode(response: RedirectResponse, post: FormPost, postcode: str) -> None:
    """An empty field forgets it."""
    if is_postcode(postcode):
        _remember(response, post, POSTCODE_COOKIE, postcode)
    elif not postcode:
        delete_cookie(response, Cookie(POSTCODE_COOKIE, post.cookie.secure))


def _remember(response: RedirectResponse, post: FormPost, name: str, value: str) -> None:
    set_cookie(response, Cookie(name, post.cookie.secure), value, max_age=KEPT_FOR)
