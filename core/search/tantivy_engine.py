"""Search in this process, with tantivy.

The folder holds one index a generation and a file ``current`` that names the one in use.
Readers look at that name and at the index's own stamp before every search, so what a writer in
another process has committed is seen at once. A rebuild writes a new generation and then moves
the name: nobody ever searches half an index.
"""

import logging
import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeVar
from uuid import UUID

import tantivy

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
from core.search.synonyms import Synonyms
from core.search.tantivy_counts import TantivyCounts
from core.search.tantivy_explain import explained
from core.search.tantivy_query import TextQuery, fitting, hint_query, tuned
from core.search.tantivy_schema import (
    SCHEMA_VERSION,
    WEIGHT,
    register_analyzers,
    schema,
    to_tantivy,
)
from core.search.tuning import UNTUNED, Tuning

HEAP = 64_000_000
CURRENT, PREFIX = "current", f"v{SCHEMA_VERSION}-"
KEPT_GENERATIONS = 2  # the one in use, and the one that some reader may still hold

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Opened:
    folder: Path
    stamp: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher


class TantivyEngine:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: _Opened | None = None
        self._lock = Lock()

    def is_ready(self) -> bool:
        try:
            self._searcher()
        except IndexNotReady:
            return False
        return True

    def apply(self, documents: Sequence[Document], removed: Collection[UUID]) -> None:
        self._searcher()  # a broken index is not written to either
        index = _open(self._folder())
        writer = index.writer(HEAP, 1)
        try:
            for product_id in {*removed, *(document.id for document in documents)}:
                writer.delete_documents_by_term("id", str(product_id))
            for document in documents:
                writer.add_document(to_tantivy(document))
            writer.commit()
        finally:
            writer.wait_merging_threads()

    def start_rebuild(self, synonyms: Synonyms | None = None) -> "TantivyRebuild":  # noqa: ARG002  every search is given them
        return TantivyRebuild(self._root)

    def learn(self, synonyms: Synonyms) -> None:
        """Nothing to keep: every search is given them."""

    def search(self, query: SearchQuery, tuning: Tuning = UNTUNED) -> EngineAnswer:
        return self._reading(lambda searcher: _answer(searcher, query, tuning))

    def explain(
        self, query: SearchQuery, tuning: Tuning, ids: Sequence[UUID]
    ) -> Mapping[UUID, Explained]:
        return self._reading(lambda searcher: explained(searcher, query.text, tuning, ids))

    def hint(
        self, text: str, currency: str, most: int, tuning: Tuning = UNTUNED
    ) -> Sequence[ProductHint]:
        return self._reading(lambda searcher: _hints(searcher, text, currency, most, tuning))

    def _reading(self, work: Callable[[tantivy.Searcher], T]) -> T:
        """``work`` on the index; when its files turn out to be broken, nobody uses it again."""
        folder, searcher = self._folder(), self._searcher()
        try:
            return work(searcher)
        except BaseException as error:
            # What tantivy panics with is no Exception. A question that is at fault itself must
            # not cost the index, so it is asked something simple.
            if _is_whole(searcher):
                raise
            self._give_up(folder)
            raise IndexNotReady from error

    def _give_up(self, folder: Path) -> None:
        log.error("The search index %s is broken and will be rebuilt", folder.name)
        with self._lock, suppress(IndexNotReady):
            self._opened = None
            if self._folder() == folder:
                (self._root / CURRENT).unlink(missing_ok=True)

    def _folder(self) -> Path:
        try:
            name = (self._root / CURRENT).read_text().strip()
        except OSError as error:
            raise IndexNotReady from error
        if not name.startswith(PREFIX) or "/" in name:
            raise IndexNotReady
        return self._root / name

    def _searcher(self) -> tantivy.Searcher:
        folder = self._folder()
        with self._lock:
            try:
                self._opened = _refreshed(self._opened, folder)
            except (OSError, ValueError) as error:
                self._opened = None
                log.warning("The search index cannot be read: %s", error)
                raise IndexNotReady from error
            return self._opened.searcher


class TantivyRebuild:
    """A new generation beside the one in use."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self._root, self._folder = root, root / f"{PREFIX}{new_id()}"
        self._folder.mkdir()
        index = tantivy.Index(schema(), path=str(self._folder))
        register_analyzers(index)
        self._writer = index.writer(HEAP, 1)

    def add(self, documents: Sequence[Document]) -> None:
        for document in documents:
            self._writer.add_document(to_tantivy(document))

    def publish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        part = self._root / f".{CURRENT}.{os.getpid()}"
        part.write_text(self._folder.name)
        part.replace(self._root / CURRENT)
        self._forget_old()

    def abandon(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _forget_old(self) -> None:
        """Names sort by their time of making."""
        generations = sorted(
            (path for path in self._root.iterdir() if path.is_dir()),
            key=lambda path: path.name.partition("-")[2],
        )
        for folder in generations[:-KEPT_GENERATIONS]:
            shutil.rmtree(folder, ignore_errors=True)


def _refreshed(opened: _Opened | None, folder: Path) -> _Opened:
    meta = (folder / "meta.json").stat()
    stamp = (meta.st_mtime_ns, meta.st_ino)
    if opened is None or opened.folder != folder:
        index = _open(folder)
        return _Opened(folder, stamp, index, index.searcher())
    if opened.stamp != stamp:
        opened.index.reload()
        return _Opened(folder, stamp, opened.index, opened.index.searcher())
    return opened


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index.open(str(folder))
    register_analyzers(index)
    return index


def _answer(searcher: tantivy.Searcher, query: SearchQuery, tuning: Tuning) -> EngineAnswer:
    filters = Filters(query)
    where = filters.where()
    words = TextQuery(searcher, query.text, tuning.synonyms)
    text = words.query()
    corrected = words.corrected() if text is not None else ""
    is_relaxed = text is not None and not _count(searcher, fitting(text, where))
    if is_relaxed:
        text = words.query(relaxed=True)
    if text is not None and query.sort is Sort.RELEVANCE:
        text = tuned(text, tuning)
    ids, total = _page(searcher, query, fitting(text, where), has_words=text is not None)
    facets = FacetCounter(TantivyCounts(searcher, query.currency, text), query, filters)
    return EngineAnswer(
        ids=ids,
        total=total,
        facets=facets.facets(),
        price=facets.price(),
        in_stock=facets.in_stock(),
        deliverable=facets.deliverable(),
        is_relaxed=is_relaxed and total > 0,
        did_you_mean=corrected,
    )


def _page(
    searcher: tantivy.Searcher, query: SearchQuery, wanted: tantivy.Query, *, has_words: bool
) -> tuple[tuple[UUID, ...], int]:
    offset = (query.number - 1) * query.size
    if has_words and query.sort is Sort.RELEVANCE:
        result = searcher.search(wanted, query.size, offset=offset, weight_by_field=WEIGHT)
    else:
        name, order = _order(query)
        result = searcher.search(
            wanted, query.size, offset=offset, order_by_field=name, order=order
        )
    ids = tuple(
        UUID(searcher.doc(address).get_first("id"))  # pyright: ignore[reportArgumentType]
        for _, address in result.hits
    )
    return ids, result.count  # pyright: ignore[reportAttributeAccessIssue]


def _order(query: SearchQuery) -> tuple[str, tantivy.Order]:
    up, down = tantivy.Order.Asc, tantivy.Order.Desc
    price = lowest_field(query.currency)
    return {
        Sort.RELEVANCE: ("rank", down),
        Sort.NEWEST: ("published", down),
        Sort.PRICE_UP: (price, up),
        Sort.PRICE_DOWN: (price, down),
        Sort.RATING: ("by_rating", down),
        Sort.IMPACT: ("by_facts", down),
        Sort.SOONEST: ("by_dispatch", up),
    }[query.sort]


def _count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    return searcher.search(query, 1).count  # pyright: ignore[reportAttributeAccessIssue]


def _hints(
    searcher: tantivy.Searcher, text: str, currency: str, most: int, tuning: Tuning
) -> Sequence[ProductHint]:
    query = hint_query(searcher, text, currency, tuning.synonyms)
    if query is None:
        return ()
    found = searcher.search(query, most, count=False, weight_by_field=WEIGHT)
    return tuple(_hint(searcher, address) for _, address in found.hits)


def _is_whole(searcher: tantivy.Searcher) -> bool:
    """Every kind of file answers."""
    try:
        phrase = tantivy.Query.phrase_query(schema(), "title", ["a", "b"])
        searcher.search(phrase, 1)
        newest = searcher.search(tantivy.Query.all_query(), 1, order_by_field="published")
        for _, address in newest.hits:
            searcher.doc(address)
        searcher.aggregate(
            tantivy.Query.all_query(), {"shown": {"terms": {"field": "shown", "size": 1}}}
        )
    except BaseException:  # noqa: BLE001  panics too
        return False
    return True


def _hint(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> ProductHint:
    found = searcher.doc(address)
    facts = (str(found.get_first(name)) for name in ("id", "slug", "name"))
    product_id, slug, title = facts
    return ProductHint(UUID(product_id), slug, title)
