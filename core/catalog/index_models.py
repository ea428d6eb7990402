"""What the search index is told of products."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.catalog.read_models import AttributeData, CategoryData


@dataclass(frozen=True, slots=True)
class IndexableVariant:
    """``options`` pairs the name of an axis with the value; ``dispatch_days`` is when it leaves
    the workshop at the latest.
    """

    sku: str
    options: tuple[tuple[str, str], ...]
    prices: Mapping[str, int]
    is_buyable: bool
    dispatch_days: int


@dataclass(frozen=True, slots=True)
class IndexableProduct:
    """A visible product as the search index wants to know it. ``delivery_zones`` are those that
    its workshop has a rate for, by currency.
    """

    id: UUID
    slug: str
    title: str
    summary: str
    description_html: str
    tags: tuple[str, ...]
    search_terms: tuple[str, ...]
    features: tuple[str, ...]
    technique: str
    origin_country: str
    materials: tuple[str, ...]
    vendor_id: UUID
    vendor_slug: str
    vendor_name: str
    vendor_country: str
    delivery_zones: Mapping[str, tuple[str, ...]]
    category_path: tuple[CategoryData, ...]
    attributes: tuple[AttributeData, ...]
    variants: tuple[IndexableVariant, ...]
    impact: tuple[Mapping[str, Any], ...]
    rating_count: int
    rating_sum: int
    published_at: datetime
