"""What is found by which words, filters and sorts, in a real index."""

import random
from dataclasses import replace

import pytest

from core.search.document import Document
from core.search.engine import Facet, SearchEngine, SearchQuery, Sort
from core.search.tuning import Tuning
from tests.core.search.filling import filled, titles
from tests.factories.search import a_document, synonyms

SYNONYMS = synonyms(["vase", "flower pot", "bottle vase"], ["rug", "carpet", "kilim"])


def facet(index: SearchEngine, code: str, **query) -> dict[str, int]:
    answer = index.search(SearchQuery(**query))
    found: list[Facet] = [facet for facet in answer.facets if facet.code == code]
    return {value.value: value.count for f in found for value in f.values}


@pytest.mark.has_language
@pytest.mark.parametrize(
    "text",
    [
        "vase", "VASE", "vases", "Vase,", "vaze", "vsae", "vas", "pot", "flower pot",
        "OLA-0001-CEL-0", "ola-0001-cel-0", "OLA-0001", "cavado vase", "Cávado", "celadon vase",
        "vase of celadon", "ceramics", "olaria", "wheel thrown", "stems",
    ],
)  # fmt: skip
def test_the_vase_is_found_first(index: SearchEngine, text: str):
    vase = a_document(
        "Cávado bottle vase", sku="OLA-0001-CEL", vendor="Olaria Ribeira",
        variants=[{"Color": "Celadon"}], categories=["Ceramics", "Vases"],
        description="<p>Enough for three stems.</p>", technique="wheel-thrown",
    )  # fmt: skip
    others = [
        a_document("Kilim of wool", vendor="Tear Alentejo"),
        a_document("Oak board", sku="TAB-0001", vendor="Holz", categories=["Wood"]),
    ]

    filled(index, [*others, vase], SYNONYMS)

    assert titles(index, [vase, *others], Tuning(SYNONYMS), text=text)[:1] == [
        "Cávado bottle vase"
    ]


@pytest.mark.has_language
def test_a_word_that_is_known_is_never_guessed_at(index: SearchEngine):
    documents = [a_document("Oak lamp"), a_document("Wool lambs"), a_document("Camp stool")]
    filled(index, documents)

    assert titles(index, documents, text="lamp") == ["Oak lamp"]


@pytest.mark.has_language
def test_a_title_counts_more_than_a_description(index: SearchEngine):
    documents = [
        a_document("Board", description="Goes with every linen throw."),
        a_document("Linen throw"),
    ]
    filled(index, documents)

    assert titles(index, documents, text="linen throw") == ["Linen throw", "Board"]


@pytest.mark.has_language
def test_every_word_must_fit_and_otherwise_some(index: SearchEngine):
    documents = [a_document("Oak board"), a_document("Oak bowl"), a_document("Ash tray")]
    filled(index, documents)

    assert titles(index, documents, text="oak bowl") == ["Oak bowl"]
    relaxed = index.search(SearchQuery("oak xylophone"))
    assert (relaxed.total, relaxed.is_relaxed) == (2, True)
    nothing = index.search(SearchQuery("xylophone"))
    assert (nothing.total, nothing.is_relaxed) == (0, False)


@pytest.mark.has_language
@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "the", "AND OR NOT", "title:vase", '"', "(", "*", "a" * 5000, "\x00", "🏺",
        "+-&&||!",
    ],
)  # fmt: skip
def test_no_text_breaks_the_search(index: SearchEngine, text: str):
    filled(index, [a_document("Vase")])

    assert index.search(SearchQuery(text)).total in {0, 1}
    assert len(index.hint(text, "EUR", 5)) <= 1


def test_two_values_never_match_across_variants(index: SearchEngine):
    documents = [
        a_document("Both", variants=[{"Color": "Blue", "Size": "M"}]),
        a_document(
            "Across", variants=[{"Color": "Blue", "Size": "S"}, {"Color": "Red", "Size": "M"}]
        ),
    ]
    filled(index, documents)

    chosen = {"opt_color": ("blue",), "opt_size": ("M",)}
    assert titles(index, documents, facets=chosen) == ["Both"]
    either = {"opt_color": ("Blue", "Red"), "opt_size": ("M",)}
    assert set(titles(index, documents, facets=either)) == {"Both", "Across"}
    assert facet(index, "opt_size", facets=chosen) == {"M": 1, "S": 1}


def test_a_value_in_stock_is_in_stock_in_that_value(index: SearchEngine):
    documents = [
        a_document("Here", variants=[{"Color": "Blue"}]),
        a_document("Gone", variants=[{"Color": "Blue"}, {"Color": "Red"}], sold_out=[0]),
    ]
    filled(index, documents)

    in_stock = {"is_in_stock": True, "facets": {"opt_color": ("Blue",)}}
    assert titles(index, documents, **in_stock) == ["Here"]
    assert facet(index, "opt_color", is_in_stock=True) == {"Blue": 1, "Red": 1}
    assert index.search(SearchQuery(facets={"opt_color": ("Blue",)})).in_stock == 1


def test_spellings_of_a_value_are_one_value_and_of_an_option_one_option(index: SearchEngine):
    documents = [
        a_document("A", variants=[{"Colour": "blue"}, {"Colour": "BLUE"}]),
        a_document("B", variants=[{"Color": "Blue"}]),
    ]
    filled(index, documents)

    [(_, count)] = facet(index, "opt_color").items()
    assert count == 2
    assert len(titles(index, documents, facets={"opt_color": ("bLuE",)})) == 2


def test_a_category_covers_what_is_below_it(index: SearchEngine):
    documents = [
        a_document("Vase", categories=["Ceramics", "Vases"]),
        a_document("Bowl", categories=["Ceramics", "Bowls"]),
        a_document("Board", categories=["Wood"]),
    ]
    filled(index, documents)

    assert set(titles(index, documents, category="ceramics")) == {"Vase", "Bowl"}
    assert titles(index, documents, category="vases") == ["Vase"]
    assert facet(index, "category", category="vases") == {
        "ceramics": 2, "vases": 1, "bowls": 1, "wood": 1,
    }  # fmt: skip


def test_prices_are_those_of_the_currency(index: SearchEngine):
    documents = [
        a_document("Cheap", price={"EUR": 1000, "USD": 9000}),
        a_document("Dear", price={"EUR": 5000, "USD": 2000}),
        a_document("Euros only", price={"EUR": 3000}),
    ]
    filled(index, documents)

    assert titles(index, documents, sort=Sort.PRICE_UP) == ["Cheap", "Euros only", "Dear"]
    assert titles(index, documents, sort=Sort.PRICE_DOWN, currency="USD") == ["Cheap", "Dear"]
    assert titles(index, documents, price_from=1000, price_to=3000, sort=Sort.PRICE_UP) == [
        "Cheap", "Euros only",
    ]  # fmt: skip
    price = index.search(SearchQuery(price_from=5000)).price
    assert price is not None
    assert (price.lowest, price.highest) == (1000, 5000)
    assert sum(bar.count for bar in price.bars) == 3


def test_what_can_be_bought_is_recommended_before_what_is_new(index: SearchEngine):
    documents = [
        a_document("Old"), a_document("New"), a_document("Newest, gone", sold_out=[0]),
    ]  # fmt: skip
    filled(index, documents)

    assert titles(index, documents) == ["New", "Old", "Newest, gone"]
    assert titles(index, documents, sort=Sort.NEWEST)[0] == "Newest, gone"


def test_pages_do_not_overlap_and_miss_nothing(index: SearchEngine):
    documents = [a_document(f"Vase {n}") for n in range(30)]
    filled(index, documents)

    pages = [index.search(SearchQuery("vase", number=n, size=7)).ids for n in range(1, 7)]

    assert [len(page) for page in pages] == [7, 7, 7, 7, 2, 0]
    assert {product_id for page in pages for product_id in page} == {d.id for d in documents}


def random_catalog(number: int) -> list[Document]:
    chance = random.Random(number)  # noqa: S311  repeatable, not secret
    colors, sizes, woods = ["Red", "Blue", "Oat"], ["S", "M", "L"], ["Oak", "Ash", "Elm"]
    return [
        a_document(
            chance.choice(["Oak vase", "Ash bowl", "Wool rug"]),
            variants=[
                {"Color": color, "Size": size}
                for color in colors for size in sizes if chance.random() < 0.4
            ] or [{}],
            sold_out=[place for place in range(9) if chance.random() < 0.3],
            attributes={"wood": chance.sample(woods, chance.randrange(3))},
            categories=chance.choice([["A", "B"], ["A"], ["C"]]),
            vendor=chance.choice(["One", "Two"]),
            price=chance.randrange(100, 9000),
        )
        for _ in range(60)
    ]  # fmt: skip


CHOICES = [
    {},
    {"text": "vase"},
    {"is_in_stock": True},
    {"category": "a"},
    {"facets": {"opt_color": ("Red",)}},
    {"facets": {"opt_color": ("Red", "Blue"), "opt_size": ("M",)}},
    {"facets": {"opt_color": ("Red",), "wood": ("Oak", "Elm")}, "is_in_stock": True},
    {"facets": {"wood": ("Ash",)}, "vendors": ("one",), "price_to": 5000},
]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("chosen", CHOICES)
def test_a_count_is_what_remains_when_the_value_alone_is_chosen_in_its_facet(
    index: SearchEngine, number: int, chosen: dict
):
    filled(index, random_catalog(number))
    query = SearchQuery(**chosen)

    checked = 0
    for found in index.search(query).facets:
        for value in found.values:
            narrowed = with_only(query, found.code, value.value)
            assert index.search(narrowed).total == value.count, (found.code, value)
            checked += 1

    assert checked > 8


def with_only(query: SearchQuery, code: str, value: str) -> SearchQuery:
    if code == "vendor":
        return replace(query, vendors=(value,))
    if code == "category":
        return replace(query, category=value)
    return replace(query, facets={**query.facets, code: (value,)})


def test_a_chosen_value_stays_in_its_place_with_a_count_of_none(index: SearchEngine):
    documents = [
        *(a_document("Oak vase", attributes={"wood": ["Oak"]}) for _ in range(3)),
        *(a_document("Elm vase", attributes={"wood": ["Elm"]}) for _ in range(2)),
        a_document("Ash bowl", attributes={"wood": ["Ash"]}),
    ]
    filled(index, documents)

    before = [*facet(index, "wood", text="vase")]
    after = facet(index, "wood", text="vase", facets={"wood": ("Elm", "Ash")})

    assert before == ["Oak", "Elm"]
    assert after == {"Oak": 3, "Elm": 2, "Ash": 0}
    assert [*after][:2] == before


@pytest.mark.has_language
def test_hints_follow_the_letters(index: SearchEngine):
    documents = [
        a_document("Oak salad bowl"), a_document("Walnut bowl"), a_document("Bowl of ash"),
        a_document("Dollars only", price={"USD": 100}),
    ]  # fmt: skip
    filled(index, documents)

    def hinted(text: str) -> set[str]:
        return {hint.title for hint in index.hint(text, "EUR", 5)}

    assert hinted("bow") == {"Oak salad bowl", "Walnut bowl", "Bowl of ash"}
    assert hinted("oak bo") == {"Oak salad bowl"}
    assert hinted("wallnut b") == {"Walnut bowl"}
    assert hinted("dollars") == set()


def test_a_written_document_replaces_the_old_one_at_once(index: SearchEngine):
    vase, bowl = a_document("Vase"), a_document("Bowl")
    filled(index, [vase, bowl])
    assert index.search(SearchQuery("bowl")).total == 1

    index.apply([vase], [bowl.id])

    assert index.search(SearchQuery("bowl")).total == 0
    assert index.search(SearchQuery()).total == 1


def test_a_rebuild_is_searched_only_when_it_is_whole(index: SearchEngine):
    filled(index, [a_document("Old")])

    rebuild = index.start_rebuild()
    rebuild.add([a_document("New"), a_document("Newer")])
    assert index.search(SearchQuery()).total == 1
    rebuild.publish()
    assert index.search(SearchQuery()).total == 2

    abandoned = index.start_rebuild()
    abandoned.abandon()
    assert index.search(SearchQuery()).total == 2
