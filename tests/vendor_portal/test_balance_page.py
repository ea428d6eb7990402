from decimal import Decimal

from tests.factories.orders import a_paid_order, a_shelf
from vendor_portal.pages.balance.state import BalanceState


def amount_of(text):
    return Decimal(text.replace("€", "").replace("−", "-").replace("+", "").replace(",", ""))


async def test_the_lines_add_up_to_the_balance(session, desk):
    pieces = await a_shelf(session)
    await a_paid_order(session, {pieces[0]: 2, pieces[1]: 1})
    await a_paid_order(session, {pieces[0]: 1})

    tab = await desk(pieces[0].vendor, BalanceState, "/balance")

    assert [tile.label for tile in tab.tiles] == ["Pending in EUR"]
    assert sum(amount_of(row.amount) for row in tab.rows) == amount_of(tab.tiles[0].value)
    assert all(row.order_href == f"/orders/{row.order}" for row in tab.rows if row.order)
    assert any(row.order for row in tab.rows)


async def test_the_books_of_others_are_closed(session, desk):
    pieces = await a_shelf(session)
    await a_paid_order(session, pieces[:1])

    tab = await desk(pieces[1].vendor, BalanceState, "/balance")

    assert (tab.tiles, tab.rows) == ([], [])
