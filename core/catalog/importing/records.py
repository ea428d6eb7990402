"""What a product file says, checked and in our own words.

``row`` numbers are those of a spreadsheet: the header is row 1. They do not count when two
records are compared.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from core.kernel.money import Money


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class StockPolicy(StrEnum):
    """Whether a variant may be bought when none is left."""

    DENY = "deny"
    CONTINUE = "continue"


class ListedStatus(StrEnum):
    ACTIVE = "active"
    DRAFT = "draft"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class RowIssue:
    """A sentence about one row. An error means that the product was left out whole."""

    row: int
    severity: Severity
    message: str
    column: str | None = None
    handle: str | None = None

    @property
    def sentence(self) -> str:
        return f"Row {self.row}: {self.message}"


@dataclass(frozen=True, slots=True)
class OptionRecord:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPrice:
    """A price of its own for one more currency."""

    price: Money
    compare_at: Money | None = None


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """``url`` is an http(s) address, or a path inside the folder that came with the file."""

    url: str
    position: int
    alt: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AttributeRecord:
    """``key`` is ``namespace.name``, as in ``custom.fabric``."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class VariantRecord:
    """``option_values`` follow the product's options. ``stock`` is None when the file gives
    no quantity.
    """

    option_values: tuple[str, ...]
    price: Money
    compare_at: Money | None = None
    other_prices: tuple[ListPrice, ...] = ()
    sku: str = ""
    barcode: str = ""
    stock: int | None = None
    is_tracked: bool = True
    stock_policy: StockPolicy = StockPolicy.DENY
    weight_g: int | None = None
    image_url: str | None = None
    requires_shipping: bool = True
    is_taxable: bool = True
    tax_code: str = ""
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProductRecord:
    handle: str
    title: str
    variants: tuple[VariantRecord, ...]
    description_html: str = ""
    vendor_name: str = ""
    category_path: tuple[str, ...] = ()
    product_type: str = ""
    tags: tuple[str, ...] = ()
    is_published: bool | None = None
    status: ListedStatus | None = None
    options: tuple[OptionRecord, ...] = ()
    images: tuple[ImageRecord, ...] = ()
    seo_title: str = ""
    seo_description: str = ""
    attributes: tuple[AttributeRecord, ...] = ()
    first_row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProductResult:
    """One product's rows after reading. ``product`` is None when an error left it out."""

    handle: str | None
    first_row: int
    row_count: int
    product: ProductRecord | None
    issues: tuple[RowIssue, ...]
