"""Categories, products and their variants, prices with history, and import runs."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import String
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.clock import utc_now
from core.kernel.lifecycle import Lifecycle
from core.kernel.money import Money

MAX_OPTIONS = 3
MAX_VARIANTS = 200


class ProductStatus(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    PAUSED = "paused"
    REJECTED = "rejected"
    ARCHIVED = "archived"


PRODUCT_LIFECYCLE = Lifecycle(
    {
        ProductStatus.DRAFT: {ProductStatus.IN_REVIEW, ProductStatus.ARCHIVED},
        ProductStatus.IN_REVIEW: {
            ProductStatus.PUBLISHED,
            ProductStatus.REJECTED,
            ProductStatus.DRAFT,
        },
        ProductStatus.REJECTED: {ProductStatus.DRAFT, ProductStatus.ARCHIVED},
        ProductStatus.PUBLISHED: {ProductStatus.PAUSED, ProductStatus.ARCHIVED},
        ProductStatus.PAUSED: {ProductStatus.PUBLISHED, ProductStatus.ARCHIVED},
    }
)


class SellMode(StrEnum):
    STOCK = "stock"
    MADE_TO_ORDER = "made_to_order"


class AttributeKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


class Category(Table, table=True):
    """A node of the tree: departments have no parent."""

    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=80)
    intro: str = Field(default="", max_length=500)
    parent_id: UUID | None = Field(default=None, foreign_key="categories.id", index=True)
    position: int = 0


class Attribute(Table, table=True):
    """A typed field of products (material, technique, colour family); facets are built from
    some.
    """

    code: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=80)
    kind: AttributeKind = Field(default=AttributeKind.TEXT, sa_type=string_enum(AttributeKind))
    unit: str = Field(default="", max_length=16)
    is_facet: bool = True
    position: int = 0


class Product(Table, table=True):
    """What a page shows. The buyable things are its variants."""

    __table_args__ = (
        UniqueConstraint("vendor_id", "handle"),
        Index("ix_products_status_published_at", "status", "published_at"),
        Index("ix_products_category_id_status", "category_id", "status"),
        CheckConstraint(
            "rating_sum BETWEEN rating_count AND 5 * rating_count", name="rating_adds_up"
        ),
    )

    vendor_id: UUID = Field(foreign_key="vendors.id")
    category_id: UUID | None = Field(default=None, foreign_key="categories.id")
    slug: str = Field(max_length=160, unique=True)
    handle: str = Field(max_length=255)
    title: str = Field(max_length=200)
    summary: str = Field(default="", max_length=500)
    description_html: str = Field(default="", sa_type=Text)
    status: ProductStatus = Field(
        default=ProductStatus.DRAFT, sa_type=string_enum(ProductStatus)
    )
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_type=UtcDateTime,
        nullable=False,
        sa_column_kwargs={"server_default": text("now()"), "onupdate": utc_now},
    )

    tags: list[str] = Field(default_factory=list, sa_type=ARRAY(String(80)))
    search_terms: list[str] = Field(default_factory=list, sa_type=ARRAY(String(80)))
    features: list[str] = Field(default_factory=list, sa_type=ARRAY(String(300)))
    technique: str = Field(default="", max_length=80)
    origin_country: str = Field(default="", max_length=2)
    care: str = Field(default="", max_length=1000)
    hs_code: str = Field(default="", max_length=16)
    materials: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    packaging: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    impact: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    certifications: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    extra: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    safety: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSONB, sa_column_kwargs={"server_default": text("'{}'")}
    )
    ar_model_id: UUID | None = Field(default=None, foreign_key="media_assets.id")
    seo_title: str = Field(default="", max_length=200)
    seo_description: str = Field(default="", max_length=500)
    option_names: list[str] = Field(default_factory=list, sa_type=ARRAY(String(60)))
    # Of published reviews. A trigger keeps both; nothing else writes them.
    rating_count: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    rating_sum: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})


class ProductAttribute(Table, table=True):
    """One value of one attribute; a product may have several (rooms, colour families)."""

    __table_args__ = (UniqueConstraint("product_id", "attribute_id", "value"),)

    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE")
    attribute_id: UUID = Field(foreign_key="attributes.id", index=True)
    value: str = Field(max_length=120)


class OptionValue(Table, table=True):
    """A value of one of a product's option axes (``axis`` 1 to 3, named in
    ``option_names``).
    """

    __table_args__ = (
        UniqueConstraint("product_id", "axis", "value"),
        CheckConstraint(f"axis BETWEEN 1 AND {MAX_OPTIONS}", name="axis_in_range"),
    )

    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE")
    axis: int
    value: str = Field(max_length=120)
    position: int = 0


class ProductVariant(Table, table=True):
    """The buyable unit: one combination of option values, with SKU, weight and size."""

    __table_args__ = (
        Index(
            "uq_product_variants_options",
            "product_id", "option1", "option2", "option3",
            unique=True, postgresql_nulls_not_distinct=True, postgresql_where=text("is_active"),
        ),
        Index(
            "uq_product_variants_sku",
            "vendor_id", "sku",
            unique=True, postgresql_where=text("sku <> ''"),
        ),
        CheckConstraint("weight_g IS NULL OR weight_g >= 0", name="weight_not_negative"),
        CheckConstraint(
            "content_amount IS NULL OR content_amount > 0", name="content_positive"
        ),
    )  # fmt: skip

    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    vendor_id: UUID = Field(foreign_key="vendors.id")
    sku: str = Field(default="", max_length=80)
    barcode: str = Field(default="", max_length=40)
    option1: str | None = Field(default=None, max_length=120)
    option2: str | None = Field(default=None, max_length=120)
    option3: str | None = Field(default=None, max_length=120)
    position: int = 0
    is_active: bool = True
    sell_mode: SellMode = Field(default=SellMode.STOCK, sa_type=string_enum(SellMode))
    is_stock_tracked: bool = True
    lead_time_days: int | None = None
    weight_g: int | None = None
    width_mm: int | None = None
    depth_mm: int | None = None
    height_mm: int | None = None
    content_amount: int | None = None  # what the unit price is reckoned from, in content_unit
    content_unit: str = Field(
        default="", max_length=2, sa_column_kwargs={"server_default": text("''")}
    )
    requires_shipping: bool = True
    image_id: UUID | None = Field(
        default=None, foreign_key="product_images.id", ondelete="SET NULL"
    )

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(v for v in (self.option1, self.option2, self.option3) if v is not None)


class VariantPrice(Table, table=True):
    """The price of a variant in one currency. No row, no sale in that currency: nothing is
    converted.
    """

    __table_args__ = (
        UniqueConstraint("variant_id", "currency"),
        CheckConstraint("amount_minor >= 0", name="amount_not_negative"),
        CheckConstraint(
            "compare_at_minor IS NULL OR compare_at_minor > amount_minor",
            name="compare_at_above_amount",
        ),
    )

    variant_id: UUID = Field(foreign_key="product_variants.id", ondelete="CASCADE")
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    compare_at_minor: int | None = Field(default=None, sa_type=BigInteger)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def compare_at(self) -> Money | None:
        return (
            None
            if self.compare_at_minor is None
            else Money(self.compare_at_minor, self.currency)
        )


class PriceChange(Table, table=True):
    """Price history, from the first price on. Append-only. Without an amount: no longer sold in
    this currency.
    """

    __table_args__ = (
        Index(
            "ix_price_changes_variant_id_currency_created_at",
            "variant_id",
            "currency",
            "created_at",
        ),
    )

    variant_id: UUID = Field(foreign_key="product_variants.id")
    currency: str = Field(max_length=3)
    amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    compare_at_minor: int | None = Field(default=None, sa_type=BigInteger)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=120)


class ProductImage(Table, table=True):
    """A picture of a product; ``option_value`` binds it to a value of the first axis (a
    colour).
    """

    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    media_id: UUID = Field(foreign_key="media_assets.id")
    position: int = 0
    alt: str = Field(default="", max_length=300)
    view: str = Field(default="", max_length=16)
    option_value: str | None = Field(default=None, max_length=120)


class ProductStatusChange(Table, table=True):
    """History row of every move in a product's lifecycle, with the moderator's reason."""

    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str = Field(max_length=32)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=500)


class ImportStatus(StrEnum):
    UPLOADED = "uploaded"
    CHECKING = "checking"
    CHECKED = "checked"  # dry run done, waits for the vendor's word
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"


IMPORT_LIFECYCLE = Lifecycle(
    {
        ImportStatus.UPLOADED: {ImportStatus.CHECKING, ImportStatus.CANCELED},
        ImportStatus.CHECKING: {ImportStatus.CHECKED, ImportStatus.FAILED},
        ImportStatus.CHECKED: {
            ImportStatus.CHECKING,  # with other columns or categories
            ImportStatus.RUNNING,
            ImportStatus.CANCELED,
        },
        ImportStatus.RUNNING: {ImportStatus.DONE, ImportStatus.FAILED},
    }
)


class ProductImport(Table, table=True):
    """One run of a product file: checked first, written only after the vendor confirms."""

    vendor_id: UUID = Field(foreign_key="vendors.id", index=True)
    requested_by: UUID | None = Field(default=None, foreign_key="users.id")
    status: ImportStatus = Field(
        default=ImportStatus.UPLOADED, sa_type=string_enum(ImportStatus)
    )
    filename: str = Field(max_length=255)
    storage_key: str = Field(max_length=255)
    currency: str = Field(max_length=3)
    mapping: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    is_publish: bool = True
    processed: int = 0
    total: int = 0
    report: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
