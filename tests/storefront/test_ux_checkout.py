"""Rules B5 to B20 of checkout, as far as they need no browser."""

import re
from contextlib import suppress

import pytest
from sqlmodel import select

from core.identity.addresses import PostalAddress, add_address
from core.identity.cookies import session_cookie
from core.identity.models import App
from core.identity.preferences import COUNTRY_COOKIE
from core.kernel.errors import Invalid
from core.orders.models import Order
from core.settings import settings
from core.shipping import postcodes
from core.shipping.models import Service, Zone
from core.ui.components.expiry import WARN_S
from storefront.pages.checkout.form import STEPS
from storefront.pages.checkout.page import checkout_page
from storefront.pages.checkout.state import CheckoutState
from storefront.pages.checkout_return.declines import DECLINES, GENERAL, words_for
from storefront.pages.checkout_return.state import ReturnState
from storefront.pages.order.state import OrderState
from storefront.pages.order_confirmed.page import order_confirmed_page
from storefront.state.shell import ShellState
from tests.factories.identity import a_session, a_user, customer
from tests.factories.orders import a_bag, a_paid_order, a_shelf, an_order
from tests.factories.shop import a_delivery_rate, set_price
from tests.mounting import mount
from tests.serving import free_port
from tests.storefront.test_checkout_page import FORM
from tests.storefront.test_order_page import token_of

ADDRESS = {name: FORM[name] for name in ("name", "line1", "postcode", "city")}


@pytest.fixture
def silent_bank(session, monkeypatch):
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setattr(settings(), "sandbox_gateway_url", address)


@pytest.fixture
def page() -> str:
    """What the checkout page is made of."""
    return str(checkout_page().render())


async def orders(session):
    return (await session.exec(select(Order))).all()


async def press(tab, **form):
    return [event async for event in tab.submit(form) if event is not None]


async def walk(tab):
    """Fill in section by section; the answers of each press."""
    answers = []
    for _ in STEPS:
        answers += await press(tab, **FORM)
    return answers


async def at_checkout(session, browser, bag_secret, **shelf):
    pieces = await a_shelf(session, **shelf)
    await a_bag(session, pieces, token=bag_secret)
    return pieces, await browser(CheckoutState, "/checkout")


async def signed_in(session, **address):
    user = await a_user(session)
    if address:
        book = PostalAddress(**{**ADDRESS, "country": "PT", **address})
        await add_address(session, customer(user), book)
    await a_bag(session, await a_shelf(session), buyer=customer(user))
    cookies = {
        session_cookie(App.STOREFRONT).name: await a_session(session, user),
        COUNTRY_COOKIE: "PT",
    }
    tab = await mount(CheckoutState, path="/checkout", cookies=cookies)
    await (await tab.get_state(ShellState)).load_shell()
    await tab.load()
    return tab


async def test_ux_b5_the_total_is_complete_before_paying_and_never_rises_unseen(
    session, browser, bag_secret, silent_bank
):
    pieces, tab = await at_checkout(session, browser, bag_secret)
    shown = (tab.quote.goods, tab.quote.delivery, tab.quote.packing, tab.quote.total)
    assert shown == ("€52.50", "€9.00", "Free", "€61.50")
    await set_price(session, pieces[0], 2000)

    await walk(tab)

    assert await orders(session) == []
    assert (tab.changed, tab.quote.total) == ("It was €61.50.", "€69.00")
    await press(tab, **FORM)
    assert [order.total_minor for order in await orders(session)] == [6900]


async def test_ux_b6_a_guest_orders_without_an_account(
    session, browser, bag_secret, silent_bank, page
):
    _, tab = await at_checkout(session, browser, bag_secret)

    await walk(tab)

    (order,) = await orders(session)
    assert (order.user_id, order.wants_news) == (None, False)
    assert "password" not in page
    assert "new-password" in str(order_confirmed_page().render())


async def test_ux_b6_news_are_sent_only_to_who_ticked_the_box(
    session, browser, bag_secret, silent_bank
):
    _, tab = await at_checkout(session, browser, bag_secret)

    await press(tab, email=FORM["email"], wants_news="on")
    for _ in STEPS[1:]:
        await press(tab, **FORM, wants_news="on")

    assert [order.wants_news for order in await orders(session)] == [True]


async def test_ux_b7_sections_open_one_after_another_and_fold_to_a_line(
    session, browser, bag_secret
):
    _, tab = await at_checkout(session, browser, bag_secret)
    assert (tab.step, tab.done) == ("contact", [])

    await press(tab, email=FORM["email"])
    assert (tab.step, tab.done) == ("delivery", ["contact"])
    await press(tab, **FORM)
    await tab.load()

    assert tab.done == ["contact", "delivery"]
    assert tab.sums["contact"] == "Ines@Example.com"
    assert tab.sums["delivery"] == "Inês Carvalho, Rua das Flores 12, 4050-112 Porto, Portugal"
    assert tab.draft["line1"] == "Rua das Flores 12"


async def test_ux_b7_a_section_whose_turn_has_not_come_does_not_open(
    session, browser, bag_secret
):
    await a_bag(session, await a_shelf(session), token=bag_secret)

    tab = await browser(CheckoutState, "/checkout?step=pay")

    assert tab.step == "contact"


async def test_ux_b8_who_has_an_address_pays_at_once(session, silent_bank):
    tab = await signed_in(session, name="Anke Hartwig")
    assert tab.express_to == "Anke Hartwig, Rua das Flores 12, 4050-112 Porto"

    async for _ in tab.pay_at_once():
        pass

    (order,) = await orders(session)
    assert (order.ship_to["name"], order.total_minor) == ("Anke Hartwig", 6150)


async def test_ux_b8_what_cannot_be_paid_at_once_is_not_offered(
    session, browser, bag_secret, silent_bank
):
    guest = (await at_checkout(session, browser, bag_secret))[1]
    without = await signed_in(session)
    async for _ in guest.pay_at_once():
        pass

    assert (guest.express_to, without.express_to) == ("", "")
    assert await orders(session) == []


async def test_ux_b9_a_field_is_judged_when_left_and_right_as_soon_as_it_is(
    session, browser, bag_secret
):
    _, tab = await at_checkout(session, browser, bag_secret)

    tab.check("email", "")
    assert (tab.errors, tab.fine) == ({}, [])
    tab.check("email", "ines@")
    assert tab.errors["email"].startswith("Enter an e-mail address")
    tab.check("email", "ines@example.com")

    assert (tab.errors["email"], tab.fine) == ("", ["email"])


async def test_ux_b10_errors_are_summed_up_and_nothing_is_cleared(session, browser, bag_secret):
    _, tab = await at_checkout(session, browser, bag_secret)
    await press(tab, email=FORM["email"])

    answers = await press(tab, **{**FORM, "postcode": "40", "city": ""})

    assert [(error.target, error.label) for error in tab.summary] == [
        ("#field-postcode", "Postcode"),
        ("#field-city", "Town or city"),
    ]
    assert "form_summary" in str(answers[0])
    assert (tab.step, tab.draft["line1"], tab.draft["postcode"]) == (
        "delivery",
        "Rua das Flores 12",
        "40",
    )


def test_ux_b11_every_field_says_what_it_is(page):
    tokens = {
        "email": "email", "name": "shipping name", "country": "shipping country",
        "line1": "shipping address-line1", "line2": "shipping address-line2",
        "postcode": "shipping postal-code", "city": "shipping address-level2",
        "region": "shipping address-level1", "phone": "shipping tel",
    }  # fmt: skip
    found = set(re.findall(r'autoComplete:\\?"([^"\\]+)', page))

    assert set(tokens.values()) <= found
    assert {"email", "tel"} <= set(re.findall(r'inputMode:\\?"([^"\\]+)', page))


async def test_ux_b11_a_town_is_filled_in_only_where_nothing_stands(
    session, browser, bag_secret
):
    _, tab = await at_checkout(session, browser, bag_secret)

    filled = tab.check("postcode", "4050-112")
    assert tab.draft["city"] == "Porto"
    tab.check("city", "Gaia")

    assert tab.check("postcode", "4150-001") is None
    assert (tab.draft["city"], "Porto" in str(filled)) == ("Gaia", True)


async def test_ux_b11_without_the_book_of_towns_the_form_works_on(
    session, browser, bag_secret, silent_bank, monkeypatch
):
    class Torn:
        def town(self, *_: str) -> str:
            raise OSError("the file is gone")

    monkeypatch.setattr(postcodes, "town_book", Torn)
    _, tab = await at_checkout(session, browser, bag_secret)

    assert tab.check("postcode", "4050-112") is None
    await walk(tab)

    assert len(await orders(session)) == 1


async def test_ux_b11_an_odd_address_can_be_used_anyway(
    session, browser, bag_secret, silent_bank
):
    _, tab = await at_checkout(session, browser, bag_secret)
    tab.check("postcode", "BFPO 61")
    assert tab.errors["postcode"] == "Postcodes in Portugal look like 4050-112."

    tab.use_anyway(is_right=True)
    assert tab.errors["postcode"] == ""
    for _ in STEPS:
        await press(tab, **FORM | {"postcode": "BFPO 61", "anyway": "on"})

    assert [order.ship_to["postcode"] for order in await orders(session)] == ["BFPO 61"]


def test_ux_b12_the_phone_field_says_why(page):
    assert "Only the carrier gets it, to call if it cannot find you." in page


async def test_ux_b13_ways_to_send_have_date_price_and_co2e_cheapest_first(
    session, browser, bag_secret
):
    (piece,) = await a_shelf(session, prices=(1250,))
    piece.variant.weight_g = 900
    await a_delivery_rate(session, piece.vendor, Zone.DOMESTIC, 990, service=Service.EXPRESS)
    await a_bag(session, [piece], token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    cheap, fast = tab.quote.parcels[0].services

    assert [(one.price, one.is_chosen) for one in (cheap, fast)] == [
        ("€4.50", True),
        ("€9.90", False),
    ]
    assert cheap.label.startswith("Arrives ")
    assert cheap.hint == "Standard parcel, about 60\N{NO-BREAK SPACE}g CO₂e"
    await tab.choose(tab.quote.parcels[0].vendor, "service", "express")
    assert (tab.quote.delivery, tab.bag.parcels[0].delivery) == ("€9.90", "€9.90")


async def test_ux_b14_packaging_has_its_price_and_its_grams(session, browser, bag_secret):
    _, tab = await at_checkout(session, browser, bag_secret)
    parcel = tab.quote.parcels[0]
    assert [(one.price, one.hint[-5:]) for one in parcel.packagings] == [
        ("Free", "110\N{NO-BREAK SPACE}g"),
        ("€0.90", "160\N{NO-BREAK SPACE}g"),
        ("€3.50", "240\N{NO-BREAK SPACE}g"),
    ]

    await tab.choose(parcel.vendor, "packaging", "gift")

    assert (tab.quote.packing, tab.quote.total) == ("€3.50", "€65.00")
    assert tab.sums["packaging"] == "Gift wrap, €3.50; Reused box, Free"


@pytest.mark.parametrize(
    ("kind", "value"), [("service", "teleport"), ("total", "0"), ("packaging", "gold")]
)
async def test_ux_b14_what_is_not_offered_changes_nothing(
    session, browser, bag_secret, kind, value
):
    _, tab = await at_checkout(session, browser, bag_secret)
    vendor = tab.quote.parcels[0].vendor

    with suppress(Invalid):
        await tab.choose(vendor, kind, value)

    assert tab.quote.total == "€61.50"


def test_ux_b14_nothing_claims_to_neutralize(page):
    assert not re.search(
        r"neutral|offset|compensat|\bgreen\b|eco-friendly", page, re.IGNORECASE
    )


def test_ux_b15_the_field_for_codes_is_folded(page):
    assert "Add a promo code" in page
    assert "disclosure" in page[: page.index("Add a promo code")]


def test_ux_b16_the_button_says_what_it_does_and_what_it_costs(page):
    assert "Order and pay " in page
    assert "Encrypted. You pay on the page of the bank." in page


async def test_ux_b17_sending_twice_or_after_a_reload_makes_one_order(
    session, browser, bag_secret, silent_bank
):
    _, tab = await at_checkout(session, browser, bag_secret)

    await walk(tab)
    await press(tab, **FORM)
    again = await tab.load()
    await press(tab, **FORM)

    assert len(await orders(session)) == 1
    assert "/checkout/return" in str(again)


@pytest.mark.parametrize("code", sorted(DECLINES))
def test_ux_b18_each_refusal_of_a_bank_has_its_reason_and_a_way_out(code):
    reason, advice = words_for(code)

    assert reason != GENERAL[0]
    assert advice
    assert words_for("stolen_card") == GENERAL


async def test_ux_b19_time_is_warned_about_and_one_press_gives_more(session, browser):
    order = await an_order(session, await a_shelf(session))
    path = f"/checkout/return?order={order.number}&t={token_of(order)}"
    tab = await browser(ReturnState, path)
    assert WARN_S >= 120
    assert 1700 < tab.seconds <= 1800

    order.expires_at = order.created_at
    await session.flush()
    await tab.extend()

    assert tab.refusal == ""
    assert tab.seconds >= 1790


async def test_ux_b19_the_form_itself_can_be_kept(session, browser, bag_secret):
    _, tab = await at_checkout(session, browser, bag_secret)
    before = tab.stamp

    tab.extend()

    assert tab.seconds > WARN_S
    assert tab.stamp > before


async def test_ux_b20_the_confirmation_tells_all_and_survives_a_reload(session, browser):
    order = await a_paid_order(session, await a_shelf(session))
    path = f"/orders/{order.number}/confirmation?t={token_of(order)}"

    for _ in range(2):
        tab = await browser(OrderState, path, number=order.number)

        assert (tab.order.number, tab.order.email) == (order.number, "ines@example.com")
        assert [part.arrival[:8] for part in tab.order.parts] == ["Arrives "] * 2
        assert tab.receipt_href.startswith(f"/documents/orders/{order.number}/receipt.pdf?t=")
        assert tab.calendar_href.startswith(f"/documents/orders/{order.number}/arrivals.ics?t=")
    assert len(await orders(session)) == 1
