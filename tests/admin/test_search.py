"""What operators see of searches, and what they do about it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from admin.pages.search_pins.state import PinsState
from admin.pages.search_preview.state import PreviewState
from admin.pages.search_queries.state import QueriesState
from admin.pages.search_synonyms.state import SynonymsState
from core.identity.models import AuditEntry
from core.kernel.clock import utc_now
from core.search.index_products import rebuild
from core.search.models import ClickedResult, LoggedQuery, SearchRule, SynonymGroup
from core.search.service import engine, forget_tuning
from core.settings import settings
from tests.admin.pressing import press
from tests.factories.catalog import a_category, a_product
from tests.factories.identity import a_user


@pytest.fixture(autouse=True)
def own_index(monkeypatch, tmp_path):
    monkeypatch.setattr(settings(), "home", tmp_path)
    engine.cache_clear()
    forget_tuning()
    yield
    engine.cache_clear()
    forget_tuning()


async def asked(session, text, times=1, *, total=5, clicked=0, people=1, age=0, **facts):
    for n in range(times):
        row = LoggedQuery(
            text=text, currency="EUR", total=total, took_ms=8, visitor=f"v{n % people}",
            created_at=utc_now() - timedelta(days=age), **facts,
        )  # fmt: skip
        session.add(row)
        await session.flush()
        if n < clicked:
            session.add(ClickedResult(search_id=row.id, product_id=row.id, position=1))
    await session.flush()


async def shelf(session):
    category = await a_category(session)
    made = [
        await a_product(session, category=category, title=title)
        for title in ("Vase", "Tall vase", "Bowl")
    ]
    await rebuild()
    return made


async def test_queries_are_counted_by_kind(session, desk):
    await asked(session, "vase", 10, clicked=4, people=3)
    await asked(session, "jar", 6, clicked=0)
    await asked(session, "amphora", 2, total=0)
    await asked(session, "amfora", 1, total=3, is_relaxed=True)
    await asked(session, "", 50)
    await asked(session, "vase", 5, number=2)
    await asked(session, "old", 9, age=31)

    top = await desk(QueriesState, "/search/queries")
    zero = await desk(QueriesState, "/search/queries", query={"kind": "zero"})
    low = await desk(QueriesState, "/search/queries", query={"kind": "low"})
    older = await desk(QueriesState, "/search/queries", query={"days": "90", "q": "OL"})

    assert [row.text for row in top.rows] == ["vase", "jar", "amphora", "amfora"]
    vase = top.rows[0]
    assert (vase.searches, vase.people, vase.opened, vase.empty) == ("10", "3", "40%", "0%")
    assert [row.text for row in zero.rows] == ["amphora", "amfora"]
    assert [row.text for row in low.rows] == ["jar"]
    assert [row.text for row in older.rows] == ["old"]
    assert [tab.count for tab in top.tabs] == ["4", "2", "1"]
    assert zero.rows[0].synonym_href == "/search/synonyms?word=amphora"
    assert zero.rows[0].pin_href == "/search/pins?text=amphora"


@pytest.mark.parametrize("query", [{"kind": "x", "days": "-1", "page": "x"}, {"q": "%_\\'"}])
async def test_an_address_of_nonsense_is_an_empty_list(session, desk, query):
    await asked(session, "vase")

    tab = await desk(QueriesState, "/search/queries", query=query)

    assert tab.status == "ready"
    assert tab.days == "30"


async def test_a_word_that_found_nothing_becomes_a_synonym(session, desk):
    tab = await desk(SynonymsState, "/search/synonyms", query={"word": "amphora"})
    assert (tab.panel, tab.chosen.typed) == ("edit-group", "amphora, ")

    await press(tab.save({"words": "amphora, Vase,", "one_way": True}))

    assert (tab.panel, tab.refusal) == ("", "")
    [row] = tab.rows
    assert (row.first, row.others, row.is_one_way) == ("amphora", "vase", True)
    [group] = (await session.exec(select(SynonymGroup))).all()
    assert group.words == ["amphora", "vase"]
    [entry] = (await session.exec(select(AuditEntry))).all()
    assert (entry.action, entry.data["added"]) == ("search.synonyms_set", ["amphora → vase"])


async def test_groups_are_edited_and_removed_where_they_stand(session, desk):
    tab = await desk(SynonymsState, "/search/synonyms")
    for words in ("rug, carpet", "vase, jar"):
        await tab.edit(-1)
        await press(tab.save({"words": words}))

    await tab.edit(0)
    await press(tab.save({"words": "rug, kilim"}))
    assert [row.typed for row in tab.rows] == ["rug, kilim", "vase, jar"]
    await tab.edit(0)
    await press(tab.save({"words": "rug"}))
    assert (tab.panel, "two or more" in tab.refusal) == ("edit-group", True)
    other = await desk(SynonymsState, "/search/synonyms")
    await press(other.remove(0))
    await press(tab.remove(1))

    assert "Somebody changed" in tab.refusal
    assert [row.typed for row in other.rows] == ["vase, jar"]


async def test_a_piece_is_pinned_by_its_address_and_let_go(session, desk):
    vase, *_ = await shelf(session)
    tab = await desk(PinsState, "/search/pins", query={"text": "bowl"})
    assert (tab.panel, tab.text) == ("add-rule", "bowl")
    form = {"text": " BOWL", "kind": "pin", "strength": "2", "last": "2099-12-31"}

    await press(tab.add({**form, "product": "nowhere"}))
    assert tab.errors == {"product": "The shop has no piece with this address."}
    await press(tab.add({**form, "product": "x", "strength": "11"}))
    assert set(tab.errors) == {"strength"}
    await press(tab.add({**form, "product": f"https://shop.example/p/{vase.slug}?v=1"}))

    [row] = tab.rows
    assert (row.text, row.title, row.strength) == ("bowl", "Vase", "place 2")
    assert (row.status.word, "31 Dec" in row.dates) == ("Holds", True)
    await press(tab.remove(row.id))
    assert (await session.exec(select(SearchRule))).all() == []


async def test_a_change_is_seen_before_it_is_made(session, desk):
    *_, bowl = await shelf(session)
    draft = {"q": "vase", "product": bowl.slug, "kind": "pin", "strength": "1", "words": "x, y"}

    tab = await desk(PreviewState, "/search/preview", query=draft)

    assert tab.problem == ""
    assert [row.title for row in tab.now] == ["Vase", "Tall vase"]
    assert [(row.title, row.moved) for row in tab.then] == [
        ("Bowl", "New"), ("Vase", "Down 1"), ("Tall vase", "Down 1"),
    ]  # fmt: skip
    assert (tab.now_total, tab.then_total) == ("2 pieces", "3 pieces")
    assert any("title" in reason for reason in tab.now[0].reasons)
    assert tab.then[0].reasons[0] == "Pinned place 1"
    assert (await session.exec(select(SearchRule))).all() == []


async def test_a_synonym_is_tried_out(session, desk):
    await shelf(session)

    tab = await desk(
        PreviewState, "/search/preview", query={"q": "amphora", "words": "amphora, vase"}
    )

    assert (tab.now, len(tab.then)) == ([], 2)


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ({"product": "nowhere"}, "The shop has no piece with this address."),
        ({"product": "x", "strength": "99"}, "This must be at most 10."),
        ({"words": "alone"}, "A group has two or more words"),
    ],
)
async def test_a_draft_that_makes_no_sense_is_told(session, desk, draft, said):
    await shelf(session)

    tab = await desk(PreviewState, "/search/preview", query={"q": "vase", **draft})

    assert tab.problem.startswith(said)


async def test_without_an_index_the_preview_says_so(session, desk):
    tab = await desk(PreviewState, "/search/preview", query={"q": "vase"})

    assert tab.problem == "The search index is being built."


@pytest.mark.parametrize("kind", [QueriesState, SynonymsState, PinsState, PreviewState])
async def test_shoppers_see_nothing_of_it(session, desk, kind):
    tab = await desk(kind, "/search/queries", user=await a_user(session))

    assert tab.status != "ready"
