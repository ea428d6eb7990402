"""In which order pieces stand, and why; the same of each engine."""

from uuid import UUID

import pytest

from core.search.engine import SearchEngine, SearchQuery, Sort
from core.search.ranking import DAY, FACTORS, Merits, fact_score, weighed_rating
from core.search.tuning import Tuning
from tests.core.search.filling import filled, titles
from tests.factories.search import a_document, synonyms


def test_each_sort_has_its_order(index: SearchEngine):
    documents = [
        a_document("Old", price=900, rating=(40, 190), days=9, verified=2),
        a_document("Loved", price=700, rating=(1, 5), days=4, verified=10),
        a_document("Gone", price=800, sold_out=[0], rating=(30, 60)),
    ]
    filled(index, documents)

    orders = {sort: titles(index, documents, sort=sort) for sort in Sort}

    assert orders == {
        Sort.RELEVANCE: ["Old", "Loved", "Gone"],
        Sort.NEWEST: ["Gone", "Loved", "Old"],
        Sort.PRICE_UP: ["Loved", "Gone", "Old"],
        Sort.PRICE_DOWN: ["Old", "Gone", "Loved"],
        Sort.RATING: ["Old", "Loved", "Gone"],
        Sort.IMPACT: ["Loved", "Old", "Gone"],
        Sort.SOONEST: ["Loved", "Old", "Gone"],
    }


def test_many_good_ratings_beat_one_perfect_one():
    assert weighed_rating(0, 0) == 3.5
    assert weighed_rating(100, 460) > weighed_rating(1, 5) > weighed_rating(0, 0)
    assert weighed_rating(3, 4) < weighed_rating(0, 0)


def test_facts_count_by_their_evidence():
    facts = [{"evidence": "verified"}] * 3 + [{"evidence": "statement"}] * 2 + [{}]

    assert fact_score(facts) == 40
    assert fact_score([{"evidence": "verified"}] * 30) == 100
    assert fact_score([]) == 0


def merits(days: int, rating: float = 3.5, facts: int = 0, *, sold_out: bool = False) -> Merits:
    return Merits(days * DAY, not sold_out, rating, facts)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (merits(0), merits(10_000, 5.0, 100, sold_out=True)),
        (merits(2), merits(1)),
        (merits(0, 5.0), merits(59)),
        (merits(61), merits(0, 5.0)),
        (merits(0, facts=100), merits(29)),
    ],
)
def test_the_recommended_order_is_what_the_factors_say(better: Merits, worse: Merits):
    assert better.rank > worse.rank


def test_every_factor_is_told_in_words():
    assert all(factor.name and factor.sentence.endswith(".") for factor in FACTORS)
    assert len({(factor.place, factor.code) for factor in FACTORS}) == len(FACTORS)


def test_pins_stand_first_in_their_order_and_keep_to_the_filters(index: SearchEngine):
    documents = [a_document("Vase"), a_document("Blue vase"), a_document("Bowl", price=100),
                 a_document("Board", price=100)]  # fmt: skip
    filled(index, documents)
    bowl, board = documents[2].id, documents[3].id
    tuning = Tuning(pins=(board, bowl))

    found = titles(index, documents, tuning, text="vase")
    cheap = index.search(SearchQuery("vase", price_to=100), tuning)
    by_price = index.search(SearchQuery("vase", sort=Sort.NEWEST), tuning)

    assert found[:2] == ["Board", "Bowl"]
    assert set(found[2:]) == {"Vase", "Blue vase"}
    assert index.search(SearchQuery("vase"), tuning).total == 4
    assert cheap.ids == (board, bowl)
    assert cheap.total == 2
    assert by_price.total == 2
    [workshops] = [f for f in cheap.facets if f.code == "vendor"]
    assert workshops.values[0].count == 2


def test_pins_do_not_come_again_on_the_next_page(index: SearchEngine):
    documents = [a_document(f"Vase {n}") for n in range(8)]
    filled(index, documents)
    tuning = Tuning(pins=(documents[0].id,))

    pages = [index.search(SearchQuery("vase", number=n, size=3), tuning).ids for n in (1, 2, 3)]

    assert pages[0][0] == documents[0].id
    assert sorted(i for page in pages for i in page) == sorted(d.id for d in documents)


def test_a_boosted_piece_passes_others_that_fit_as_well(index: SearchEngine):
    documents = [a_document("Oak bowl"), a_document("Ash bowl"), a_document("Oak lamp")]
    filled(index, documents)
    ids = [made.id for made in documents]
    plain = index.search(SearchQuery("bowl")).ids

    boosted = index.search(SearchQuery("bowl"), Tuning(boosts={plain[-1]: 3, ids[2]: 9}))

    assert boosted.ids == (plain[-1], plain[0])
    assert boosted.total == 2


def test_an_explanation_names_what_counted(index: SearchEngine):
    documents = [a_document("Oak bowl"), a_document("Ash lamp"), a_document("Board")]
    filled(index, documents)
    bowl, lamp, board = (made.id for made in documents)
    tuning = Tuning(pins=(board,), boosts={lamp: 2})

    explained = index.explain(SearchQuery("oak bowl lamp"), tuning, [bowl, lamp, board])

    codes = {i: {reason.code for reason in explained[i].reasons} for i in explained}
    assert set(codes) == {bowl, lamp, board}
    assert "pin" in codes[board]
    assert "boost" in codes[lamp]
    assert explained[bowl].score > 0
    assert index.explain(SearchQuery("oak"), tuning, []) == {}


def test_the_explained_score_is_what_decides(search_root):
    from core.search.tantivy_engine import TantivyEngine  # noqa: PLC0415  of this engine alone

    index = TantivyEngine(search_root)
    documents = [
        a_document("Oak bowl", rating=(n * 5, n * 20), verified=n, sold_out=[0] * (n % 2))
        for n in range(8)
    ]
    filled(index, documents)
    ids = index.search(SearchQuery("bowl")).ids

    scores = [index.explain(SearchQuery("bowl"), Tuning(), [i])[i].score for i in ids]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 4


def one(index: SearchEngine, text: str, tuning: Tuning | None = None) -> tuple[UUID, ...]:
    return index.search(SearchQuery(text), tuning or Tuning()).ids


@pytest.mark.has_language
def test_a_phrase_is_found_as_it_stands(index: SearchEngine):
    documents = [
        a_document("Salad bowl of oak"), a_document("Bowl for salad"), a_document("Salad fork"),
    ]  # fmt: skip
    filled(index, documents)
    salad_bowl, *_ = (made.id for made in documents)

    assert one(index, '"salad bowl"') == (salad_bowl,)
    assert one(index, "“salad bowl” oak") == (salad_bowl,)
    assert one(index, '"bowl salad"') == ()
    assert len(one(index, "salad bowl")) == 2


@pytest.mark.has_language
def test_what_was_meant_is_said(index: SearchEngine):
    filled(index, [a_document("Tall vase"), a_document("Ceramic bowl"), a_document("Shawl")])
    scarves = Tuning(synonyms(["scarf", "shawl"]))

    def meant(text: str, tuning: Tuning | None = None) -> str:
        return index.search(SearchQuery(text), tuning or Tuning()).did_you_mean

    assert meant("vaze") == "vase"
    assert meant("cermaic bowl") == "ceramic bowl"
    assert [meant(text) for text in ("vase", "vas", "bowls", "", "xylophone")] == [""] * 5
    assert meant("scarf", scarves) == ""
    assert meant("vaze", Tuning(synonyms(["vase", "pot"]))) == "vase"


@pytest.mark.has_language
def test_a_synonym_counts_less_than_the_word_and_one_way_is_one_way(index: SearchEngine):
    documents = [a_document("Carpet"), a_document("Rug")]
    groups = synonyms(["rug", "carpet"], is_one_way=True)
    filled(index, documents, groups)
    carpet, rug = (made.id for made in documents)

    assert one(index, "rug", Tuning(groups)) == (rug, carpet)
    assert one(index, "carpet", Tuning(groups)) == (carpet,)
