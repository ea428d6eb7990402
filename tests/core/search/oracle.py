"""What a search must find, worked out the slow way: every variant of every product is looked
at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from hypothesis import strategies as st

from core.catalog.index_models import IndexableProduct, IndexableVariant
from core.search.engine import SearchQuery
from core.search.variants import OPTION, option_code
from core.shipping.zones import zone_between
from tests.factories.search import an_indexable

COLORS, SIZES, WOODS = ("Blue", "Red", "Oat"), ("S", "M"), ("Oak", "Ash")
PRICES = (100, 131, 132, 1_024, 2_000, 33_000, 999_999)


@dataclass(frozen=True)
class Oracle:
    products: Sequence[IndexableProduct]

    def ids(self, query: SearchQuery) -> set[UUID]:
        return {product.id for product in self.products if fits(product, query)}

    def facet(self, query: SearchQuery, code: str, values: Iterable[str]) -> dict[str, int]:
        return {value: len(self.ids(with_only(query, code, value))) for value in values}

    def bar(self, query: SearchQuery, start: int, end: int) -> int:
        return len(self.ids(replace(query, price_from=start, price_to=end - 1)))


def fits(product: IndexableProduct, query: SearchQuery) -> bool:
    values = {a.code: a.values for a in product.attributes}
    words = " ".join((product.title, *values.get("wood", ()))).casefold().split()
    return (
        all(word in words for word in query.text.casefold().split())
        and (query.category is None
             or query.category in {c.slug for c in product.category_path})
        and (not query.vendors or product.vendor_slug in query.vendors)
        and (not query.is_deliverable or is_delivered(product, query))
        and all(
            set(chosen) & set(values.get(code, ()))
            for code, chosen in query.facets.items() if not code.startswith(OPTION)
        )
        and any(variant_fits(variant, query) for variant in product.variants)
    )  # fmt: skip


def is_delivered(product: IndexableProduct, query: SearchQuery) -> bool:
    zone = zone_between(product.vendor_country, query.country)
    return zone.value in product.delivery_zones.get(query.currency, ())


def variant_fits(variant: IndexableVariant, query: SearchQuery) -> bool:
    price = variant.prices.get(query.currency)
    own = {option_code(name): value for name, value in variant.options}
    return (
        price is not None
        and (query.price_from is None or price >= query.price_from)
        and (query.price_to is None or price <= query.price_to)
        and (variant.is_buyable or not query.is_in_stock)
        and all(
            own.get(code) in chosen
            for code, chosen in query.facets.items() if code.startswith(OPTION)
        )
    )  # fmt: skip


def with_only(query: SearchQuery, code: str, value: str) -> SearchQuery:
    if code == "vendor":
        return replace(query, vendors=(value,))
    if code == "category":
        return replace(query, category=value)
    return replace(query, facets={**query.facets, code: (value,)})


@st.composite
def products(draw: st.DrawFn) -> IndexableProduct:
    options = [
        {"Color": color, "Size": size}
        for color in COLORS for size in SIZES if draw(st.booleans())
    ] or [{}]  # fmt: skip
    one = draw(st.none() | st.sampled_from(PRICES))
    prices = [
        {
            currency: one or draw(st.sampled_from(PRICES))
            for currency in draw(st.sampled_from([("EUR",), ("USD",), ("EUR", "USD")]))
        }
        for _ in options
    ]
    return an_indexable(
        draw(st.sampled_from(["Oak vase", "Ash bowl", "Wool rug"])),
        variants=options,
        price=prices,
        sold_out=sorted(draw(st.sets(st.integers(0, len(options) - 1)))),
        attributes={"wood": sorted(draw(st.sets(st.sampled_from(WOODS))))},
        categories=draw(st.sampled_from([("A", "B"), ("A",), ("C",)])),
        vendor=draw(st.sampled_from(["One", "Two"])),
        country=draw(st.sampled_from(["PT", "GB"])),
        zones={
            currency: ("domestic", *draw(st.sets(st.sampled_from(["eu", "world"]))))
            for currency in draw(st.sets(st.sampled_from(["EUR", "USD"])))
        },
    )


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    facets = {
        code: tuple(draw(st.sets(st.sampled_from(values), min_size=1)))
        for code, values in (("opt_color", COLORS), ("opt_size", SIZES), ("wood", WOODS))
        if draw(st.booleans())
    }
    low, high = sorted(draw(st.tuples(*[st.sampled_from((*PRICES, 0, 5_000))] * 2)))
    return SearchQuery(
        text=draw(st.sampled_from(["", "", "vase", "oak"])),
        currency=draw(st.sampled_from(["EUR", "USD"])),
        category=draw(st.sampled_from([None, None, "a", "b"])),
        vendors=draw(st.sampled_from([(), (), ("one",), ("one", "two")])),
        facets=facets,
        price_from=draw(st.sampled_from([None, low])),
        price_to=draw(st.sampled_from([None, high])),
        is_in_stock=draw(st.booleans()),
        country=draw(st.sampled_from(["PT", "DE", "GB", "US"])),
        is_deliverable=draw(st.booleans()),
        size=100,
    )
