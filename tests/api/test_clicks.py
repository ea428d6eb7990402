import json

import pytest
from sqlmodel import select

from core.kernel.ids import new_id
from core.search.engine import SearchQuery
from core.search.log_queries import flush, record_search
from core.search.models import ClickedResult
from core.search.service import SearchResults
from tests.factories.catalog import a_product


async def clicks(session):
    await flush()
    return (await session.exec(select(ClickedResult))).all()


async def test_a_click_is_noted_with_its_place(session, shop):
    piece = await a_product(session)
    search = record_search(SearchQuery("vase"), SearchResults((piece.id,), 1, 1, 24))

    answer = await shop.post(
        "/api/clicks", json={"search": str(search), "piece": str(piece.id), "position": 3}
    )

    assert (answer.status_code, answer.content) == (204, b"")
    noted = await clicks(session)
    assert [(c.search_id, c.product_id, c.position) for c in noted] == [(search, piece.id, 3)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b"{" * 2_000,
        json.dumps({"search": "x", "piece": "y", "position": 1}).encode(),
        json.dumps({"search": str(new_id()), "piece": str(new_id()), "position": 0}).encode(),
        json.dumps(
            {"search": str(new_id()), "piece": str(new_id()), "position": 10**9}
        ).encode(),
    ],
)
async def test_what_is_no_click_is_refused(session, shop, body):
    answer = await shop.post("/api/clicks", content=body)

    assert answer.status_code == 422
    assert await clicks(session) == []


async def test_another_site_clicks_nothing(session, shop):
    answer = await shop.post(
        "/api/clicks",
        json={},
        headers={"Origin": "https://else.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
