"""What the market asks of a search engine, in plain values. One module per engine beside it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol
from uuid import UUID

from core.kernel.errors import Unavailable
from core.search.document import Document


class IndexNotReady(Unavailable):
    """There is no index that can be read: missing, broken, or of an older schema."""

    code: ClassVar[str] = "index_not_ready"

    def __init__(self) -> None:
        super().__init__("The search index is being built.")


class Sort(StrEnum):
    """``RELEVANCE`` without words is the recommended order: what can be bought comes first,
    then what is new.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """``facets``: chosen values by facet code; any of one facet, all of the facets.
    ``category`` is a slug and covers everything below it. Prices are minor units, inclusive.
    """

    text: str = ""
    currency: str = "EUR"
    category: str | None = None
    vendors: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None
    is_in_stock: bool = False
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
    ids: tuple[UUID, ...]
    total: int
    facets: tuple[Facet, ...]
    price: PriceRange | None
    in_stock: int
    is_relaxed: bool


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
    """Calls block: run them in a thread. Reads raise ``IndexNotReady``."""

    def apply(self, documents: Sequence[Document], removed: Collection[UUID]) -> None:
        """Put documents in the place of those of the same id, and take others out. When this
        returns, the next search sees it. One caller at a time.
        """
        ...

    def start_rebuild(self) -> Rebuild: ...

    def search(self, query: SearchQuery) -> EngineAnswer: ...

    def hint(self, text: str, currency: str, most: int) -> Sequence[ProductHint]: ...

    def is_ready(self) -> bool: ...
