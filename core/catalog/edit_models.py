"""What the editors and lists of workshops and operators are told of products."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.catalog.models import ProductStatus, SellMode
from core.catalog.read_models import AttributeData
from core.catalog.safety import Safety
from core.kernel.money import Money
from core.media.picture import Picture


@dataclass(frozen=True, slots=True)
class VariantEdit:
    """A row of the variant grid: prices in every currency, keyed by it."""

    id: UUID
    sku: str
    barcode: str
    options: tuple[str, ...]
    prices: Mapping[str, Money]
    compare_at: Mapping[str, Money]
    units: int
    is_active: bool
    sell_mode: SellMode
    is_stock_tracked: bool
    lead_time_days: int | None
    weight_g: int | None
    width_mm: int | None
    depth_mm: int | None
    height_mm: int | None
    requires_shipping: bool
    content: str
    image_id: UUID | None


@dataclass(frozen=True, slots=True)
class ImageEdit:
    """A picture in the editor, also while it is being fetched or after that failed."""

    id: UUID
    media_id: UUID
    picture: Picture | None
    alt: str
    view: str
    option_value: str | None
    status: str
    error: str
    source_url: str


@dataclass(frozen=True, slots=True)
class StatusChangeData:
    from_status: str | None
    to_status: str
    actor: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProductEdit:
    """Everything the product editor shows. ``missing`` is what stands before publishing."""

    id: UUID
    vendor_id: UUID
    slug: str
    handle: str
    status: ProductStatus
    title: str
    summary: str
    description_html: str
    category_id: UUID | None
    tags: tuple[str, ...]
    search_terms: tuple[str, ...]
    features: tuple[str, ...]
    technique: str
    origin_country: str
    care: str
    hs_code: str
    materials: tuple[Mapping[str, Any], ...]
    packaging: Mapping[str, Any]
    impact: tuple[Mapping[str, Any], ...]
    certifications: tuple[Mapping[str, Any], ...]
    safety: Safety
    seo_title: str
    seo_description: str
    option_names: tuple[str, ...]
    option_values: tuple[tuple[str, ...], ...]
    variants: tuple[VariantEdit, ...]
    images: tuple[ImageEdit, ...]
    attributes: tuple[AttributeData, ...]
    history: tuple[StatusChangeData, ...]
    missing: tuple[str, ...]
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the list of a workshop or of the operator."""

    id: UUID
    slug: str
    title: str
    status: ProductStatus
    vendor_id: UUID
    vendor_name: str
    category_name: str
    picture: Picture | None
    price_from: Money | None
    price_to: Money | None
    variants: int
    units: int
    is_low: bool
    updated_at: datetime
    published_at: datetime | None
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """One entry of the price history. ``amount`` None: no longer sold in this currency."""

    at: datetime
    currency: str
    amount: Money | None
    compare_at: Money | None
    actor: str
    reason: str
