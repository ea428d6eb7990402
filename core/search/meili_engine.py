"""Search with a Meilisearch server.

One index in use, named after the schema, and beside it at most one that is being made: a
rebuild fills it and then the two change their names in one step. Reading is done with a key
that can
only search.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from meilisearch.client import Client
from meilisearch.models.task import TaskInfo

from core.kernel.ids import new_id
from core.search.document import Document
from core.search.engine import (
    EngineAnswer,
    Explained,
    IndexNotReady,
    ProductHint,
    SearchQuery,
    Sort,
)
from core.search.facets import FacetCounter
from core.search.filters import Filters, lowest_field
from core.search.meili_client import MeiliClient
from core.search.meili_explain import explained
from core.search.meili_schema import SCHEMA_VERSION, settings_of, to_meili
from core.search.meili_search import Asked, MeiliCounts
from core.search.spelling import nearest, typos_allowed
from core.search.synonyms import Synonyms, folded
from core.search.tuning import UNTUNED, Tuning
from core.search.words import MOST_WORDS, Typed, telling

MAKING = "making"
MOST_INDEXES = 1000
LOOKED_AT = 10  # hits whose words a correction may come from


class MeilisearchEngine:
    def __init__(self, client: MeiliClient, prefix: str) -> None:
        self._client, self._prefix = client, prefix
        self._uid = f"{prefix}_products_v{SCHEMA_VERSION}"

    def is_ready(self) -> bool:
        try:
            self._ensure_ready()
        except IndexNotReady:
            return False
        return True

    def apply(self, documents: Sequence[Document], removed: Collection[UUID]) -> None:
        self._ensure_ready()  # writing would make an index that is missing, without settings
        made = [to_meili(document) for document in documents]
        if made:
            self._client.run(lambda client: client.index(self._uid).add_documents(made))
        if gone := sorted(str(product_id) for product_id in removed):
            filter_ = f"id IN [{', '.join(gone)}]"
            self._client.run(
                lambda client: client.index(self._uid).delete_documents(filter=filter_)
            )

    def start_rebuild(self, synonyms: Synonyms | None = None) -> "MeiliRebuild":
        self._forget_unfinished()
        return MeiliRebuild(
            self._client, self._uid, f"{self._uid}_{MAKING}_{new_id()}", synonyms or Synonyms()
        )

    def learn(self, synonyms: Synonyms) -> None:
        self._ensure_ready()
        told = synonyms.as_settings()
        self._client.run(lambda client: client.index(self._uid).update_synonyms(told))

    def search(self, query: SearchQuery, tuning: Tuning = UNTUNED) -> EngineAnswer:
        filters = Filters(query)
        asked = Asked(self._client, self._uid, query, self._tuning_for(query, tuning))
        where = filters.where()
        total = asked.count([where])[0]
        is_relaxed = asked.has_words and not total
        if is_relaxed:
            asked = asked.relaxed()
            total = asked.count([where])[0]
        hits = asked.page(where, _order(query))
        facets = FacetCounter(MeiliCounts(asked), query, filters)
        return EngineAnswer(
            ids=tuple(UUID(hit["id"]) for hit in hits),
            total=total,
            facets=facets.facets(),
            price=facets.price(),
            in_stock=facets.in_stock(),
            deliverable=facets.deliverable(),
            is_relaxed=is_relaxed and total > 0,
            did_you_mean=corrected(query.text, hits[:LOOKED_AT], tuning.synonyms),
        )

    def explain(
        self, query: SearchQuery, tuning: Tuning, ids: Sequence[UUID]
    ) -> Mapping[UUID, Explained]:
        return explained(Asked(self._client, self._uid, query, tuning), tuning, ids)

    def hint(
        self, text: str, currency: str, most: int, tuning: Tuning = UNTUNED
    ) -> Sequence[ProductHint]:
        query = SearchQuery(text, currency, size=most)
        asked = Asked(self._client, self._uid, query, Tuning(tuning.synonyms))
        if not asked.has_words:
            return ()
        hits = asked.page(Filters(query).where(), None)
        return tuple(ProductHint(UUID(h["id"]), h["slug"], h["title"]) for h in hits)

    def _tuning_for(self, query: SearchQuery, tuning: Tuning) -> Tuning:
        """Pins and boosts belong to the recommended order."""
        return tuning if query.sort is Sort.RELEVANCE else Tuning(tuning.synonyms)

    def _ensure_ready(self) -> None:
        self._client.write(lambda client: client.get_raw_index(self._uid))

    def _forget_unfinished(self) -> None:
        """Indexes that a dead worker left, and those of other versions that nobody reads."""
        found: Any = self._client.write(
            lambda client: client.get_raw_indexes({"limit": MOST_INDEXES})
        )
        ours = f"{self._prefix}_products_v"
        for index in found["results"]:
            uid = index["uid"]
            if uid.startswith(ours) and uid != self._uid:
                self._client.run(lambda client, uid=uid: client.delete_index(uid))


class MeiliRebuild:
    """A new index beside the one in use."""

    def __init__(self, client: MeiliClient, uid: str, making: str, synonyms: Synonyms) -> None:
        self._client, self._uid, self._making = client, uid, making
        self._tasks: list[int] = []
        client.run(lambda c: c.create_index(making, {"primaryKey": "id"}))
        told = settings_of(synonyms)
        client.run(lambda c: c.index(making).update_settings(told))

    def add(self, documents: Sequence[Document]) -> None:
        """The server reads one batch while the next is made."""
        made = [to_meili(document) for document in documents]
        if made:
            task = self._client.write(lambda c: c.index(self._making).add_documents(made))
            self._tasks.append(task.task_uid)

    def publish(self) -> None:
        self._client.wait(self._tasks)
        if self._is_new():
            self._swap(rename=True)
        else:
            self._swap(rename=False)
            self.abandon()

    def abandon(self) -> None:
        self._client.run(lambda client: client.delete_index(self._making))

    def _is_new(self) -> bool:
        try:
            self._client.write(lambda client: client.get_raw_index(self._uid))
        except IndexNotReady:
            return True
        return False

    def _swap(self, *, rename: bool) -> None:
        pair: dict[str, Any] = {"indexes": [self._making, self._uid], "rename": rename}

        def swap(client: Client) -> TaskInfo:
            return client.swap_indexes([pair])

        self._client.run(swap)


def corrected(text: str, hits: Sequence[Mapping[str, Any]], synonyms: Synonyms) -> str:
    """The text in words that the pieces found are called by; "" when it is in such words."""
    typed = Typed.read(text)
    words = telling(list(folded(typed.plain))[:MOST_WORDS])
    known: dict[str, int] = {}
    for hit in hits:
        for word in folded(" ".join((hit["title"], *hit.get("terms", ())))):
            known[word] = known.get(word, 0) + 1
    better = [
        word
        if not typos_allowed(word) or _is_begun(word, known) or synonyms.knows(word)
        else nearest(word, known.items()) or word
        for word in words
    ]
    return "" if better == words or typed.phrases else " ".join(better)


def _is_begun(word: str, known: Mapping[str, int]) -> bool:
    """It is a known word, the beginning of one, or one with an ending."""
    return any(other.startswith(word) or word in (f"{other}s", f"{other}es") for other in known)


def _order(query: SearchQuery) -> list[str] | None:
    price = lowest_field(query.currency)
    return {
        Sort.RELEVANCE: None,
        Sort.NEWEST: ["published:desc"],
        Sort.PRICE_UP: [f"{price}:asc"],
        Sort.PRICE_DOWN: [f"{price}:desc"],
        Sort.RATING: ["rating:desc", "rank:desc"],
        Sort.IMPACT: ["facts:desc", "rank:desc"],
        Sort.SOONEST: ["dispatch_days:asc", "rank:desc"],
    }[query.sort]
