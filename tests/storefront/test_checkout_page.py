import pytest
from sqlmodel import select

from core.orders.models import Order
from core.payments.providers.sandbox import SandboxProvider
from core.settings import settings
from storefront.pages.checkout.form import PAY, STEPS, check_field, check_form
from storefront.pages.checkout.state import CheckoutState
from tests.factories.orders import a_bag, a_shelf
from tests.factories.shop import set_price, set_stock
from tests.serving import free_port

FORM = {
    "email": " Ines@Example.com ",
    "name": "Inês Carvalho",
    "country": "PT",
    "line1": "Rua das Flores 12",
    "postcode": "4050-112",
    "city": "Porto",
    "provider": SandboxProvider.name,
}


@pytest.fixture
def silent_bank(session, monkeypatch):
    """Nobody answers where the gateway should be."""
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setattr(settings(), "sandbox_gateway_url", address)


async def send(tab, **changed):
    """Fill in the whole form and order, as from the last section."""
    tab.done, tab.step = list(STEPS[:-1]), PAY
    async for _ in tab.submit(FORM | changed):
        pass


async def orders(session):
    return (await session.exec(select(Order))).all()


async def test_an_empty_form_names_every_field_and_orders_nothing(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    await send(tab, **dict.fromkeys(FORM.keys() - {"country"}, ""))

    assert [error.label for error in tab.summary] == [
        "E-mail",
        "Full name",
        "Street and number",
        "Postcode",
        "Town or city",
    ]
    assert await orders(session) == []


async def test_the_order_exists_also_when_the_bank_does_not_answer(
    session, browser, bag_secret, silent_bank
):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    await send(tab)

    (order,) = await orders(session)
    assert (order.email, order.ship_to["city"], order.total_minor) == (
        "ines@example.com",
        "Porto",
        6150,
    )
    assert tab._pending.startswith(f"/checkout/return?order={order.number}&t=")
    assert tab.refusal == ""


async def test_sending_the_same_checkout_again_makes_no_second_order(
    session, browser, bag_secret, silent_bank
):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    await send(tab)
    await send(tab)

    assert len(await orders(session)) == 1


async def test_a_new_price_is_shown_before_anything_is_ordered(session, browser, bag_secret):
    pieces = await a_shelf(session)
    await a_bag(session, pieces, token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")
    await set_price(session, pieces[0], 1500)

    await send(tab)

    assert await orders(session) == []
    assert (tab.changed, tab.quote.total) == ("It was €61.50.", "€64.00")
    assert tab.refusal.startswith("A price or delivery cost changed")
    assert (tab.is_placing, tab.leave_to) == (False, "")


async def test_what_sold_out_meanwhile_is_said_and_blocks(session, browser, bag_secret):
    pieces = await a_shelf(session)
    await a_bag(session, pieces, token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")
    await set_stock(session, pieces[0], 0)

    await send(tab)

    assert await orders(session) == []
    assert tab.refusal == "This is sold out."
    assert (tab.quote.total, tab.bag.is_orderable) == ("", False)


async def test_a_country_without_delivery_cannot_be_ordered_to(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    await tab.set_country("US")

    assert (tab.quote.total, tab.needs_region) == ("", True)
    assert "does not deliver to United States" in tab.bag.parcels[0].problem


async def test_a_field_that_was_wrong_is_cleared_as_it_is_put_right(session, browser):
    tab = await browser(CheckoutState, "/checkout")

    tab.check("postcode", "40")
    assert tab.errors["postcode"] == "Postcodes in Portugal look like 4050-112."
    tab.check("postcode", "4050-112")

    assert tab.errors["postcode"] == ""


async def test_leaving_an_untouched_field_is_no_mistake(session, browser):
    tab = await browser(CheckoutState, "/checkout")

    tab.check("email", "")

    assert tab.errors == {}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("email", "ines@", "Enter an e-mail address, such as ines@example.com."),
        ("phone", "call me", "Use digits, such as +351 912 345 678."),
        ("name", "x" * 121, "This is too long: at most 120 characters."),
        ("city", "Porto", ""),
    ],
)
def test_one_field_is_judged_alone(name, value, message):
    assert check_field(name, value, "PT") == message


def test_what_no_field_is_called_is_not_read():
    form, errors = check_form(FORM | {"total_minor": "1", "user_id": "x"})

    assert errors == {}
    assert form is not None
    assert form.address().postcode == "4050-112"
