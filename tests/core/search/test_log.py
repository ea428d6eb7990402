"""What is written down of searches, and what is not."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import select

from core.db.session import read_session, transaction
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.search import log_queries
from core.search.engine import SearchQuery, Sort
from core.search.log_queries import flush, forget_old, normal, record_click, record_search
from core.search.models import ClickedResult, LoggedQuery
from core.search.service import SearchResults


@pytest.fixture(autouse=True)
def _database(clean_database: AsyncEngine):
    return clean_database


def results(total: int = 3) -> SearchResults:
    return SearchResults((), total, 1, 24, took_ms=4.4, is_relaxed=True)


async def rows(kind):
    async with read_session() as session:
        return list((await session.exec(select(kind))).all())


async def test_a_search_and_its_click_are_written_later_and_together():
    query = SearchQuery(
        "  Oak\x00BOWL ", "USD", category="wood", facets={"opt_size": ("M",)}, price_to=5000,
        sort=Sort.NEWEST,
    )  # fmt: skip
    product = new_id()
    search_id = record_search(query, results(), visitor="a-tab")
    record_click(search_id, product, 2)
    record_click(search_id, product, 2)
    assert await rows(LoggedQuery) == []

    await flush()

    [search], [click] = await rows(LoggedQuery), await rows(ClickedResult)
    assert (search.id, search.text, search.currency) == (search_id, "oak bowl", "USD")
    assert (search.total, search.took_ms, search.is_relaxed) == (3, 4, True)
    assert search.filters == {
        "category": "wood", "opt_size": ["M"], "price": [None, 5000], "sort": "newest",
    }  # fmt: skip
    assert (click.search_id, click.product_id, click.position) == (search_id, product, 2)


async def test_the_visitor_is_the_same_for_a_day_and_cannot_be_read(monkeypatch):
    day = utc_now()
    for moment in (day, day, day + timedelta(days=1)):
        monkeypatch.setattr(log_queries, "utc_now", lambda moment=moment: moment)
        record_search(SearchQuery("vase"), results(), visitor="192.0.2.7")
    await flush()

    today, again, tomorrow = [row.visitor for row in await rows(LoggedQuery)]

    assert today == again != tomorrow
    assert "192.0.2.7" not in today


async def test_clicks_that_belong_to_nothing_are_dropped():
    search_id = record_search(SearchQuery("vase"), results())
    record_click(new_id(), new_id(), 1)
    record_click(search_id, new_id(), 0)
    record_click(search_id, new_id(), 10**9)

    await flush()

    assert len(await rows(LoggedQuery)) == 1
    assert await rows(ClickedResult) == []


async def test_old_searches_are_forgotten_with_their_clicks():
    search_id = record_search(SearchQuery("vase"), results())
    record_click(search_id, new_id(), 1)
    await flush()

    async with transaction() as session:
        await forget_old(session, utc_now() + timedelta(days=89))
    assert len(await rows(ClickedResult)) == 1
    async with transaction() as session:
        await forget_old(session, utc_now() + timedelta(days=91))

    assert await rows(LoggedQuery) == []
    assert await rows(ClickedResult) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Vase ", "vase"), ("ada@example.com order", "… order"), ("+44 20 7946 0000", "…"),
        ("OLA-0001-CEL", "ola-0001-cel"), ("5901234123457", "5901234123457"),
        ("x" * 500, "x" * 200), ("a\u202eb", "a b"),
    ],
)  # fmt: skip
def test_what_is_kept_of_a_question(typed: str, kept: str):
    assert normal(typed) == kept
