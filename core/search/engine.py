"""What the market asks of a search engine, in plain values. One module per engine beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from core.kernel.errors import Unavailable
from core.search.document import Document
from core.search.synonyms import Synonyms
from core.search.tuning import UNTUNED, Tuning


class IndexNotReady(Unavailable):
    """There is no index that can be read: missing, broken, or of an older schema."""

    code: ClassVar[str] = "index_not_ready"

    def __init__(self) -> None:
        super().__init__("The search index is being built.")


class Sort(StrEnum):
    """``RELEVANCE`` is the recommended order (``ranking.FACTORS``). ``RATING`` weighs how many
    gave it, ``IMPACT`` goes by the facts with evidence, ``SOONEST`` by when a piece leaves the
    workshop.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    RATING = "rating"
    IMPACT = "impact"
    SOONEST = "soonest"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """``facets``: chosen values by facet code; any of one facet, all of the facets.
    ``category`` is a slug and covers everything below it. Prices are minor units, inclusive.
    ``is_deliverable`` leaves what is delivered to ``country``; without it that is only counted.
    """

    text: str = ""
    currency: str = "EUR"
    category: str | None = None
    vendors: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None
    is_in_stock: bool = False
    country: str = ""
    is_deliverable: bool = False
    sort: Sort = Sort.RELEVANCE
    number: int = 1
    size: int = 24


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """``code`` goes into ``SearchQuery.facets``; ``vendor`` and ``category`` have their own
    fields there.
    """

    code: str
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class PriceBar:
    """How many products cost ``start`` or more and less than ``end``, in minor units."""

    start: int
    end: int
    count: int


@dataclass(frozen=True, slots=True)
class PriceRange:
    """Of everything that fits, whatever price was chosen."""

    lowest: int
    highest: int
    bars: tuple[PriceBar, ...]


@dataclass(frozen=True, slots=True)
class EngineAnswer:
    """``did_you_mean`` is the text with misspelt words put right, "" when there were none."""

    ids: tuple[UUID, ...]
    total: int
    facets: tuple[Facet, ...]
    price: PriceRange | None
    in_stock: int
    is_relaxed: bool
    deliverable: int = 0
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one factor of ``ranking.FACTORS`` gave a product: points, or a share of them."""

    code: str
    name: str
    amount: str


@dataclass(frozen=True, slots=True)
class Explained:
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ProductHint:
    """A product that a few typed letters may mean."""

    id: UUID
    slug: str
    title: str


class Rebuild(Protocol):
    """An index that is being made beside the one in use."""

    def add(self, documents: Sequence[Document]) -> None: ...

    def publish(self) -> None:
        """Everything added is searched from now on, and nothing else."""
        ...

    def abandon(self) -> None: ...


class SearchEngine(Protocol):
    """Calls block: run them in a thread. All raise ``IndexNotReady``, except those that make an
    index.
    """

    def apply(self, documents: Sequence[Document], removed: Collection[UUID]) -> None:
        """Put documents in the place of those of the same id, and take others out. When this
        returns, the next search sees it. One caller at a time.
        """
        ...

    def start_rebuild(self, synonyms: Synonyms | None = None) -> Rebuild:
        """``synonyms`` are for engines that keep them."""
        ...

    def learn(self, synonyms: Synonyms) -> None:
        """Use these from now on, when the engine keeps them; a search is given them as well."""
        ...

    def search(self, query: SearchQuery, tuning: Tuning = UNTUNED) -> EngineAnswer: ...

    def explain(
        self, query: SearchQuery, tuning: Tuning, ids: Sequence[UUID]
    ) -> Mapping[UUID, Explained]:
        """Why products of the answer stand where they stand."""
        ...

    def hint(
        self, text: str, currency: str, most: int, tuning: Tuning = UNTUNED
    ) -> Sequence[ProductHint]: ...

    def is_ready(self) -> bool: ...
