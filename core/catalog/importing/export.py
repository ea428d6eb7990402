"""Products into files: Shopify's CSV, our own CSV, or a workbook. What is written reads back
as the same records.

Text that a spreadsheet would run as a formula gets a leading apostrophe. Attribute columns
must be named before the first product is written, because files are written in one pass.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import BinaryIO, TextIO

from openpyxl import Workbook

from core.catalog.importing.columns import OPTION_NAMES, OPTION_VALUES, Field
from core.catalog.importing.records import (
    AttributeRecord,
    ImageRecord,
    ProductRecord,
    StockPolicy,
    VariantRecord,
)
from core.catalog.importing.text import spreadsheet_safe
from core.kernel.money import Money, exponent

GOOGLE_NAMESPACE = "google_shopping"


class ExportLayout(StrEnum):
    SHOPIFY = "shopify"
    ECOMARKET = "ecomarket"


SHOPIFY_COLUMNS: dict[Field, str] = {
    Field.HANDLE: "Handle",
    Field.TITLE: "Title",
    Field.DESCRIPTION: "Body (HTML)",
    Field.VENDOR: "Vendor",
    Field.CATEGORY: "Product Category",
    Field.TYPE: "Type",
    Field.TAGS: "Tags",
    Field.PUBLISHED: "Published",
    Field.OPTION1_NAME: "Option1 Name",
    Field.OPTION1_VALUE: "Option1 Value",
    Field.OPTION2_NAME: "Option2 Name",
    Field.OPTION2_VALUE: "Option2 Value",
    Field.OPTION3_NAME: "Option3 Name",
    Field.OPTION3_VALUE: "Option3 Value",
    Field.SKU: "Variant SKU",
    Field.GRAMS: "Variant Grams",
    Field.TRACKER: "Variant Inventory Tracker",
    Field.QUANTITY: "Variant Inventory Qty",
    Field.STOCK_POLICY: "Variant Inventory Policy",
    Field.PRICE: "Variant Price",
    Field.COMPARE_AT: "Variant Compare At Price",
    Field.REQUIRES_SHIPPING: "Variant Requires Shipping",
    Field.TAXABLE: "Variant Taxable",
    Field.BARCODE: "Variant Barcode",
    Field.IMAGE: "Image Src",
    Field.IMAGE_POSITION: "Image Position",
    Field.IMAGE_ALT: "Image Alt Text",
    Field.SEO_TITLE: "SEO Title",
    Field.SEO_DESCRIPTION: "SEO Description",
    Field.VARIANT_IMAGE: "Variant Image",
    Field.WEIGHT_UNIT: "Variant Weight Unit",
    Field.TAX_CODE: "Variant Tax Code",
    Field.STATUS: "Status",
}
OWN_COLUMNS: dict[Field, str] = {
    Field.HANDLE: "Handle",
    Field.TITLE: "Title",
    Field.DESCRIPTION: "Description",
    Field.VENDOR: "Workshop",
    Field.CATEGORY: "Category",
    Field.TYPE: "Type",
    Field.TAGS: "Tags",
    Field.PUBLISHED: "Published",
    Field.STATUS: "Status",
    Field.OPTION1_NAME: "Option1 name",
    Field.OPTION1_VALUE: "Option1 value",
    Field.OPTION2_NAME: "Option2 name",
    Field.OPTION2_VALUE: "Option2 value",
    Field.OPTION3_NAME: "Option3 name",
    Field.OPTION3_VALUE: "Option3 value",
    Field.SKU: "SKU",
    Field.BARCODE: "Barcode",
    Field.PRICE: "Price",
    Field.COMPARE_AT: "Compare-at price",
    Field.CURRENCY: "Currency",
    Field.QUANTITY: "Stock",
    Field.TRACKER: "Stock is counted",
    Field.STOCK_POLICY: "Sell when out of stock",
    Field.GRAMS: "Weight (g)",
    Field.REQUIRES_SHIPPING: "Requires shipping",
    Field.TAXABLE: "Taxable",
    Field.TAX_CODE: "Tax code",
    Field.IMAGE: "Image",
    Field.IMAGE_POSITION: "Image position",
    Field.IMAGE_ALT: "Image alt text",
    Field.VARIANT_IMAGE: "Variant image",
    Field.SEO_TITLE: "SEO title",
    Field.SEO_DESCRIPTION: "SEO description",
}
COLUMNS = {ExportLayout.SHOPIFY: SHOPIFY_COLUMNS, ExportLayout.ECOMARKET: OWN_COLUMNS}


@dataclass(frozen=True, slots=True)
class ExportColumns:
    """Which attributes (key, label) and which further currencies get columns."""

    layout: ExportLayout
    attributes: tuple[tuple[str, str], ...] = ()
    currencies: tuple[str, ...] = ()

    def header(self) -> list[str]:
        prices = [
            name
            for code in self.currencies
            for name in (f"Price / {code}", f"Compare At Price / {code}")
        ]
        attributes = [self._attribute_name(key, label) for key, label in self.attributes]
        return [*COLUMNS[self.layout].values(), *prices, *attributes]

    def _attribute_name(self, key: str, label: str) -> str:
        namespace, _, name = key.partition(".")
        if self.layout is ExportLayout.ECOMARKET:
            return f"Attribute: {label} ({namespace}.{name})"
        if namespace == GOOGLE_NAMESPACE:
            return f"Google Shopping / {label}"
        return f"{label} (product.metafields.{namespace}.{name})"


def write_csv(products: Iterable[ProductRecord], columns: ExportColumns, out: TextIO) -> None:
    """Write to a text file opened with ``newline=""``."""
    writer = csv.writer(out)
    writer.writerow(columns.header())
    for product in products:
        writer.writerows(product_rows(product, columns))


def write_xlsx(
    products: Iterable[ProductRecord], columns: ExportColumns, out: BinaryIO
) -> None:
    """Write a workbook row by row. All cells are text, so that nothing is reinterpreted."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Products")
    sheet.append(columns.header())
    for product in products:
        for row in product_rows(product, columns):
            sheet.append([cell or None for cell in row])
    workbook.save(out)


def product_rows(product: ProductRecord, columns: ExportColumns) -> Iterator[list[str]]:
    """One line per variant or image, whichever are more; product fields on the first."""
    for index, (variant, image) in enumerate(zip_longest(product.variants, product.images)):
        cells: dict[Field, str] = {Field.HANDLE: product.handle}
        if index == 0:
            cells |= _product_cells(product)
        if variant:
            cells |= _variant_cells(product, variant, columns.layout)
        if image:
            cells |= _image_cells(image)
        row = [cells.get(field, "") for field in COLUMNS[columns.layout]]
        row += _other_price_cells(variant, columns.currencies)
        row += _attribute_cells(product.attributes if index == 0 else (), columns.attributes)
        yield [spreadsheet_safe(cell) for cell in row]


def _product_cells(product: ProductRecord) -> dict[Field, str]:
    names = [option.name for option in product.options] or ["Title"]
    return {
        Field.TITLE: product.title,
        Field.DESCRIPTION: product.description_html,
        Field.VENDOR: product.vendor_name,
        Field.CATEGORY: " > ".join(product.category_path),
        Field.TYPE: product.product_type,
        Field.TAGS: ", ".join(product.tags),
        Field.PUBLISHED: "" if product.is_published is None else _yes_no(product.is_published),
        Field.STATUS: product.status.value if product.status else "",
        Field.SEO_TITLE: product.seo_title,
        Field.SEO_DESCRIPTION: product.seo_description,
        **dict(zip(OPTION_NAMES, names, strict=False)),
    }


def _variant_cells(
    product: ProductRecord, variant: VariantRecord, layout: ExportLayout
) -> dict[Field, str]:
    values = variant.option_values if product.options else ("Default Title",)
    return {
        **dict(zip(OPTION_VALUES, values, strict=False)),
        Field.SKU: variant.sku,
        Field.BARCODE: variant.barcode,
        Field.PRICE: amount(variant.price),
        Field.COMPARE_AT: amount(variant.compare_at) if variant.compare_at else "",
        Field.CURRENCY: variant.price.currency,
        Field.QUANTITY: "" if variant.stock is None else str(variant.stock),
        Field.TRACKER: TRACKED_WORD[layout](variant.is_tracked),
        Field.STOCK_POLICY: POLICY_WORD[layout](variant.stock_policy),
        Field.GRAMS: "" if variant.weight_g is None else str(variant.weight_g),
        Field.WEIGHT_UNIT: "g",
        Field.REQUIRES_SHIPPING: _yes_no(variant.requires_shipping),
        Field.TAXABLE: _yes_no(variant.is_taxable),
        Field.TAX_CODE: variant.tax_code,
        Field.VARIANT_IMAGE: variant.image_url or "",
    }


def _image_cells(image: ImageRecord) -> dict[Field, str]:
    return {
        Field.IMAGE: image.url,
        Field.IMAGE_POSITION: str(image.position),
        Field.IMAGE_ALT: image.alt,
    }


def _other_price_cells(variant: VariantRecord | None, currencies: Sequence[str]) -> list[str]:
    listed = {p.price.currency: p for p in variant.other_prices} if variant else {}
    cells: list[str] = []
    for code in currencies:
        price = listed.get(code)
        cells.append(amount(price.price) if price else "")
        cells.append(amount(price.compare_at) if price and price.compare_at else "")
    return cells


def _attribute_cells(
    attributes: Sequence[AttributeRecord], wanted: Sequence[tuple[str, str]]
) -> list[str]:
    values = {attribute.key: attribute.value for attribute in attributes}
    return [values.get(key, "") for key, _ in wanted]


def amount(money: Money) -> str:
    """With all decimals of the currency and a point, as every importer reads it."""
    return f"{money.decimal:.{exponent(money.currency)}f}"


def _yes_no(value: bool) -> str:  # noqa: FBT001
    return "TRUE" if value else "FALSE"


def _tracker(is_tracked: bool) -> str:  # noqa: FBT001
    return "shopify" if is_tracked else ""


def _sells_on(policy: StockPolicy) -> str:
    return _yes_no(policy is StockPolicy.CONTINUE)


TRACKED_WORD: dict[ExportLayout, Callable[[bool], str]] = {
    ExportLayout.SHOPIFY: _tracker,
    ExportLayout.ECOMARKET: _yes_no,
}
POLICY_WORD: dict[ExportLayout, Callable[[StockPolicy], str]] = {
    ExportLayout.SHOPIFY: str,
    ExportLayout.ECOMARKET: _sells_on,
}
