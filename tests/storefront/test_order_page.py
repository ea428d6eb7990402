from urllib.parse import parse_qs, urlsplit

import pytest

from core.checkout.urls import order_link
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.kernel.errors import SignInRequired
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.queries import vendor_orders_of
from storefront.pages.order.state import OrderState
from storefront.pages.order_lookup.state import UNKNOWN, LookupState
from tests.factories.identity import a_session, a_user, customer
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.shop import a_member
from tests.mounting import mount


def token_of(order):
    return parse_qs(urlsplit(order_link(order)).query)["t"][0]


async def open_order(browser, order, token):
    path = f"/orders/{order.number}?t={token}"
    return await browser(OrderState, path, number=order.number)


async def test_the_link_opens_the_order_by_workshop(session, browser):
    pieces = await a_shelf(session)
    order = await a_paid_order(session, pieces)

    tab = await open_order(browser, order, token_of(order))

    assert tab.status == "ready"
    assert (tab.order.number, tab.order.total, tab.order.payment) == (
        order.number,
        "€61.50",
        "Paid",
    )
    assert [part.workshop for part in tab.order.parts] == [p.vendor.name for p in pieces]
    assert [step.state for step in tab.order.parts[0].steps] == ["current", *["next"] * 4]
    assert tab.order.can_cancel


async def test_the_page_follows_the_workshop(session, browser):
    pieces = await a_shelf(session)
    order = await a_paid_order(session, pieces)
    tab = await open_order(browser, order, token_of(order))
    member = await a_member(session, pieces[0].vendor)
    parts = await vendor_orders_of(session, order.id)
    own = next(part for part in parts if part.vendor_id == pieces[0].vendor.id)

    await accept_vendor_order(session, member, own.id)
    await session.flush()
    await tab._show()

    part = next(p for p in tab.order.parts if p.workshop == pieces[0].vendor.name)
    assert part.status == "Accepted"
    assert [step.state for step in part.steps][:3] == ["done", "current", "next"]


async def test_a_wrong_secret_opens_nothing(session, browser):
    order = await a_paid_order(session, await a_shelf(session))

    tab = await open_order(browser, order, "guess")

    assert (tab.status, tab.order.number) == ("missing", "")


async def test_without_a_secret_one_has_to_sign_in(session, browser):
    order = await a_paid_order(session, await a_shelf(session))

    with pytest.raises(SignInRequired):
        await browser(OrderState, f"/orders/{order.number}", number=order.number)


async def test_the_account_that_ordered_needs_no_secret_and_no_other_gets_in(session):
    user, stranger = await a_user(session), await a_user(session)
    order = await a_paid_order(session, await a_shelf(session), buyer=customer(user))

    async def seen_by(someone):
        cookies = {session_cookie(App.STOREFRONT).name: await a_session(session, someone)}
        path = f"/orders/{order.number}"
        tab = await mount(OrderState, path=path, cookies=cookies, number=order.number)
        await tab.load()
        return tab

    assert (await seen_by(user)).order.can_cancel
    assert (await seen_by(stranger)).status == "missing"


async def test_number_and_email_lead_to_the_order(session, browser, cache):
    order = await a_paid_order(session, await a_shelf(session))
    tab = await browser(LookupState, "/orders/lookup")

    wrong = await tab.find({"number": order.number, "email": "else@example.com"})
    assert (tab.problem, wrong is None) == (UNKNOWN, False)
    found = await tab.find({"number": f" {order.number.lower()} ", "email": "INES@example.com"})

    assert f"/orders/{order.number}?t={token_of(order)}" in str(found)


async def test_guessing_numbers_is_slowed_down(session, browser, cache):
    tab = await browser(LookupState, "/orders/lookup")

    for _ in range(12):
        await tab.find({"number": "EM-0000-0000", "email": "else@example.com"})

    assert tab.problem.startswith("Too many attempts")
