"""Pieces come into the bag by a plain post, once for each wish."""

import asyncio
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from core.api.app import build_api
from core.cart.models import BagEdit, CartLine
from core.db.session import read_session, transaction
from core.identity.cookies import guest_bag_cookie
from core.kernel.secrets import random_token
from tests.factories.shop import a_piece

JSON = {"Accept": "application/json"}


@pytest.fixture
def with_a_bag(shop: AsyncClient) -> AsyncClient:
    shop.cookies.set(guest_bag_cookie().name, random_token())
    return shop


async def test_a_form_without_scripts_leads_to_the_bag(session, with_a_bag):
    piece = await a_piece(session)

    answer = await with_a_bag.post("/bag/add", data={"variant": str(piece.variant.id)})

    assert (answer.status_code, answer.headers["location"]) == (303, "/cart")
    line = (await session.exec(select(CartLine))).one()
    assert (line.variant_id, line.quantity) == (piece.variant.id, 1)


async def test_a_browser_without_scripts_gets_its_bag_with_the_first_piece(session, shop):
    piece = await a_piece(session, stock=9)

    first = await shop.post("/bag/add", data={"variant": str(piece.variant.id)})
    second = await shop.post("/bag/add", data={"variant": str(piece.variant.id)})

    assert (len(first.cookies[guest_bag_cookie().name]), first.status_code) == (43, 303)
    assert "set-cookie" not in second.headers
    assert (await session.exec(select(CartLine))).one().quantity == 2


async def test_a_wish_that_is_sent_again_comes_true_once(session, with_a_bag):
    piece = await a_piece(session, stock=9)
    wish = {"variant": str(piece.variant.id), "quantity": "2", "key": str(uuid4())}

    answers = [await with_a_bag.post("/bag/add", data=wish, headers=JSON) for _ in range(3)]

    assert [answer.json()["units"] for answer in answers] == [2, 2, 2]
    another = wish | {"key": str(uuid4())}
    assert (await with_a_bag.post("/bag/add", data=another, headers=JSON)).json()["units"] == 4


async def test_a_refused_wish_may_be_repeated_later(session, with_a_bag):
    piece = await a_piece(session, stock=0)
    wish = {"variant": str(piece.variant.id), "key": str(uuid4())}

    refused = await with_a_bag.post("/bag/add", data=wish, headers=JSON)

    assert (refused.status_code, refused.json()["code"]) == (409, "out_of_stock")
    assert (await session.exec(select(BagEdit))).all() == []


async def test_a_refusal_leads_back_to_the_piece(session, with_a_bag):
    piece = await a_piece(session, stock=0)

    answer = await with_a_bag.post(
        "/bag/add",
        data={"variant": str(piece.variant.id)},
        headers={"Referer": "http://localhost/p/jug?variant=X"},
    )

    assert answer.headers["location"] == "/p/jug?variant=X&error=out_of_stock"


async def test_more_than_there_are_is_said(session, with_a_bag):
    piece = await a_piece(session, stock=2)

    answer = await with_a_bag.post(
        "/bag/add", data={"variant": str(piece.variant.id), "quantity": "5"}, headers=JSON
    )

    assert answer.json() == {
        "units": 2,
        "notice": "Only 2 available, so 2 are in your bag.",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"variant": "x"},
        {"quantity": "0"},
        {"quantity": "-1"},
        {"quantity": "1e9"},
        {"key": "k"},
    ],
)
async def test_nonsense_is_refused(session, with_a_bag, wrong):
    form = {"variant": str(uuid4()), "quantity": "1"} | wrong

    assert (await with_a_bag.post("/bag/add", data=form)).status_code == 422


async def test_another_site_puts_nothing_in(session, with_a_bag):
    piece = await a_piece(session)

    answer = await with_a_bag.post(
        "/bag/add",
        data={"variant": str(piece.variant.id)},
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert (await session.exec(select(CartLine))).all() == []


@pytest.mark.race
async def test_the_same_wish_from_two_places_at_once(clean_database: AsyncEngine, cache: Redis):
    async with transaction() as session:
        piece = await a_piece(session, stock=9)
    wish = {"variant": str(piece.variant.id), "quantity": "2", "key": str(uuid4())}
    async with AsyncClient(
        transport=ASGITransport(build_api("storefront")),
        base_url="http://localhost",
        headers={"Sec-Fetch-Site": "same-origin", **JSON},
        cookies={guest_bag_cookie().name: random_token()},
    ) as browser:
        answers = await asyncio.gather(*(browser.post("/bag/add", data=wish) for _ in range(6)))

    assert [answer.status_code for answer in answers] == [200] * 6
    async with read_session() as session:
        assert [line.quantity for line in await session.exec(select(CartLine))] == [2]
