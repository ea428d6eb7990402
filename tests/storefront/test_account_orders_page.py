import pytest

from core.identity.cookies import session_cookie
from core.identity.models import App
from core.orders.buyer_queries import OwnFilter
from storefront.pages.account_orders.state import AccountOrdersState
from tests.factories.identity import a_session, a_user, customer
from tests.factories.orders import a_paid_order, a_shelf
from tests.mounting import mount


@pytest.fixture
async def shown(session):
    """The numbers on the page of somebody with two orders, beside a stranger's."""
    pieces = await a_shelf(session, prices=(1250, 4000))
    user, stranger = await a_user(session), await a_user(session)
    made = [await a_paid_order(session, [p], buyer=customer(user)) for p in pieces]
    await a_paid_order(session, pieces, buyer=customer(stranger))
    cookies = {session_cookie(App.STOREFRONT).name: await a_session(session, user)}

    async def numbers(query: str) -> list[int]:
        path = f"/account/orders?{query}"
        tab = await mount(AccountOrdersState, path=path, cookies=cookies)
        await tab.load()
        assert tab.status == "ready"
        return [[order.number for order in made].index(row.number) for row in tab.rows]

    return numbers, made, pieces


async def test_orders_are_found_by_number_piece_state_and_year(shown):
    numbers, made, pieces = shown
    year = made[0].created_at.year

    assert await numbers("") == [1, 0]
    assert await numbers(f"q={made[0].number.lower()}") == [0]
    assert await numbers(f"q={pieces[1].product.title}") == [1]
    assert await numbers("status=unfulfilled") == [1, 0]
    assert await numbers("status=delivered") == []
    assert await numbers(f"year={year}") == [1, 0]
    assert await numbers(f"year={year - 1}") == []


@pytest.mark.parametrize(
    "query", [{"status": "evil"}, {"year": "99999"}, {"year": "²²²²"}, {"q": "\0"}, {"x": "y"}]
)
def test_what_makes_no_sense_narrows_nothing(query):
    assert OwnFilter.of(query) == OwnFilter()
