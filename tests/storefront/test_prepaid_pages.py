from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from core.cart import queries as carts
from core.orders.models import Order
from core.orders.statuses import OrderStatus
from core.prepaid.codes import code_of, printed
from core.prepaid.hand_out import hand_out
from core.prepaid.links import card_link
from core.prepaid.models import GiftCard, GiftCardStatus
from storefront.pages.checkout.state import CheckoutState
from storefront.pages.gift_card.state import GiftCardState
from storefront.pages.gift_card_balance.state import BalanceState
from storefront.pages.gift_cards.state import OWN, GiftCardsState
from tests.factories.orders import a_bag, a_shelf, bag_of
from tests.factories.prepaid import a_card, an_order_with_cards, pay
from tests.storefront.test_checkout_page import send

pytestmark = pytest.mark.usefixtures("cache")
WISH = {"recipient_name": "Ana", "recipient_email": "ana@example.com", "message": "Olá"}


@pytest.fixture
def typed():
    """A code as people type it."""
    return lambda card: {"gift_code": f" {printed(code_of(card.id)).lower()} "}


async def test_a_card_typed_at_the_checkout_pays_and_can_be_taken_out(
    session, browser, bag_secret, typed
):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    card = await a_card(session, 5000)
    tab = await browser(CheckoutState, "/checkout")

    await tab.apply_card(typed(card))
    shown = tab.wallet
    await tab.remove_card(shown.tenders[0].card)

    assert shown.tenders[0].label == f"Gift card ending {card.code_end}"
    assert (shown.tenders[0].amount, shown.due) == ("−€50.00", "€11.50")
    assert (tab.wallet.tenders, tab.wallet.due) == ([], "€61.50")


async def test_a_wrong_code_says_so_and_tells_nothing_else(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    tab = await browser(CheckoutState, "/checkout")

    await tab.apply_card({"gift_code": "AAAAA-AAAAA-AAAAA-AAAAA-AAAAAA"})

    assert tab.card_error == "We do not know this code. Check it letter by letter."
    assert tab.wallet.tenders == []


async def test_an_order_paid_by_a_card_is_placed_without_a_bank(
    session, browser, bag_secret, typed
):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    card = await a_card(session, 10_000)
    tab = await browser(CheckoutState, "/checkout")
    await tab.apply_card(typed(card))
    assert tab.wallet.is_paid

    await send(tab)

    order = (await session.exec(select(Order))).one()
    assert (order.status, tab.refusal) == (OrderStatus.PLACED, "")


async def test_codes_are_tried_ten_times_and_then_no_more(session, browser):
    tab = await browser(BalanceState, "/gift-cards/balance")

    for _ in range(11):
        await tab.ask({"gift_code": "wrong"})
    card = await a_card(session)
    await tab.ask({"gift_code": code_of(card.id)})

    assert tab.balance == ""
    assert tab.problem.startswith("Too many attempts")


async def test_a_balance_is_shown_to_whoever_has_the_code(session, browser, typed):
    card = await a_card(session, 4200)
    tab = await browser(BalanceState, "/gift-cards/balance")

    await tab.ask(typed(card))

    assert (tab.balance, tab.standing) == ("€42.00", "Ready to spend")


async def test_a_gift_card_goes_into_the_bag_with_its_own_amount(session, browser, bag_secret):
    tab = await browser(GiftCardsState, "/gift-cards")
    tab.choice = OWN

    await tab.add({**WISH, "amount": "73,50"})

    cart = await bag_of(session, await tab._principal(), bag_secret)
    (line,) = await carts.list_lines(session, cart.id)
    assert (tab.errors, tab.is_added) == ({}, True)
    assert (line.quantity, line.seen_minor) == (1, 7350)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": "5"}, "amount"),
        ({"amount": "9999"}, "amount"),
        ({"recipient_name": ""}, "recipient_name"),
        ({"recipient_email": "ana"}, "recipient_email"),
        ({"deliver_on": "2001-01-01"}, "deliver_on"),
    ],
)
async def test_a_card_that_cannot_be_made_names_the_field(
    session, browser, bag_secret, wrong, field
):
    tab = await browser(GiftCardsState, "/gift-cards")
    tab.choice = OWN

    await tab.add({**WISH, "amount": "50"} | wrong)

    assert list(tab.errors) == [field]


async def test_a_paid_card_opens_by_its_link_and_no_other(session, browser):
    order = await an_order_with_cards(session, await a_shelf(session), wishes=[2500])
    await pay(session, order)
    await hand_out(session, order.id)
    card = (await session.exec(select(GiftCard))).one()
    link = urlsplit(card_link(card))

    tab = await browser(GiftCardState, f"{link.path}?{link.query}", card_id=str(card.id))
    stranger = await browser(GiftCardState, f"{link.path}?token=x", card_id=str(card.id))

    assert card.status is GiftCardStatus.ACTIVE
    assert card.mailed_at is not None
    assert (tab.amount, tab.code) == ("€25.00", printed(code_of(card.id)))
    assert (stranger.status, stranger.code) == ("missing", "")
