"""One question to Meilisearch: its page of hits, and what is counted beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from core.search.engine import SearchQuery, Sort
from core.search.filters import Where, prices_field
from core.search.meili_client import MeiliClient
from core.search.meili_schema import number_of, written
from core.search.tantivy_schema import shown_field
from core.search.tuning import Tuning
from core.search.words import LONGEST_QUERY

AT_ONCE = 60  # searches in one request
SHOWN = ["id", "slug", "title", "terms"]
PIN_WEIGHT, PIN_RATIO = 1_000.0, 4.0


@dataclass(frozen=True, slots=True)
class Asked:
    """``strategy`` says whether all words must be found or some. Pins are found whatever the
    words, so everything is asked of the words without the pins, and of the pins without words.
    """

    client: MeiliClient
    uid: str
    query: SearchQuery
    tuning: Tuning
    strategy: str = "all"

    @property
    def text(self) -> str:
        return " ".join(self.query.text.replace("\x00", " ").split())[:LONGEST_QUERY]

    @property
    def has_words(self) -> bool:
        return any(c.isalnum() for c in self.text)

    @property
    def pins(self) -> tuple[UUID, ...]:
        return self.tuning.pins if self.has_words else ()

    def relaxed(self) -> "Asked":
        return replace(self, strategy="frequency")

    def page(self, where: Where, order: list[str] | None) -> Sequence[Mapping[str, Any]]:
        query = self.query
        if self.pins or (self.tuning.boosts and self.has_words):
            return self._tuned_page(where)
        one = self.ask(
            where, attributesToRetrieve=SHOWN, page=query.number, hitsPerPage=query.size
        )
        if order is None and not self.has_words and query.sort is Sort.RELEVANCE:
            order = ["rank:desc"]
        if order is not None:
            one["sort"] = order
        return self.client.search([one])["results"][0]["hits"]

    def count(self, wheres: Sequence[Where]) -> list[int]:
        """How many fit each condition."""
        totals: list[int] = []
        for start in range(0, len(wheres), AT_ONCE):
            some = wheres[start : start + AT_ONCE]
            queries = [
                {**leg, "page": 1, "hitsPerPage": 0}
                for where in some
                for leg in self.legs(where)
            ]
            found = [answer["totalHits"] for answer in self._answers(queries)]
            width = len(queries) // len(some)
            totals += [sum(found[n : n + width]) for n in range(0, len(found), width)]
        return totals

    def facets(self, where: Where, names: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """What an answer says of the attributes, one for each leg."""
        return self._answers(
            [{**leg, "limit": 0, "facets": list(names)} for leg in self.legs(where)]
        )

    def legs(self, where: Where) -> list[dict[str, Any]]:
        if not self.pins:
            return [self.ask(where)]
        pinned = _these(self.pins)
        return [
            self.ask(where, extra=f"NOT {pinned}"),
            {"indexUid": self.uid, "q": "", "filter": [written(where), pinned]},
        ]

    def ask(self, where: Where, *, extra: str = "", **more: Any) -> dict[str, Any]:
        return {
            "indexUid": self.uid,
            "q": self.text if self.has_words else "",
            "filter": [written(where), extra] if extra else [written(where)],
            "matchingStrategy": self.strategy,
            **more,
        }

    def _tuned_page(self, where: Where) -> Sequence[Mapping[str, Any]]:
        """The server merges several searches by their weighted scores."""
        legs = [self.ask(where, attributesToRetrieve=SHOWN)]
        for product_id, times in self.tuning.boosts.items():
            extra = _these([product_id])
            one = self.ask(where, extra=extra, attributesToRetrieve=SHOWN)
            legs.append({**one, "federationOptions": {"weight": float(times)}})
        for place, product_id in enumerate(reversed(self.pins)):
            legs.append({
                "indexUid": self.uid, "q": "", "attributesToRetrieve": SHOWN,
                "filter": [written(where), _these([product_id])],
                "federationOptions": {"weight": PIN_WEIGHT * PIN_RATIO**place},
            })  # fmt: skip
        offset = (self.query.number - 1) * self.query.size
        found = self.client.search(legs, {"offset": offset, "limit": self.query.size})
        return found["hits"]

    def _answers(self, queries: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        return self.client.search(queries)["results"]


class MeiliCounts:
    def __init__(self, asked: Asked) -> None:
        self._asked, self._currency = asked, asked.query.currency

    def tokens(self, where: Where) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for answer in self._asked.facets(where, ("shown", shown_field(self._currency))):
            for counts in answer["facetDistribution"].values():
                for token, count in counts.items():
                    found[token] = found.get(token, 0) + count
        return found

    def each(self, wheres: Sequence[Where]) -> Sequence[int]:
        return self._asked.count(wheres) if wheres else []

    def prices(self, where: Where) -> tuple[int, int] | None:
        field = prices_field(self._currency)
        answers = self._asked.facets(where, (field,))
        spans = [number_of(answer["facetStats"], field) for answer in answers]
        known = [span for span in spans if span]
        if not known:
            return None
        return min(low for low, _ in known), max(high for _, high in known)


def _these(ids: Sequence[UUID]) -> str:
    return f"id IN [{', '.join(str(product_id) for product_id in ids)}]"
