"""One row into one variant."""

from core.catalog.importing.cells import RowCells
from core.catalog.importing.columns import OPTION_VALUES, ColumnMap, Field
from core.catalog.importing.images import read_image_address
from core.catalog.importing.numbers import (
    Unreadable,
    read_grams,
    read_money,
    read_quantity,
    read_yes_no,
)
from core.catalog.importing.records import ListPrice, StockPolicy, VariantRecord
from core.kernel.money import Money

MAX_SKU = 80
MAX_BARCODE = 40
MAX_TAX_CODE = 64
MAX_OPTION_VALUE = 120
NOT_TRACKED = {"", "false", "no", "0"}
VARIANT_FIELDS = (
    *OPTION_VALUES, Field.SKU, Field.PRICE, Field.COMPARE_AT, Field.QUANTITY, Field.BARCODE,
)  # fmt: skip


def is_variant_row(cells: RowCells) -> bool:
    """Rows that only carry one more image have none of these."""
    return any(cells.has(field) for field in VARIANT_FIELDS)


def read_variant(
    cells: RowCells, columns: ColumnMap, option_values: tuple[str, ...], currency: str
) -> VariantRecord | None:
    """None, with errors noted on the row, when the variant cannot be sold as written."""
    price = _read_price(cells, currency)
    if price is None:
        return None
    stock, is_tracked = _read_stock(cells, columns)
    requires_shipping = cells.yes_no(Field.REQUIRES_SHIPPING)
    is_taxable = cells.yes_no(Field.TAXABLE)
    return VariantRecord(
        option_values=option_values,
        price=price,
        compare_at=_read_compare_at(cells, price),
        other_prices=_read_other_prices(cells, columns, currency),
        sku=cells.text(Field.SKU, MAX_SKU),
        barcode=cells.text(Field.BARCODE, MAX_BARCODE),
        stock=stock,
        is_tracked=is_tracked,
        stock_policy=cells.optional(Field.STOCK_POLICY, _read_policy) or StockPolicy.DENY,
        weight_g=_read_weight(cells),
        image_url=cells.optional(Field.VARIANT_IMAGE, read_image_address),
        requires_shipping=requires_shipping is not False,
        is_taxable=is_taxable is not False,
        tax_code=cells.text(Field.TAX_CODE, MAX_TAX_CODE),
        row=cells.number,
    )


def _read_price(cells: RowCells, currency: str) -> Money | None:
    stated = cells.raw(Field.CURRENCY).upper()
    if stated and stated != currency:
        cells.error(
            f"The price is in “{stated}”, but this import is in {currency}.", Field.CURRENCY
        )
        return None
    if not cells.has(Field.PRICE):
        cells.error("The price is missing.", Field.PRICE)
        return None
    price = cells.required(Field.PRICE, lambda text: read_money(text, currency))
    if price is not None and price.is_zero:
        cells.warn("The price is 0.", Field.PRICE)
    return price


def _read_compare_at(cells: RowCells, price: Money) -> Money | None:
    compare_at = cells.optional(Field.COMPARE_AT, lambda text: read_money(text, price.currency))
    if compare_at is None or compare_at.is_zero or compare_at == price:
        return None
    if compare_at < price:
        cells.warn(
            "The compare-at price is below the price and was left out.", Field.COMPARE_AT
        )
        return None
    return compare_at


def _read_other_prices(
    cells: RowCells, columns: ColumnMap, currency: str
) -> tuple[ListPrice, ...]:
    prices: dict[str, Money] = {}
    compare_at: dict[str, Money] = {}
    for column in columns.prices:
        text = cells.at(column.index)
        if not text or column.currency == currency:
            continue
        found = compare_at if column.is_compare_at else prices
        try:
            found[column.currency] = read_money(text, column.currency)
        except Unreadable as problem:
            cells.warn(f"{columns.header[column.index]}: {problem} It was left out.")
    return tuple(
        ListPrice(price, _above(compare_at.get(code), price))
        for code, price in sorted(prices.items())
    )


def _above(compare_at: Money | None, price: Money) -> Money | None:
    return compare_at if compare_at is not None and compare_at > price else None


def _read_stock(cells: RowCells, columns: ColumnMap) -> tuple[int | None, bool]:
    """The quantity and whether it is counted. A file without a tracker column counts."""
    has_tracker = Field.TRACKER in columns.fields
    is_tracked = not has_tracker or cells.raw(Field.TRACKER).casefold() not in NOT_TRACKED
    if not cells.has(Field.QUANTITY):
        return None, is_tracked
    quantity = cells.required(Field.QUANTITY, read_quantity)
    if quantity is not None and quantity < 0:
        cells.warn(f"The stock of {quantity} was read as 0.", Field.QUANTITY)
        quantity = 0
    return quantity, is_tracked


def _read_policy(text: str) -> StockPolicy:
    """``deny``/``continue`` in the older column, TRUE for “continue selling” in the newer."""
    word = text.casefold()
    if word in tuple(StockPolicy):
        return StockPolicy(word)
    return StockPolicy.CONTINUE if read_yes_no(text) else StockPolicy.DENY


def _read_weight(cells: RowCells) -> int | None:
    """A column in grams is in grams whatever the unit says: there it is for display."""
    if cells.has(Field.GRAMS):
        return cells.optional(Field.GRAMS, lambda text: read_grams(text, "g"))
    unit = cells.raw(Field.WEIGHT_UNIT) or "g"
    return cells.optional(Field.WEIGHT, lambda text: read_grams(text, unit))
