"""Facets with true counts: the count of a value is the number of products that remain when it
is chosen in addition to what is chosen in the other facets, by the same variant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from core.search.engine import Facet, FacetValue, PriceBar, PriceRange, SearchQuery
from core.search.filters import OPEN, Filters, OneOf, Where
from core.search.variants import OPTION, SEPARATOR, STEP_BITS, token

MOST_FACETS = 14
MOST_VALUES = 60
BARS = 12
OWN_FILTER = ("vendor", "category")  # always shown, whatever their number
BUYABLE = "~"  # before the code of an option: some variant with the value is in stock
_SIZE = re.compile(r"(x{1,4}[sl]|[sml]|\d+x[sl]|os)", re.IGNORECASE)


class Counts(Protocol):
    """What an engine counts, of products that fit the words and a condition."""

    def tokens(self, where: Where) -> Mapping[str, int]:
        """How many products show each token (``shown_token``)."""
        ...

    def each(self, wheres: Sequence[Where]) -> Sequence[int]: ...

    def prices(self, where: Where) -> tuple[int, int] | None:
        """The lowest and the highest price in the currency of the search."""
        ...


def shown_token(code: str, name: str, value: str, label: str) -> str:
    return SEPARATOR.join((code, name, value, label))


@dataclass(slots=True)
class _Seen:
    """A facet as it is spelled in the documents; ``values`` by their folded form."""

    name: str
    values: dict[str, list[tuple[str, str, int]]] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        return sum(count for spellings in self.values.values() for _, _, count in spellings)


class FacetCounter:
    """Counts for one search."""

    def __init__(self, counts: Counts, query: SearchQuery, filters: Filters) -> None:
        self._ask, self._query, self._filters = counts, query, filters
        self._known: dict[Where, dict[str, _Seen]] = {}
        self._all = self._tokens(filters.where())

    def facets(self) -> tuple[Facet, ...]:
        """Values come from everything that fits the words and the category, so that they keep
        their place while filters change.
        """
        universe = self._tokens(self._filters.anything())
        if self._query.category is not None:
            beyond = self._tokens(self._filters.where(but=["category"]))
            universe = universe | {c: seen for c, seen in beyond.items() if c == "category"}
        own = [code for code in OWN_FILTER if code in universe]
        others = [c for c in universe if c not in OWN_FILTER and not c.startswith(BUYABLE)]
        others.sort(key=lambda code: (not self._chosen(code), -universe[code].weight, code))
        return tuple(
            self._facet(code, universe[code]) for code in (*own, *others[:MOST_FACETS])
        )

    def price(self) -> PriceRange | None:
        """The range is that of the products, the bars are of variants that fit."""
        variant = replace(self._filters.of_variant, price=OPEN)
        span = self._ask.prices(self._filters.where(variant=variant))
        if span is None:
            return None
        lowest, highest = span
        first, width = _bars(lowest, highest)
        starts = range(first, highest + 1, width)
        counts = self._ask.each([
            self._filters.where(variant=replace(variant, price=(start, start + width - 1)))
            for start in starts
        ])  # fmt: skip
        bars = (
            PriceBar(start, start + width, count)
            for start, count in zip(starts, counts, strict=True)
        )
        return PriceRange(lowest, highest, tuple(bar for bar in bars if bar.count))

    def in_stock(self) -> int:
        """How many remain when only what can be bought now is wanted."""
        wanted = replace(self._filters.of_variant, is_in_stock=True)
        [count] = self._ask.each([self._filters.where(variant=wanted)])
        return count

    def deliverable(self) -> int:
        """How many remain when only what is delivered to the country is wanted."""
        if not self._query.country:
            return 0
        where = self._filters.where(but=["ships"], extra=self._filters.reaches)
        [count] = self._ask.each([where])
        return count

    def _facet(self, code: str, universe: _Seen) -> Facet:
        chosen = self._chosen(code)
        seen = {
            folded: max(spellings, key=lambda s: s[2])
            for folded, spellings in universe.values.items()
        }
        for value in chosen:
            seen.setdefault(_folded(value), (value, value, 0))
        order = sorted(seen, key=lambda folded: (-seen[folded][2], seen[folded][1].casefold()))
        picked = {_folded(value) for value in chosen}
        kept = [f for place, f in enumerate(order) if place < MOST_VALUES or f in picked]
        counts = self._counts(code, kept)
        values = tuple(
            FacetValue(seen[f][0], _label(seen[f][1]), counts.get(f, 0), f in picked)
            for f in kept
        )
        return Facet(code, _label(universe.name), values)

    def _counts(self, code: str, values: Sequence[str]) -> dict[str, int]:
        """By folded value. Only what the tokens cannot tell is asked for one by one."""
        if code.startswith(OPTION):
            rest = self._filters.without_option(code)
            if rest.options or rest.price != OPEN:
                return self._asked(code, values)
            seen = self._tokens(self._filters.where(variant=rest)).get(
                BUYABLE + code if rest.is_in_stock else code
            )
        elif code in self._filters.of_product:
            seen = self._tokens(self._filters.where(but=[code])).get(code)
        else:
            seen = self._all.get(code)
        spelled = seen.values if seen else {}
        # Two spellings of one value: their sum would count a product with both twice.
        doubtful = [value for value in values if len(spelled.get(value, ())) > 1]
        sure = {f: spellings[0][2] for f, spellings in spelled.items()}
        return sure | (self._asked(code, doubtful) if doubtful else {})

    def _asked(self, code: str, values: Sequence[str]) -> dict[str, int]:
        wheres = [self._with_only(code, value) for value in values]
        return dict(zip(values, self._ask.each(wheres), strict=True))

    def _with_only(self, code: str, value: str) -> Where:
        if code.startswith(OPTION):
            return self._filters.where(variant=self._filters.with_option(code, value))
        field_name, wanted = (
            (code, value) if code in OWN_FILTER else ("facet", token(code, value))
        )
        return self._filters.where(but=[code], extra=OneOf(field_name, (wanted,)))

    def _tokens(self, where: Where) -> dict[str, _Seen]:
        if where not in self._known:
            self._known[where] = self._read(where)
        return self._known[where]

    def _read(self, where: Where) -> dict[str, _Seen]:
        found: dict[str, _Seen] = {}
        for shown, count in self._ask.tokens(where).items():
            code, name, value, label = shown.split(SEPARATOR)
            seen = found.setdefault(code, _Seen(name))
            seen.values.setdefault(_folded(value), []).append((value, label, count))
        return found

    def _chosen(self, code: str) -> Sequence[str]:
        own: Mapping[str, Sequence[str]] = {
            "vendor": self._query.vendors,
            "category": (self._query.category,) if self._query.category else (),
        }
        return own.get(code, self._query.facets.get(code, ()))


def _bars(lowest: int, highest: int) -> tuple[int, int]:
    """Where the first bar begins and how wide all are: on the marks that prices are written in,
    so that each is a few of them.
    """
    width = max(1, -(-(highest - lowest + 1) // BARS))
    mark = 2 ** (STEP_BITS * ((width.bit_length() - 1) // STEP_BITS))
    return lowest // mark * mark, -(-width // mark) * mark


def _folded(value: str) -> str:
    return " ".join(value.casefold().split())


def _label(label: str) -> str:
    if _SIZE.fullmatch(label):
        return label.upper()
    return label[:1].upper() + label[1:]
