"""What the catalog tells its readers: frozen, complete, without a table row in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.catalog.models import AttributeKind, ProductStatus, SellMode
from core.catalog.safety import Safety
from core.kernel.money import Money
from core.media.picture import Picture

FEW_LEFT = 3


class Stock(StrEnum):
    """Can it be bought now, in the words a page uses."""

    IN_STOCK = "in_stock"
    FEW_LEFT = "few_left"
    MADE_TO_ORDER = "made_to_order"
    SOLD_OUT = "sold_out"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Availability:
    """``units`` is None when there is no limit: made to order, or not counted. ``back_on`` is
    the day the workshop returns from the holiday it is on.
    """

    units: int | None
    is_made_to_order: bool = False
    lead_time_days: int | None = None
    back_on: date | None = None

    @property
    def is_buyable(self) -> bool:
        return self.back_on is None and self.has_units

    @property
    def has_units(self) -> bool:
        return self.units is None or self.units > 0

    @property
    def status(self) -> Stock:
        if not self.has_units:
            return Stock.SOLD_OUT
        if self.back_on is not None:
            return Stock.AWAY
        if self.is_made_to_order:
            return Stock.MADE_TO_ORDER
        is_short = self.units is not None and self.units <= FEW_LEFT
        return Stock.FEW_LEFT if is_short else Stock.IN_STOCK


@dataclass(frozen=True, slots=True)
class Rating:
    """What published reviews say together: so many of them, so many stars in all."""

    count: int = 0
    stars: int = 0

    @property
    def average(self) -> Decimal:
        """To one decimal, halves up; 0.0 while there is none."""
        if not self.count:
            return Decimal("0.0")
        tenths = (20 * self.stars + self.count) // (2 * self.count)
        return Decimal(tenths).scaleb(-1)

    @property
    def share(self) -> int:
        """The average in percent of five stars, for drawing it."""
        return int(self.average * 20)


@dataclass(frozen=True, slots=True)
class ProductImageData:
    id: UUID
    picture: Picture
    alt: str
    view: str
    option_value: str | None


@dataclass(frozen=True, slots=True)
class WorkshopData:
    """Who sells and makes a product, with what the law wants shown beside it."""

    id: UUID
    slug: str
    name: str
    craft: str
    town: str
    country: str
    selvedge: str
    mark_path: str
    story: str
    dispatch_days_min: int
    dispatch_days_max: int
    policies: Mapping[str, Any]
    legal_name: str
    email: str
    phone: str
    line1: str
    postcode: str
    back_on: date | None = None
    vacation_message: str = ""


@dataclass(frozen=True, slots=True)
class CategoryData:
    id: UUID
    slug: str
    name: str
    intro: str = ""
    parent_id: UUID | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """``products`` counts what can be seen here and below, when it was asked for."""

    category: CategoryData
    children: tuple["CategoryNode", ...]
    products: int = 0


@dataclass(frozen=True, slots=True)
class AttributeData:
    code: str
    name: str
    kind: AttributeKind
    unit: str
    is_facet: bool
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VariantData:
    """A buyable thing with its price in one currency."""

    id: UUID
    sku: str
    barcode: str
    options: tuple[str, ...]
    price: Money
    compare_at: Money | None
    lowest_30_days: Money | None
    availability: Availability
    sell_mode: SellMode
    weight_g: int | None
    width_mm: int | None
    depth_mm: int | None
    height_mm: int | None
    requires_shipping: bool
    image_id: UUID | None
    content_amount: int | None = None
    content_unit: str = ""

    @property
    def reference(self) -> str:
        """What names it in an address."""
        return self.sku or str(self.id)

    @property
    def label(self) -> str:
        return " / ".join(self.options)


@dataclass(frozen=True, slots=True)
class OptionChoice:
    value: str
    is_buyable: bool  # some variant with this value can be bought
    image_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class OptionAxis:
    name: str
    choices: tuple[OptionChoice, ...]


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """Everything a product page shows, in one currency."""

    id: UUID
    slug: str
    handle: str
    status: ProductStatus
    title: str
    summary: str
    description_html: str
    workshop: WorkshopData
    category_path: tuple[CategoryData, ...]
    images: tuple[ProductImageData, ...]
    options: tuple[OptionAxis, ...]
    variants: tuple[VariantData, ...]
    attributes: tuple[AttributeData, ...]
    tags: tuple[str, ...]
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
    extra: Mapping[str, Any]
    model_url: str | None
    seo_title: str
    seo_description: str
    currency: str
    rating: Rating
    published_at: datetime | None
    updated_at: datetime

    @property
    def price_from(self) -> Money:
        return min(variant.price for variant in self.variants)

    @property
    def price_to(self) -> Money:
        return max(variant.price for variant in self.variants)

    @property
    def is_buyable(self) -> bool:
        return any(variant.availability.is_buyable for variant in self.variants)

    @property
    def category(self) -> CategoryData | None:
        return self.category_path[-1] if self.category_path else None

    def variant(self, reference: str) -> VariantData:
        """The variant with this id or SKU; otherwise the first that can be bought."""
        for variant in self.variants:
            if reference and reference in {str(variant.id), variant.sku}:
                return variant
        buyable = (v for v in self.variants if v.availability.is_buyable)
        return next(buyable, self.variants[0])

    def chosen(self, options: tuple[str, ...]) -> VariantData | None:
        """The variant with exactly these option values, one for each axis."""
        return next((v for v in self.variants if v.options == options), None)

    def images_of(self, variant: VariantData) -> tuple[ProductImageData, ...]:
        """The gallery of a variant: pictures of its first option value, and those of none."""
        value = variant.options[0] if variant.options else None
        fitting = tuple(i for i in self.images if i.option_value in {None, value})
        own = tuple(i for i in fitting if i.id == variant.image_id)
        return own + tuple(i for i in fitting or self.images if i not in own)


@dataclass(frozen=True, slots=True)
class ProductCardData:
    """A product in a grid. ``variant_id`` is set when there is nothing to choose."""

    id: UUID
    slug: str
    title: str
    summary: str
    technique: str
    origin_country: str
    workshop_slug: str
    workshop_name: str
    workshop_selvedge: str
    category_slug: str
    category_name: str
    price_from: Money
    price_to: Money
    compare_at: Money | None
    lowest_30_days: Money | None
    is_buyable: bool
    is_made_to_order: bool
    variant_count: int
    variant_id: UUID | None
    dispatch_days_min: int
    dispatch_days_max: int
    rating: Rating
    published_at: datetime | None
    colors: tuple[str, ...]
    images: tuple[ProductImageData, ...]
    back_on: date | None = None
