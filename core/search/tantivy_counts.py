"""Counting in a tantivy index."""

from collections.abc import Mapping, Sequence

import tantivy

from core.search.filters import Where, prices_field
from core.search.tantivy_query import fitting
from core.search.tantivy_schema import shown_field

MOST_TOKENS = 20_000


class TantivyCounts:
    def __init__(
        self, searcher: tantivy.Searcher, currency: str, text: tantivy.Query | None
    ) -> None:
        self._searcher, self._currency, self._text = searcher, currency, text

    def tokens(self, where: Where) -> Mapping[str, int]:
        wanted = {
            name: {"terms": {"field": name, "size": MOST_TOKENS}}
            for name in ("shown", shown_field(self._currency))
        }
        answer = self._searcher.aggregate(fitting(self._text, where), wanted)
        return {
            bucket["key"]: bucket["doc_count"]
            for found in answer.values()
            for bucket in found["buckets"]
        }

    def each(self, wheres: Sequence[Where]) -> Sequence[int]:
        return [
            # Ordered by a number, so that nothing is scored only to be counted.
            self._searcher.search(fitting(self._text, where), 1, order_by_field="rank").count  # pyright: ignore[reportAttributeAccessIssue]
            for where in wheres
        ]

    def prices(self, where: Where) -> tuple[int, int] | None:
        field = prices_field(self._currency)
        query = fitting(self._text, where)
        stats = self._searcher.aggregate(query, {"price": {"stats": {"field": field}}})["price"]
        return (int(stats["min"]), int(stats["max"])) if stats["count"] else None
