"""Search, as pages and the API ask for it."""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import category_queries
from core.catalog.card_queries import find_matching, find_workshops_named
from core.catalog.read_models import CategoryData
from core.db.session import read_session
from core.kernel.clock import utc_now
from core.kernel.page_tags import LISTS, shows
from core.kernel.pagination import clamp
from core.search import queries
from core.search.engine import (
    EngineAnswer,
    Facet,
    IndexNotReady,
    PriceRange,
    ProductHint,
    SearchEngine,
    SearchQuery,
)
from core.search.meili_client import MeiliClient
from core.search.meili_engine import MeilisearchEngine
from core.search.repair import report_missing
from core.search.synonyms import Synonyms
from core.search.tantivy_engine import TantivyEngine
from core.search.tuning import Rule, Tuning, tuning_of
from core.search.words import normal
from core.settings import settings

HINTS, CATEGORIES, WORKSHOPS = 5, 2, 2
SHORTEST_HINT = 2
TUNING_AGE = 1.0  # seconds

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """``is_relaxed``: nothing had every word, these have some. ``is_degraded``: there is no
    index now, this is a plain lookup without facets and typo tolerance. ``did_you_mean`` is the
    text with misspelt words put right, "" when there were none.
    """

    ids: tuple[UUID, ...]
    total: int
    number: int
    size: int
    facets: tuple[Facet, ...] = ()
    price: PriceRange | None = None
    in_stock: int = 0
    deliverable: int = 0
    took_ms: float = 0.0
    is_relaxed: bool = False
    is_degraded: bool = False
    did_you_mean: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class WorkshopHint:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    products: tuple[ProductHint, ...] = ()
    categories: tuple[CategoryData, ...] = ()
    workshops: tuple[WorkshopHint, ...] = ()


@cache
def engine() -> SearchEngine:
    """A Meilisearch server when one is set up, otherwise an index in this process."""
    chosen = settings()
    if not chosen.meilisearch_url:
        return TantivyEngine(chosen.search_root)
    client = MeiliClient(
        chosen.meilisearch_url,
        chosen.meilisearch_key.get_secret_value(),
        chosen.meilisearch_search_key.get_secret_value(),
        chosen.meilisearch_prefix,
    )
    return MeilisearchEngine(client, chosen.meilisearch_prefix)


@dataclass(slots=True)
class _Known:
    """What operators set, as this process read it last."""

    synonyms: Synonyms
    rules: Sequence[Rule]
    read_at: float


_known: _Known | None = None


async def tuning(text: str) -> Tuning:
    """What operators set for a query. A change holds everywhere within ``TUNING_AGE``."""
    global _known  # noqa: PLW0603
    if _known is None or time.monotonic() - _known.read_at > TUNING_AGE:
        async with read_session() as session:
            synonyms = await queries.list_synonyms(session)
            _known = _Known(synonyms, await queries.list_rules(session), time.monotonic())
    return tuning_of(normal(text), utc_now(), _known.synonyms, _known.rules)


def forget_tuning() -> None:
    """The next search reads it anew."""
    global _known  # noqa: PLW0603
    _known = None


async def search_products(query: SearchQuery) -> SearchResults:
    """Ids of a page of visible products, with facets. Never fails for want of an index."""
    started = time.perf_counter()
    shows(LISTS)
    number, size = clamp(query.number, query.size)
    wanted = replace(query, number=number, size=size)
    try:
        answer = await asyncio.to_thread(engine().search, wanted, await tuning(query.text))
    except IndexNotReady:
        log.warning("Searching without an index")
        await report_missing()
        async with read_session() as session:
            results = await _plain(session, wanted)
    else:
        results = _results(wanted, answer)
    return replace(results, took_ms=(time.perf_counter() - started) * 1000)


async def suggest(text: str, currency: str) -> Suggestions:
    """What a few typed letters may mean: products, categories, workshops."""
    text = text.strip()
    if len(text) < SHORTEST_HINT:
        return Suggestions()
    async with read_session() as session:
        categories = await category_queries.find_categories_named(
            session, text, most=CATEGORIES
        )
        workshops = await find_workshops_named(session, text, most=WORKSHOPS)
    return Suggestions(
        products=tuple(await _hints(text, currency)),
        categories=tuple(categories),
        workshops=tuple(WorkshopHint(slug, name) for slug, name in workshops),
    )


async def is_ready() -> bool:
    return await asyncio.to_thread(engine().is_ready)


async def _hints(text: str, currency: str) -> Sequence[ProductHint]:
    try:
        return await asyncio.to_thread(engine().hint, text, currency, HINTS, await tuning(text))
    except IndexNotReady:
        await report_missing()
        return ()


async def _plain(session: AsyncSession, query: SearchQuery) -> SearchResults:
    category_ids = None
    if query.category is not None:
        category = await category_queries.find_category(session, query.category)
        category_ids = (
            await category_queries.ids_below(session, category.id) if category else []
        )
    ids, total = await find_matching(
        session,
        query.text,
        query.currency,
        category_ids=category_ids,
        vendor_slugs=query.vendors,
        number=query.number,
        size=query.size,
    )
    return SearchResults(tuple(ids), total, query.number, query.size, is_degraded=True)


def _results(query: SearchQuery, answer: EngineAnswer) -> SearchResults:
    return SearchResults(
        ids=answer.ids,
        total=answer.total,
        number=query.number,
        size=query.size,
        facets=answer.facets,
        price=answer.price,
        in_stock=answer.in_stock,
        deliverable=answer.deliverable,
        is_relaxed=answer.is_relaxed,
        did_you_mean=answer.did_you_mean,
    )
