from core.cart.queries import list_lines
from core.kernel.ids import new_id
from core.kernel.principal import GUEST
from core.shipping.models import Zone
from core.shipping.queries import list_rates
from storefront.bag.state import BagState
from tests.factories.orders import a_bag, a_shelf, bag_of
from tests.factories.shop import a_delivery_rate, set_price, set_stock


async def test_lines_lie_in_one_parcel_a_workshop_with_its_delivery(
    session, browser, bag_secret
):
    pieces = await a_shelf(session, prices=(1250, 4000))
    await a_bag(session, {pieces[0]: 2, pieces[1]: 1}, token=bag_secret)

    tab = await browser(BagState, "/cart")

    assert [parcel.workshop for parcel in tab.bag.parcels] == [p.vendor.name for p in pieces]
    assert [parcel.delivery for parcel in tab.bag.parcels] == ["€4.50", "€4.50"]
    assert (tab.bag.subtotal, tab.bag.delivery, tab.bag.total) == ("€65.00", "€9.00", "€74.00")
    assert tab.bag.is_orderable
    assert tab.bag_count == 3


async def test_a_quantity_above_the_stock_is_told_at_its_line(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,), stock=3)
    await a_bag(session, [piece], token=bag_secret)
    tab = await browser(BagState, "/cart")

    await tab.set_quantity(tab.bag.parcels[0].lines[0].id, 8)

    line = tab.bag.parcels[0].lines[0]
    assert (line.quantity, line.notice) == (3, "Only 3 available, so 3 are in your bag.")
    assert tab.revision == 1


async def test_what_was_taken_out_can_be_put_back(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_bag(session, {piece: 4}, token=bag_secret)
    tab = await browser(BagState, "/cart")

    await tab.remove(tab.bag.parcels[0].lines[0].id, "Piece")
    assert (tab.removed, tab.bag.parcels, tab.bag_count) == ("Piece", [], 0)
    await tab.undo()

    assert (tab.removed, tab.bag_count) == ("", 4)


async def test_saved_pieces_do_not_count_and_come_back(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_bag(session, [piece], token=bag_secret)
    tab = await browser(BagState, "/cart")

    await tab.save_for_later(tab.bag.parcels[0].lines[0].id)
    assert (len(tab.bag.saved), tab.bag.parcels, tab.bag_count) == (1, [], 0)
    await tab.move_to_bag(tab.bag.saved[0].id)

    assert (tab.bag.saved, tab.bag_count) == ([], 1)


async def test_changes_since_are_shown_until_they_are_accepted(session, browser, bag_secret):
    pieces = await a_shelf(session, prices=(1000, 2000))
    await a_bag(session, pieces, token=bag_secret)
    await set_price(session, pieces[0], 1100)
    await set_stock(session, pieces[1], 0)

    tab = await browser(BagState, "/cart")

    dearer, gone = (parcel.lines[0] for parcel in tab.bag.parcels)
    assert "from €10.00 to €11.00 (+€1.00)" in dearer.change
    assert gone.problem.startswith("This sold out")
    assert not tab.bag.is_orderable
    await tab.accept_prices()
    assert not tab.bag.has_changes


async def test_the_line_of_a_stranger_stays_as_it_is(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,))
    theirs, token = await a_bag(session, {piece: 2})
    (line,) = await list_lines(session, theirs.id)
    tab = await browser(BagState, "/cart")

    await tab.set_quantity(str(line.id), 7)
    await tab.remove(str(new_id()), "x")

    cart = await bag_of(session, GUEST, token)
    assert [line.quantity for line in await list_lines(session, cart.id)] == [2]
    assert tab.refusal == "This is no longer in your bag."


async def test_undo_brings_back_what_was_saved_to_where_it_was(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_bag(session, {piece: 3}, token=bag_secret)
    tab = await browser(BagState, "/cart")
    await tab.save_for_later(tab.bag.parcels[0].lines[0].id)
    await set_price(session, piece, 1500)

    await tab.remove(tab.bag.saved[0].id, "Piece")
    assert tab.bag.saved == []
    await tab.undo()

    (line,) = tab.bag.saved
    assert "from €12.50 to €15.00" in line.change
    assert (tab.bag.parcels, tab.bag_count) == ([], 0)


async def test_delivery_into_another_country_is_estimated(session, browser, bag_secret):
    (piece,) = await a_shelf(session, prices=(1250,))
    await a_delivery_rate(session, piece.vendor, Zone.EU, 990)
    await a_bag(session, [piece], token=bag_secret)
    tab = await browser(BagState, "/cart")

    await tab.estimate("DE")

    assert (tab.bag.delivery, tab.bag.total, tab.bag.country) == ("€9.90", "€22.40", "Germany")
    await tab.estimate("../etc")
    assert tab.bag.country == "Germany"


async def test_free_delivery_is_spoken_of_only_where_a_workshop_offers_it(
    session, browser, bag_secret
):
    plain, generous = await a_shelf(session, prices=(1250, 2500))
    rate = (await list_rates(session, generous.vendor.id))[0]
    rate.free_over_minor = 5000
    await a_bag(session, [plain, generous], token=bag_secret)

    tab = await browser(BagState, "/cart")

    assert [(part.to_free, part.free_percent) for part in tab.bag.parcels] == [
        ("", 0),
        ("€25.00 more from this workshop and delivery is free.", 50),
    ]
