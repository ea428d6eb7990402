"""Suggestions and cards over HTTP: cacheable, and never broken by what is asked."""

import pytest

from core.api.suggest import forget_answers
from core.api.suggestions import forget_what_was_read
from core.search.index_products import rebuild
from core.search.service import engine
from core.settings import settings
from tests.factories.catalog import a_category, a_product, a_vendor

BAD = (
    "%FF%FE", "%00", "a" * 10_000, "%0A%0D%1b[2J", "%F0%9F%8F%BA", "\\%25_\\", "'; drop table",
    "%ED%A0%80", "<script>alert(1)</script>", '*~^"()[]{}:/',
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_index(monkeypatch, tmp_path):
    monkeypatch.setattr(settings(), "home", tmp_path)
    engine.cache_clear()
    forget_answers()
    forget_what_was_read()
    yield
    engine.cache_clear()


@pytest.fixture
async def shelf(session):
    vases = await a_category(session, "Vases")
    maker = await a_vendor(session, name="Vale Pottery")
    await a_product(session, title="Bottle vase", category=vases, vendor=maker, price=3600)
    await a_product(session, title="Vase with a neck", category=vases, stock=0)
    await a_product(session, title="Oak board")
    await rebuild()
    return vases


async def kinds(shop, q):
    rows = (await shop.get("/api/suggest", params={"q": q})).json()["rows"]
    return [(row["kind"], row["label"]) for row in rows]


async def test_letters_bring_searches_places_workshops_and_pieces(shop, shelf):
    answer = await shop.get("/api/suggest", params={"q": "va", "currency": "EUR"})

    rows = answer.json()["rows"]
    assert [row["kind"] for row in rows] == [
        "search", "suggestion", "suggestion", "category", "workshop", "product", "product",
    ]  # fmt: skip
    assert rows[0] == {"kind": "search", "label": "va", "href": "/search?q=va"}
    assert (rows[3]["label"], rows[3]["href"]) == ("Vases", f"/c/{shelf.slug}")
    piece = next(row for row in rows if row["label"] == "Bottle vase")
    assert (piece["price"], piece["note"]) == ("€36.00", "In stock")
    assert next(row for row in rows if row["label"] == "Vase with a neck")["note"] == "Sold out"


async def test_a_word_is_also_looked_for_where_its_pieces_are(shop, shelf):
    assert ("category", "neck in Vases") in await kinds(shop, "neck")


async def test_a_misspelt_word_brings_the_nearest_one(shop, shelf):
    assert ("nearest", "vase") in await kinds(shop, "vaze")


async def test_a_word_that_is_typed_right_is_not_corrected(shop, shelf):
    assert await kinds(shop, "oak board") == [("search", "oak board"), ("product", "Oak board")]


async def test_the_nearest_word_may_be_the_name_of_a_shelf(session, shop, shelf):
    await a_category(session, "Jugs")

    assert await kinds(shop, "jgus") == [("search", "jgus"), ("nearest", "jugs")]


async def test_nothing_typed_brings_departments(shop, shelf):
    assert await kinds(shop, "") == [("category", "Vases")]


async def test_the_second_answer_is_not_sent_again(shop, shelf):
    first = await shop.get("/api/suggest?q=va")
    again = await shop.get(
        "/api/suggest?q=va", headers={"If-None-Match": first.headers["etag"]}
    )

    assert first.headers["cache-control"].startswith("public, max-age=60")
    assert (again.status_code, again.content) == (304, b"")
    assert "set-cookie" not in first.headers


@pytest.mark.parametrize("typed", BAD)
async def test_whatever_is_typed_there_is_an_answer(shop, shelf, typed):
    answer = await shop.get(f"/api/suggest?q={typed}&currency=%00")

    assert answer.status_code == 200
    assert len(answer.json()["term"]) <= 80


async def test_without_an_index_the_rest_still_answers(shop, session):
    await a_vendor(session, name="Vale Pottery")

    assert await kinds(shop, "vale") == [("search", "vale"), ("workshop", "Vale Pottery")]


async def test_cards_come_in_the_order_asked_for(shop, session):
    first = await a_product(session, title="Jug", price=2400, compare_at=3000)
    second = await a_product(session, title="Bowl")

    answer = await shop.get(f"/api/cards?ids={second.slug},nothing,{first.slug}&currency=EUR")

    cards = answer.json()["cards"]
    assert [card["title"] for card in cards] == ["Bowl", "Jug"]
    assert (cards[1]["price"], cards[1]["was"]) == ("€24.00", "€30.00")
    assert "etag" in answer.headers


@pytest.mark.parametrize(
    "ids", ["", ",,,", "%00", "a" * 10_000, ",".join("a" * 3 for _ in range(500)), "%FF"]
)
async def test_whatever_ids_are_asked_for_there_is_an_answer(shop, session, ids):
    answer = await shop.get(f"/api/cards?ids={ids}")

    assert (answer.status_code, answer.json()) == (200, {"cards": []})
