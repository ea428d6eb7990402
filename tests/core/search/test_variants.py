"""What is chosen together must be true of one variant; counts are counts of exactly that."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.search.document import document
from core.search.engine import SearchQuery
from core.search.reach import reach, reaching
from core.search.tantivy_engine import TantivyEngine
from core.search.variants import HIGHEST, steps_at, steps_between
from tests.core.search.oracle import Oracle, products, queries
from tests.factories.search import a_document


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(products(), min_size=1, max_size=12), st.lists(queries(), min_size=3, max_size=3)
)
def test_every_answer_and_every_count_is_that_of_looking_at_each_variant(catalog, asked):
    oracle = Oracle(catalog)
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyEngine(Path(folder))
        rebuild = index.start_rebuild()
        rebuild.add([document(product) for product in catalog])
        rebuild.publish()
        for query in asked:
            answer = index.search(query)
            expected = oracle.ids(query)
            if answer.is_relaxed:
                assert not expected
                continue
            assert set(answer.ids) == expected
            assert answer.total == len(expected)
            for facet in answer.facets:
                found = {value.value: value.count for value in facet.values}
                assert found == oracle.facet(query, facet.code, found), facet.code
            in_stock = Oracle(catalog).ids(with_stock(query))
            assert answer.in_stock == len(in_stock)
            for bar in answer.price.bars if answer.price else ():
                assert bar.count == oracle.bar(query, bar.start, bar.end)


def with_stock(query: SearchQuery) -> SearchQuery:
    values = {name: getattr(query, name) for name in query.__slots__}
    return SearchQuery(**{**values, "is_in_stock": True})


@given(
    st.integers(0, HIGHEST + 5), st.none() | st.integers(0, HIGHEST + 5),
    st.none() | st.integers(0, HIGHEST + 5),
)  # fmt: skip
def test_marks_cover_a_range_exactly(price: int, low: int | None, high: int | None):
    fits = (low is None or low <= min(price, HIGHEST)) and (
        high is None or min(price, HIGHEST) <= high
    )

    marks = steps_between("k", low, high)

    assert bool(set(marks) & set(steps_at("k", price))) == fits
    assert len(marks) <= 400
    assert len(marks) == len(set(marks))


@pytest.fixture
def index(search_root: Path) -> TantivyEngine:
    made = TantivyEngine(search_root)
    rebuild = made.start_rebuild()
    rebuild.add([
        a_document(
            "Shirt",
            variants=[{"Color": "Blue", "Size": "S"}, {"Color": "Red", "Size": "M"}],
            price=[{"EUR": 9000}, {"EUR": 1000, "USD": 1100}],
            sold_out=[1],
        )
    ])  # fmt: skip
    rebuild.publish()
    return made


@pytest.mark.parametrize(
    ("chosen", "total"),
    [
        ({"opt_color": ("Blue",), "opt_size": ("S",)}, 1),
        ({"opt_color": ("Blue",), "opt_size": ("M",)}, 0),
        ({"opt_color": ("Blue", "Red"), "opt_size": ("M",)}, 1),
    ],
)
def test_blue_and_m_are_never_two_variants(index: TantivyEngine, chosen: dict, total: int):
    assert index.search(SearchQuery(facets=chosen)).total == total


def test_stock_price_and_currency_are_those_of_the_chosen_variant(index: TantivyEngine):
    red, blue = {"opt_color": ("Red",)}, {"opt_color": ("Blue",)}
    totals = [
        index.search(query).total
        for query in (
            SearchQuery(facets=blue, price_to=5000),
            SearchQuery(facets=red, price_to=5000),
            SearchQuery(facets=red, is_in_stock=True),
            SearchQuery(is_in_stock=True, price_to=5000),
            SearchQuery(is_in_stock=True, price_from=5000),
            SearchQuery(facets=blue, currency="USD"),
            SearchQuery(facets=red, currency="USD"),
        )
    ]

    assert totals == [0, 1, 0, 0, 1, 0, 1]


@pytest.mark.parametrize(
    ("origin", "zones", "country", "is_sent"),
    [
        ("PT", ("domestic",), "PT", True),
        ("PT", ("domestic",), "ES", False),
        ("PT", ("eu",), "ES", True),
        ("PT", ("eu",), "PT", False),
        ("PT", ("eu",), "US", False),
        ("PT", ("world",), "US", True),
        ("PT", ("world",), "ES", False),
        ("GB", ("domestic", "world"), "GB", True),
        ("GB", ("world",), "ES", True),
        ("GB", ("eu",), "ES", False),
    ],
)
def test_a_zone_reaches_what_the_delivery_rates_mean_by_it(origin, zones, country, is_sent):
    tokens = reach(origin, {"EUR": zones})

    assert bool(set(tokens) & set(reaching("EUR", country))) is is_sent
    assert not set(tokens) & set(reaching("USD", country))
