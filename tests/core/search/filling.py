"""Put documents into an engine, and ask it by title."""

from collections.abc import Sequence

from core.search.document import Document
from core.search.engine import SearchEngine, SearchQuery
from core.search.synonyms import Synonyms
from core.search.tuning import Tuning


def filled(
    index: SearchEngine, documents: Sequence[Document], synonyms: Synonyms | None = None
) -> SearchEngine:
    rebuild = index.start_rebuild(synonyms)
    rebuild.add(documents)
    rebuild.publish()
    return index


def titles(
    index: SearchEngine,
    documents: Sequence[Document],
    tuning: Tuning | None = None,
    **query,
) -> list[str]:
    by_id = {made.id: made.title for made in documents}
    answer = index.search(SearchQuery(**query), tuning or Tuning())
    return [by_id[product_id] for product_id in answer.ids]
