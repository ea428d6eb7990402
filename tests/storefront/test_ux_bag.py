"""Rules B1 to B4 of the bag, as far as they need no browser."""

from datetime import timedelta

from core.cart.merge_carts import merge_guest_cart
from core.cart.queries import KEPT_FOR
from core.identity.cookies import GUEST_BAG_AGE, session_cookie
from core.identity.models import App
from core.identity.preferences import COUNTRY_COOKIE
from core.kernel.secrets import random_token
from storefront.bag.state import BagState
from tests.factories.identity import a_session, a_user
from tests.factories.orders import a_bag, a_shelf
from tests.factories.shop import set_price
from tests.mounting import mount


async def test_ux_b1_a_quantity_changes_line_and_total_and_a_clamp_is_told_there(
    session, browser, bag_secret
):
    (piece,) = await a_shelf(session, prices=(1250,), stock=3)
    await a_bag(session, [piece], token=bag_secret)
    tab = await browser(BagState, "/cart")
    line = tab.bag.parcels[0].lines[0]

    await tab.set_quantity(line.id, 2)
    assert (tab.bag.parcels[0].lines[0].total, tab.bag.total) == ("€25.00", "€29.50")
    await tab.set_quantity(line.id, 9)

    assert tab.bag.parcels[0].lines[0].notice == "Only 3 available, so 3 are in your bag."


async def test_ux_b2_a_guest_saves_for_later_with_options_and_a_price_note(
    session, browser, bag_secret
):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_bag(session, {piece: 2}, token=bag_secret)
    tab = await browser(BagState, "/cart")

    await tab.save_for_later(tab.bag.parcels[0].lines[0].id)
    await set_price(session, piece, 1400)
    await tab.refresh()

    (saved,) = tab.bag.saved
    assert (saved.options, saved.quantity) == ("Color: Oat", 2)
    assert saved.change.startswith("The price changed from €12.50 to €14.00")
    await tab.remove(saved.id, "Piece")
    assert tab.removed == "Piece"
    tab.forget_removed()
    await tab.undo()
    assert tab.bag.saved == []


async def test_ux_b3_each_parcel_has_its_date_and_its_cost(session, browser, bag_secret):
    await a_bag(session, await a_shelf(session), token=bag_secret)

    tab = await browser(BagState, "/cart")

    assert len(tab.bag.parcels) == 2
    for parcel in tab.bag.parcels:
        assert parcel.arrival.startswith("Arrives ")
        assert parcel.delivery == "€4.50"


async def test_ux_b4_a_bag_follows_its_owner_from_one_browser_to_another(session):
    shared, first, second = await a_shelf(session, prices=(1250, 4000, 900))
    user = await a_user(session)
    here, there = random_token(), random_token()
    await a_bag(session, {shared: 1, first: 2}, token=here)
    await merge_guest_cart(session, here, user.id)
    await a_bag(session, {shared: 2, second: 1}, token=there)
    await merge_guest_cart(session, there, user.id)

    async def seen() -> dict[str, int]:
        """In a browser of its own, with a session of its own."""
        cookies = {
            session_cookie(App.STOREFRONT).name: await a_session(session, user),
            COUNTRY_COOKIE: "PT",
        }
        tab = await mount(BagState, path="/cart", cookies=cookies)
        await tab.load()
        lines = (line for parcel in tab.bag.parcels for line in parcel.lines)
        return {line.title: line.quantity for line in lines}

    everything = {
        shared.product.title: 3,
        first.product.title: 2,
        second.product.title: 1,
    }
    assert await seen() == await seen() == everything


def test_ux_b4_a_guests_bag_is_kept_for_thirty_days():
    assert timedelta(days=30) <= KEPT_FOR
    assert timedelta(days=30) <= GUEST_BAG_AGE
