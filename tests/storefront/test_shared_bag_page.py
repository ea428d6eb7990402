import pytest

from core.cart.queries import list_lines
from core.kernel.principal import GUEST
from storefront.bag.state import BagState
from storefront.pages.shared_bag.state import SharedBagState
from tests.factories.orders import a_bag, a_shelf, bag_of
from tests.factories.shop import set_stock


async def shared(session, browser, pieces, bag_secret) -> str:
    await a_bag(session, pieces, token=bag_secret)
    tab = await browser(BagState, "/cart")
    await tab.share()
    return tab.share_link.rpartition("/")[2]


async def test_who_has_the_link_sees_and_takes_what_was_shared(session, browser, bag_secret):
    pieces = await a_shelf(session, prices=(1250, 4000))
    token = await shared(session, browser, {pieces[0]: 2, pieces[1]: 1}, bag_secret)
    tab = await browser(SharedBagState, f"/bags/{token}", token=token)
    assert (tab.shown.subtotal, tab.shown.total) == ("€65.00", "€74.00")

    await tab.take()

    cart = await bag_of(session, GUEST, bag_secret)
    assert sorted(line.quantity for line in await list_lines(session, cart.id)) == [2, 4]


async def test_what_is_gone_is_named_and_the_rest_is_taken(session, browser, bag_secret):
    pieces = await a_shelf(session, prices=(1250, 4000))
    token = await shared(session, browser, pieces, bag_secret)
    await set_stock(session, pieces[0], 0)
    tab = await browser(SharedBagState, f"/bags/{token}", token=token)

    await tab.take()

    assert tab.refusal == f"Not to be had at the moment: {pieces[0].product.title}."
    cart = await bag_of(session, GUEST, bag_secret)
    assert sorted(line.quantity for line in await list_lines(session, cart.id)) == [1, 2]


@pytest.mark.parametrize("token", ["", "x", "y" * 64, "z" * 5000])
async def test_a_link_that_was_never_made_shows_nothing(session, browser, token):
    tab = await browser(SharedBagState, f"/bags/{token}", token=token)

    assert tab.status == "missing"
