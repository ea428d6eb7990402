"""Facets with true counts: the count of a value is the number of products that remain when it
is chosen in addition to what is chosen in the other facets.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tantivy
from tantivy import FieldType, Query

from core.search.document import OPTION, SEPARATOR, token
from core.search.engine import Facet, FacetValue, PriceBar, PriceRange, SearchQuery
from core.search.tantivy_query import Filters, all_of, chosen_options, option_query
from core.search.tantivy_schema import BUYABLE, price_field, schema

MOST_TOKENS = 20_000
MOST_FACETS = 14
MOST_VALUES = 60
BARS = 12
OWN_FILTER = ("vendor", "category")  # always shown, whatever their number
_SIZE = re.compile(r"(x{1,4}[sl]|[sml]|\d+x[sl]|os)", re.IGNORECASE)


@dataclass(slots=True)
class _Seen:
    """A facet as it is spelled in the documents; ``values`` by their folded form."""

    name: str
    values: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        return sum(count for spellings in self.values.values() for _, _, count in spellings)


class FacetCounter:
    """Counts for one search. ``text`` and ``filters`` are its parts."""

    def __init__(
        self,
        searcher: tantivy.Searcher,
        query: SearchQuery,
        text: Query | None,
        filters: Filters,
    ) -> None:
        self._searcher, self._query, self._text, self._filters = searcher, query, text, filters
        self._options = chosen_options(query)
        self._without: dict[str, dict[str, _Seen]] = {}
        self._all = self._tokens(all_of(text, filters))

    def facets(self) -> tuple[Facet, ...]:
        """Values come from everything that fits the words and the category, so that they keep
        their place while filters change.
        """
        fixed = {"currency", "category"}
        optional = [code for code in self._filters if code not in fixed]
        universe = self._all
        if optional:
            universe = self._tokens(all_of(self._text, self._filters, but=optional))
        if "category" in self._filters:
            beyond = self._tokens_without("category")
            universe = universe | {c: seen for c, seen in beyond.items() if c == "category"}
        own = [code for code in OWN_FILTER if code in universe]
        others = [c for c in universe if c not in OWN_FILTER and not c.startswith(BUYABLE)]
        others.sort(key=lambda code: (not self._is_chosen(code), -universe[code].weight, code))
        return tuple(
            self._facet(code, universe[code]) for code in (*own, *others[:MOST_FACETS])
        )

    def price(self) -> PriceRange | None:
        name = price_field(self._query.currency)
        query = all_of(self._text, self._filters, but=["price"])
        stats = self._searcher.aggregate(query, {"price": {"stats": {"field": name}}})["price"]
        if not stats["count"]:
            return None
        lowest, highest = int(stats["min"]), int(stats["max"])
        width = max(1, -(-(highest - lowest + 1) // BARS))
        bins = {"field": name, "interval": width, "offset": lowest % width}
        found = self._searcher.aggregate(query, {"bars": {"histogram": bins}})
        bars = tuple(
            PriceBar(int(bar["key"]), int(bar["key"]) + width, bar["doc_count"])
            for bar in found["bars"]["buckets"]
        )
        return PriceRange(lowest, highest, bars)

    def in_stock(self) -> int:
        """How many remain when only what can be bought now is wanted."""
        rest = all_of(self._text, self._filters, but=["stock", OPTION])
        wanted = [Query.range_query(schema(), "in_stock", FieldType.Integer, 1, 1)]
        if self._options:
            wanted.append(option_query(self._options, is_in_stock=True))
        return self._count(rest.and_must_match(*wanted))

    def _facet(self, code: str, universe: _Seen) -> Facet:
        chosen = self._chosen(code)
        counts = self._counts(code, universe)
        seen = {
            folded: max(spellings, key=lambda s: s[2])
            for folded, spellings in universe.values.items()
        }
        for value in chosen:
            seen.setdefault(_folded(value), (value, value, 0))
        order = sorted(seen, key=lambda folded: (-seen[folded][2], seen[folded][1].casefold()))
        picked = {_folded(value) for value in chosen}
        kept = [f for place, f in enumerate(order) if place < MOST_VALUES or f in picked]
        values = tuple(
            FacetValue(seen[f][0], _label(seen[f][1]), counts.get(f, 0), f in picked)
            for f in kept
        )
        return Facet(code, _label(universe.name), values)

    def _counts(self, code: str, universe: _Seen) -> dict[str, int]:
        others = {other: v for other, v in self._options.items() if other != code}
        if code.startswith(OPTION) and others:
            return self._counts_beside(others, code, universe)
        key = OPTION if code.startswith(OPTION) else code
        found = self._all if key not in self._filters else self._tokens_without(key)
        is_buyable = key is OPTION and self._query.is_in_stock
        seen = found.get(BUYABLE + code if is_buyable else code)
        values = seen.values if seen else {}
        return {
            folded: spellings[0][2] if len(spellings) == 1 else self._recount(code, folded)
            for folded, spellings in values.items()
        }

    def _counts_beside(
        self, others: Mapping[str, Sequence[str]], code: str, universe: _Seen
    ) -> dict[str, int]:
        """All options must hold for the same variant, so each value is asked for."""
        base = all_of(self._text, self._filters, but=[OPTION])
        most = sorted(universe.values, key=lambda f: -sum(s[2] for s in universe.values[f]))
        wanted = {*most[:MOST_VALUES], *map(_folded, self._chosen(code))}
        is_in_stock = self._query.is_in_stock
        return {
            folded: self._count(
                base.and_must_match(
                    option_query({**others, code: [folded]}, is_in_stock=is_in_stock)
                )
            )
            for folded in wanted
        }

    def _recount(self, code: str, folded: str) -> int:
        """Two spellings of one value: their sum would count a product with both twice."""
        key = OPTION if code.startswith(OPTION) else code
        base = all_of(self._text, self._filters, but=[key])
        if key is OPTION:
            wanted = option_query({code: [folded]}, is_in_stock=self._query.is_in_stock)
        elif code in OWN_FILTER:
            wanted = Query.term_query(schema(), code, folded, "basic")
        else:
            wanted = Query.term_query(schema(), "facet", token(code, folded), "basic")
        return self._count(base.and_must_match(wanted))

    def _tokens_without(self, key: str) -> dict[str, _Seen]:
        if key not in self._without:
            query = all_of(self._text, self._filters, but=[key])
            self._without[key] = self._tokens(query)
        return self._without[key]

    def _tokens(self, query: Query) -> dict[str, _Seen]:
        aggregation = {"terms": {"field": "shown", "size": MOST_TOKENS}}
        answer = self._searcher.aggregate(query, {"shown": aggregation})["shown"]
        found: dict[str, _Seen] = {}
        for bucket in answer["buckets"]:
            code, name, value, label = bucket["key"].split(SEPARATOR)
            seen = found.setdefault(code, _Seen(name))
            spellings = seen.values.setdefault(_folded(value), [])
            spellings.append((value, label, bucket["doc_count"]))
        return found

    def _chosen(self, code: str) -> Sequence[str]:
        own: Mapping[str, Sequence[str]] = {
            "vendor": self._query.vendors,
            "category": (self._query.category,) if self._query.category else (),
        }
        return own.get(code, self._query.facets.get(code, ()))

    def _is_chosen(self, code: str) -> bool:
        return bool(self._chosen(code))

    def _count(self, query: Query) -> int:
        return self._searcher.search(query, 1).count  # pyright: ignore[reportAttributeAccessIssue]


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())


def _label(label: str) -> str:
    if _SIZE.fullmatch(label):
        return label.upper()
    return label[:1].upper() + label[1:]
