"""From what a person chose to conditions that every engine can translate."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from core.search.engine import SearchQuery
from core.search.reach import reaching
from core.search.variants import OPTION, STOCK, key_of, steps_between, token

MOST_COMBINATIONS = 500
Price = tuple[int | None, int | None]
OPEN: Price = (None, None)


@dataclass(frozen=True, slots=True)
class OneOf:
    """The field has any of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Some number of the field lies in the range, both ends included."""

    field: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Where", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Where", ...]


Where = OneOf | Between | AllOf | AnyOf


def lowest_field(currency: str) -> str:
    """The lowest price of a product, to sort by."""
    return f"price_{currency.lower()}"


def prices_field(currency: str) -> str:
    """The prices of all of its variants."""
    return f"prices_{currency.lower()}"


@dataclass(frozen=True, slots=True)
class VariantChoice:
    """What must be true of one variant."""

    currency: str
    options: Mapping[str, Sequence[str]]
    is_in_stock: bool
    price: Price

    def where(self) -> Where | None:
        """None when any variant will do."""
        if not self.options and not self.is_in_stock:
            if self.price == OPEN:
                return None
            return Between(prices_field(self.currency), *self.price)
        keys = self._keys()
        chosen = OneOf("variants", keys)
        if self.price == OPEN:
            return chosen
        steps = [step for key in keys for step in steps_between(key, *self.price)]
        has_one_price = OneOf("one_price", (self.currency,))
        fits = Between(lowest_field(self.currency), *self.price)
        return AnyOf((AllOf((chosen, has_one_price, fits)), OneOf("steps", tuple(steps))))

    def _keys(self) -> tuple[str, ...]:
        tokens = [[token(code, v) for v in values] for code, values in self.options.items()]
        extra = (STOCK,) if self.is_in_stock else ()
        wanted = dict.fromkeys(
            key_of(self.currency, (*some, *extra)) for some in product(*tokens)
        )
        return tuple(wanted)[:MOST_COMBINATIONS]


class Filters:
    """The conditions of a query, to be put together with some left out or changed."""

    def __init__(self, query: SearchQuery) -> None:
        self._query = query

    @cached_property
    def of_product(self) -> Mapping[str, Where]:
        """By the code of the facet each belongs to."""
        query = self._query
        found: dict[str, Where] = {"currency": OneOf("currency", (query.currency,))}
        if query.category is not None:
            found["category"] = OneOf("category", (query.category,))
        if query.vendors:
            found["vendor"] = OneOf("vendor", query.vendors)
        if query.is_deliverable and query.country:
            found["ships"] = self.reaches
        for code, values in query.facets.items():
            if values and not code.startswith(OPTION):
                found[code] = OneOf("facet", tuple(token(code, value) for value in values))
        return found

    @property
    def reaches(self) -> Where:
        """It is delivered to the country of the query."""
        return OneOf("ships", reaching(self._query.currency, self._query.country))

    @cached_property
    def of_variant(self) -> VariantChoice:
        query = self._query
        options = {c: v for c, v in query.facets.items() if c.startswith(OPTION) and v}
        price = (query.price_from, query.price_to)
        return VariantChoice(query.currency, options, query.is_in_stock, price)

    def where(
        self,
        *,
        but: Collection[str] = (),
        variant: VariantChoice | None = None,
        extra: Where | None = None,
    ) -> Where:
        """All of it and ``extra``, except the product's conditions named in ``but``;
        ``variant`` stands in for what was chosen of variants.
        """
        parts = [part for code, part in self.of_product.items() if code not in but]
        more = ((variant or self.of_variant).where(), extra)
        return AllOf((*parts, *(part for part in more if part)))

    def without_option(self, code: str) -> VariantChoice:
        options = {c: v for c, v in self.of_variant.options.items() if c != code}
        return replace(self.of_variant, options=options)

    def with_option(self, code: str, value: str) -> VariantChoice:
        options = {**self.of_variant.options, code: (value,)}
        return replace(self.of_variant, options=options)

    def anything(self) -> Where:
        """Only what the page itself is about, before anybody chose."""
        fixed = {"currency", "category"}
        parts = (part for code, part in self.of_product.items() if code in fixed)
        return AllOf(tuple(parts))
