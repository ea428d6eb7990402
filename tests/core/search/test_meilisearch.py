"""What is said to a Meilisearch server, and what happens when it does not answer."""

import pytest

from core.search import meili_client
from core.search.engine import IndexNotReady, SearchQuery
from core.search.meili_client import IndexUnavailable, TaskFailed
from core.search.meili_engine import MeilisearchEngine
from core.search.service import engine
from core.search.tantivy_engine import TantivyEngine
from core.settings import settings
from tests.contract.meilisearch_twin import Twin
from tests.core.search.conftest import broken_rules, specification, twin_engine
from tests.core.search.filling import filled
from tests.factories.search import a_document, synonyms

LIVE = "shop_products_v2"


def test_the_specification_is_at_hand_and_finds_faults(twin: Twin):
    path = specification()
    if path is None:
        pytest.skip("ECOMARKET_SPECS is not set")
    filled(twin_engine(twin), [a_document()])
    [swap] = [said for said in twin.exchanges if said.path == "/swap-indexes"]
    assert broken_rules(twin, path) == []

    swap.body[0]["indexes"] = LIVE

    assert len(broken_rules(twin, path)) == 1
    swap.body[0]["indexes"] = [LIVE, LIVE]


def test_reading_needs_no_right_to_write(twin: Twin):
    index = filled(twin_engine(twin), [a_document("Vase")])

    index.search(SearchQuery("vase"))
    index.search(SearchQuery("vase"))

    keys = {(said.path, said.key) for said in twin.exchanges}
    assert ("/multi-search", "search-only") in keys
    assert ("/multi-search", "master") not in keys
    [made] = twin.keys
    assert (made["actions"], made["indexes"]) == (["search"], ["shop_*"])


def test_a_search_key_that_is_given_is_used(twin: Twin):
    filled(twin_engine(twin, "given"), [a_document("Vase")]).search(SearchQuery("vase"))

    assert twin.keys == []
    assert {s.key for s in twin.exchanges if s.path == "/multi-search"} == {"given"}


def test_a_rebuild_takes_the_place_in_one_step_and_leaves_nothing(twin: Twin):
    index = twin_engine(twin)
    twin.indexes |= {
        f"{LIVE}_making_1": {}, "shop_products_v0": {}, "other_products_v0_making_1": {},
    }  # fmt: skip

    filled(index, [a_document("Old")], synonyms(["a", "b"]))
    filled(index, [a_document("New"), a_document("Newer")])

    assert set(twin.indexes) == {LIVE, "other_products_v0_making_1"}
    assert index.search(SearchQuery()).total == 2
    swaps = [said.body for said in twin.exchanges if said.path == "/swap-indexes"]
    assert [swap[0]["rename"] for swap in swaps] == [True, False]
    index.start_rebuild().abandon()
    assert set(twin.indexes) == {LIVE, "other_products_v0_making_1"}


def test_synonyms_are_learned_and_come_with_a_rebuild(twin: Twin):
    index = twin_engine(twin)
    filled(index, [a_document("Vase")], synonyms(["vase", "amphora"]))
    assert index.search(SearchQuery("amphora")).total == 1

    index.learn(synonyms(["jar", "vase"], is_one_way=True))

    assert index.search(SearchQuery("amphora")).total == 0
    assert index.search(SearchQuery("jar")).total == 1


def test_an_index_that_is_missing_is_never_made_by_a_write(twin: Twin):
    index = twin_engine(twin)

    for work in (
        lambda: index.apply([a_document()], []),
        lambda: index.search(SearchQuery("vase")),
        lambda: index.learn(synonyms()),
    ):
        with pytest.raises(IndexNotReady) as refused:
            work()
        assert not isinstance(refused.value, IndexUnavailable)
    assert not index.is_ready()
    assert twin.indexes == {}


def test_work_that_fails_on_the_server_is_not_taken_for_done(twin: Twin):
    index = filled(twin_engine(twin), [a_document()])
    twin.fails_with = {"code": "no_space_left_on_device", "message": "The disk is full."}

    with pytest.raises(TaskFailed, match="The disk is full"):
        index.apply([a_document()], [])


def test_a_silent_server_is_left_alone_for_a_while(twin: Twin, monkeypatch):
    index = filled(twin_engine(twin), [a_document()])
    index.search(SearchQuery())
    twin.is_down = True
    before = len(twin.exchanges)

    for _ in range(20):
        with pytest.raises(IndexUnavailable):
            index.search(SearchQuery("vase"))
    asked = len(twin.exchanges) - before
    twin.is_down = False
    with pytest.raises(IndexUnavailable):
        index.search(SearchQuery("vase"))
    monkeypatch.setattr(meili_client.time, "monotonic", lambda: 10.0**9)

    assert asked == meili_client.FAILURES
    assert index.search(SearchQuery("vase")).total == 1


def test_nobody_listens():
    index = MeilisearchEngine(
        meili_client.MeiliClient("http://127.0.0.1:9", "master", "s", "shop"), "shop"
    )

    with pytest.raises(IndexUnavailable):
        index.search(SearchQuery("vase"))
    assert not index.is_ready()


def test_the_settings_choose(monkeypatch):
    assert isinstance(engine(), TantivyEngine)
    monkeypatch.setenv("MEILISEARCH_URL", "http://search.internal:7700")
    settings.cache_clear()
    engine.cache_clear()

    assert isinstance(engine(), MeilisearchEngine)
