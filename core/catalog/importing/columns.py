"""What each column of a product file means.

Three sets of names are known: Shopify's older one, its current one, and EcoMarket's own.
Letter case and spaces do not matter. A vendor may overrule any column.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.catalog.importing.errors import MissingColumns, UnknownField

MAX_OPTIONS = 3
LIST_CURRENCIES = {
    "eur": "EUR", "eurozone": "EUR", "european union": "EUR",
    "usd": "USD", "united states": "USD",
}  # fmt: skip


class Field(StrEnum):
    HANDLE = "handle"
    TITLE = "title"
    DESCRIPTION = "description"
    VENDOR = "vendor"
    CATEGORY = "category"
    TYPE = "type"
    TAGS = "tags"
    PUBLISHED = "published"
    STATUS = "status"
    OPTION1_NAME = "option1_name"
    OPTION1_VALUE = "option1_value"
    OPTION2_NAME = "option2_name"
    OPTION2_VALUE = "option2_value"
    OPTION3_NAME = "option3_name"
    OPTION3_VALUE = "option3_value"
    SKU = "sku"
    BARCODE = "barcode"
    PRICE = "price"
    COMPARE_AT = "compare_at"
    CURRENCY = "currency"
    GRAMS = "grams"
    WEIGHT = "weight"
    WEIGHT_UNIT = "weight_unit"
    TRACKER = "tracker"
    QUANTITY = "quantity"
    STOCK_POLICY = "stock_policy"
    REQUIRES_SHIPPING = "requires_shipping"
    TAXABLE = "taxable"
    TAX_CODE = "tax_code"
    IMAGE = "image"
    IMAGE_POSITION = "image_position"
    IMAGE_ALT = "image_alt"
    VARIANT_IMAGE = "variant_image"
    GIFT_CARD = "gift_card"
    SEO_TITLE = "seo_title"
    SEO_DESCRIPTION = "seo_description"


OPTION_NAMES = (Field.OPTION1_NAME, Field.OPTION2_NAME, Field.OPTION3_NAME)
OPTION_VALUES = (Field.OPTION1_VALUE, Field.OPTION2_VALUE, Field.OPTION3_VALUE)
REQUIRED = {Field.HANDLE: "Handle", Field.TITLE: "Title", Field.PRICE: "Price"}
EXPECTED: dict[str, tuple[Field, ...]] = {
    "Description": (Field.DESCRIPTION,),
    "Category": (Field.CATEGORY, Field.TYPE),
    "Tags": (Field.TAGS,),
    "Options": (Field.OPTION1_VALUE,),
    "SKU": (Field.SKU,),
    "Stock": (Field.QUANTITY,),
    "Weight": (Field.GRAMS, Field.WEIGHT),
    "Image": (Field.IMAGE,),
}

ALIASES: dict[Field, tuple[str, ...]] = {
    Field.HANDLE: ("handle", "url handle"),
    Field.TITLE: ("title",),
    Field.DESCRIPTION: ("body (html)", "body html", "description"),
    Field.VENDOR: ("vendor", "workshop"),
    Field.CATEGORY: ("product category", "category"),
    Field.TYPE: ("type", "product type"),
    Field.TAGS: ("tags",),
    Field.PUBLISHED: ("published", "published on online store"),
    Field.STATUS: ("status",),
    Field.OPTION1_NAME: ("option1 name",),
    Field.OPTION1_VALUE: ("option1 value",),
    Field.OPTION2_NAME: ("option2 name",),
    Field.OPTION2_VALUE: ("option2 value",),
    Field.OPTION3_NAME: ("option3 name",),
    Field.OPTION3_VALUE: ("option3 value",),
    Field.SKU: ("variant sku", "sku"),
    Field.BARCODE: ("variant barcode", "barcode"),
    Field.PRICE: ("variant price", "price"),
    Field.COMPARE_AT: ("variant compare at price", "compare-at price", "compare at price"),
    Field.CURRENCY: ("currency",),
    Field.GRAMS: ("variant grams", "weight value (grams)", "weight (g)"),
    Field.WEIGHT: ("variant weight", "weight"),
    Field.WEIGHT_UNIT: ("variant weight unit", "weight unit for display", "weight unit"),
    Field.TRACKER: ("variant inventory tracker", "inventory tracker", "stock is counted"),
    Field.QUANTITY: ("variant inventory qty", "inventory quantity", "stock", "quantity"),
    Field.STOCK_POLICY: (
        "variant inventory policy",
        "continue selling when out of stock",
        "sell when out of stock",
    ),
    Field.REQUIRES_SHIPPING: ("variant requires shipping", "requires shipping"),
    Field.TAXABLE: ("variant taxable", "charge tax", "taxable"),
    Field.TAX_CODE: ("variant tax code", "tax code"),
    Field.IMAGE: ("image src", "product image url", "image"),
    Field.IMAGE_POSITION: ("image position",),
    Field.IMAGE_ALT: ("image alt text",),
    Field.VARIANT_IMAGE: ("variant image", "variant image url"),
    Field.GIFT_CARD: ("gift card",),
    Field.SEO_TITLE: ("seo title",),
    Field.SEO_DESCRIPTION: ("seo description",),
}
FIELD_BY_NAME = {name: field for field, names in ALIASES.items() for name in names}

# Known from Shopify, without a place in EcoMarket: named in the report, not read.
UNUSED_NAMES = {
    "variant fulfillment service", "fulfillment service", "cost per item",
    "unit price total measure", "unit price total measure unit", "unit price base measure",
    "unit price base measure unit", "template suffix", "published scope",
}  # fmt: skip

OPTION_COLUMN = re.compile(r"option ?(\d{1,3}) (name|value|linked to)")
PRODUCT_METAFIELD = re.compile(r"(.*?)\s*\(product\.metafields\.([^.()\s]+)\.([^()\s]+)\)")
VARIANT_METAFIELD = re.compile(r".*\(variant\.metafields\.[^()]+\)")
OWN_ATTRIBUTE = re.compile(
    r"attribute:\s*(.*?)(?:\s*\(([^.()\s]+)\.([^()\s]+)\))?", re.IGNORECASE
)
GOOGLE = re.compile(r"google shopping / (.+)", re.IGNORECASE)
MARKET_COLUMN = re.compile(r"(price|compare[ -]at price|included) / (.+)")


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    index: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class PriceColumn:
    index: int
    currency: str
    is_compare_at: bool


@dataclass(slots=True)
class ColumnMap:
    """Where each field is. ``extra_options`` are pairs of index and option number; the last
    three lists are what the report tells about columns.
    """

    header: tuple[str, ...]
    fields: dict[Field, int] = field(default_factory=dict)
    other_handles: list[int] = field(default_factory=list)
    attributes: list[AttributeColumn] = field(default_factory=list)
    prices: list[PriceColumn] = field(default_factory=list)
    extra_options: list[tuple[int, int]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def name(self, target: Field) -> str | None:
        """The column's name as the file spells it."""
        index = self.fields.get(target)
        return None if index is None else self.header[index]

    @property
    def missing_optional(self) -> list[str]:
        """What people would expect and the file says nothing about."""
        return [
            label
            for label, fields in EXPECTED.items()
            if not any(field in self.fields for field in fields)
        ]


def count_known(names: Sequence[str]) -> int:
    return sum(_normal(name) in FIELD_BY_NAME for name in names)


def map_columns(header: Sequence[str], overrides: Mapping[str, str] | None = None) -> ColumnMap:
    """Place every column. ``overrides`` maps a column to a field name, ``attribute`` or
    ``ignore``; without handle, title or price the file is refused.
    """
    columns = ColumnMap(tuple(name.strip().lstrip("\ufeff") for name in header))
    wanted = {_normal(column): choice for column, choice in (overrides or {}).items()}
    chosen = set(wanted.values())
    for index, name in enumerate(columns.header):
        if choice := wanted.get(_normal(name)):
            _place_chosen(columns, index, choice)
        elif name and FIELD_BY_NAME.get(_normal(name), "") in chosen:
            columns.unused.append(name)  # another column was chosen in its place
        elif name:
            _place(columns, index)
    if missing := tuple(label for f, label in REQUIRED.items() if f not in columns.fields):
        raise MissingColumns(missing)
    return columns


def attribute_key(label: str) -> str:
    slug = re.sub(r"[^\w]+", "_", label.casefold()).strip("_")
    return f"custom.{slug or 'attribute'}"


def _normal(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().replace("\ufeff", "").split())


def _place_chosen(columns: ColumnMap, index: int, choice: str) -> None:
    name = columns.header[index]
    if choice == "ignore":
        columns.unused.append(name)
    elif choice == "attribute":
        columns.attributes.append(AttributeColumn(index, attribute_key(name), name))
    elif choice in tuple(Field):
        _place_field(columns, index, Field(choice))
    else:
        raise UnknownField(name, choice)


def _place(columns: ColumnMap, index: int) -> None:
    name = columns.header[index]
    normal = _normal(name)
    if target := FIELD_BY_NAME.get(normal):
        _place_field(columns, index, target)
    elif option := OPTION_COLUMN.fullmatch(normal):
        _place_option(columns, index, int(option[1]), option[2])
    elif market := MARKET_COLUMN.fullmatch(normal):
        _place_market_price(columns, index, market[1], market[2])
    elif attribute := _read_attribute(index, name):
        columns.attributes.append(attribute)
    elif normal in UNUSED_NAMES or VARIANT_METAFIELD.fullmatch(normal):
        columns.unused.append(name)
    else:
        columns.unknown.append(name)


def _place_field(columns: ColumnMap, index: int, target: Field) -> None:
    if target not in columns.fields:
        columns.fields[target] = index
        return
    columns.repeated.append(columns.header[index])
    if target is Field.HANDLE:
        columns.other_handles.append(index)


def _place_option(columns: ColumnMap, index: int, number: int, part: str) -> None:
    if part == "linked to":
        columns.unused.append(columns.header[index])
    elif 1 <= number <= MAX_OPTIONS:
        fields = OPTION_NAMES if part == "name" else OPTION_VALUES
        _place_field(columns, index, fields[number - 1])
    else:
        columns.extra_options.append((index, number))


def _place_market_price(columns: ColumnMap, index: int, kind: str, market: str) -> None:
    currency = LIST_CURRENCIES.get(market)
    if currency is None or kind == "included":
        columns.unused.append(columns.header[index])
        return
    columns.prices.append(PriceColumn(index, currency, is_compare_at=kind != "price"))


def _read_attribute(index: int, name: str) -> AttributeColumn | None:
    if google := GOOGLE.fullmatch(name):
        key = attribute_key(google[1]).removeprefix("custom.")
        return AttributeColumn(index, f"google_shopping.{key}", google[1])
    if found := PRODUCT_METAFIELD.fullmatch(name):
        label = found[1] or found[3].replace("_", " ").replace("-", " ").capitalize()
        return AttributeColumn(index, f"{found[2]}.{found[3]}", label)
    if (own := OWN_ATTRIBUTE.fullmatch(name)) and own[1]:
        key = f"{own[2]}.{own[3]}" if own[2] else attribute_key(own[1])
        return AttributeColumn(index, key, own[1])
    return None
