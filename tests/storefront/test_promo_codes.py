"""Promo codes in bag and checkout (rule B15): a known code stays, and says why it takes nothing
off; what is not known stays in the field.
"""

import pytest

from core.promotions.models import PromotionKind, PromotionStatus
from core.promotions.terms import Scope, Terms
from storefront.bag.state import BagState
from storefront.pages.checkout.state import CheckoutState
from tests.factories.orders import a_bag, a_paid_order, a_shelf
from tests.factories.promotions import a_promotion

pytestmark = pytest.mark.usefixtures("cache")


async def test_a_code_takes_off_in_the_bag_and_in_checkout(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    await a_promotion(session, code="SPRING10")
    bag = await browser(BagState, "/cart")

    await bag.add_code({"code": " spring10"})

    (shown,) = bag.bag.discounts
    assert (shown.label, shown.code, shown.amount) == ("Ten percent", "SPRING10", "−€5.25")
    assert (bag.code_error, bag.typed_code) == ("", "")
    assert bag.bag.total == "€56.25"
    tab = await browser(CheckoutState, "/checkout")
    assert (tab.quote.total, tab.quote.discounts) == ("€56.25", [shown])

    await tab.remove_code("SPRING10")

    assert (tab.quote.total, tab.quote.discounts) == ("€61.50", [])


async def test_an_unknown_code_stays_in_the_field_with_a_reason(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    bag = await browser(BagState, "/cart")

    await bag.add_code({"code": "SPRUNG"})

    assert bag.typed_code == "SPRUNG"
    assert bag.code_error == "There is no code “SPRUNG”. Look for a letter that is wrong."


async def test_a_code_that_does_not_apply_says_why_and_stays(session, browser, bag_secret):
    mug, _ = await a_shelf(session)
    other, *_ = await a_shelf(session)
    await a_bag(session, [mug], token=bag_secret)
    await a_promotion(session, code="FIFTY", terms=Terms(percent_bps=1000, minimum_minor=5000))
    scope = Scope(vendors=frozenset({other.vendor.id}))
    await a_promotion(session, code="OTHERS", terms=Terms(percent_bps=1000, scope=scope))
    over = await a_promotion(session, code="OVER")
    over.status = PromotionStatus.ENDED
    await session.flush()
    bag = await browser(BagState, "/cart")

    for code in ("FIFTY", "OTHERS", "OVER"):
        await bag.add_code({"code": code})

    assert bag.code_error == ""
    assert {one.code: one.reason for one in bag.bag.problems} == {
        "FIFTY": "FIFTY needs pieces for €50.00. €37.50 to go.",
        "OTHERS": "OTHERS is for other pieces than those in your bag.",
        "OVER": "OVER ended.",
    }


async def test_a_link_brings_its_code(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)
    await a_promotion(session, PromotionKind.FREE_DELIVERY, code="SHIP", terms=Terms())

    bag = await browser(BagState, "/cart?code=ship")

    assert [one.amount for one in bag.bag.discounts] == ["−€9.00"]


async def test_a_link_with_nonsense_is_told_politely(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)

    bag = await browser(BagState, "/cart?code=%3Cscript%3E")

    assert bag.code_error.startswith("There is no code")
    assert bag.bag.total == "€61.50"


async def test_a_first_order_is_judged_when_the_address_is_known(session, browser, bag_secret):
    first = Terms(percent_bps=1000, is_first_order=True)
    await a_promotion(session, code="WELCOME", terms=first)
    pieces = await a_shelf(session)
    await a_bag(session, pieces, token=bag_secret)
    bag = await browser(BagState, "/cart")
    await bag.add_code({"code": "WELCOME"})
    tab = await browser(CheckoutState, "/checkout")
    assert tab.quote.total == "€56.25"

    await a_paid_order(session, [pieces[0]])
    async for _ in tab.submit({"email": "INES+x@example.com", "country": "PT"}):
        pass

    assert (tab.quote.total, tab.changed) == ("€61.50", "It was €56.25.")
    assert tab.refusal == "WELCOME is for a first order."
