"""From what the editor sends to what the core takes, or to a sentence per field and cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.catalog.edit_models import ProductEdit, VariantEdit
from core.catalog.inputs import PriceInput, ProductFields, VariantInput
from core.catalog.models import SellMode
from core.catalog.safety import Safety
from core.kernel.currencies import CURRENCIES
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.ui.forms import FormErrors, read_amount
from core.ui.ids import read_count, read_id
from vendor_portal.pages.product_editor.impact import read_impact
from vendor_portal.pages.product_editor.views import cell_name, cell_values

PLAIN = (
    "title", "summary", "description_html", "technique", "care", "hs_code", "seo_title",
    "seo_description",
)  # fmt: skip
SIZES = ("weight_g", "width_mm", "depth_mm", "height_mm", "lead_time_days")
LONGEST = 60_000


@dataclass(frozen=True, slots=True)
class VariantChange:
    """A row of the grid that differs. ``units`` is None where the shelf was not touched."""

    variant_id: UUID
    wanted: VariantInput
    dropped: tuple[str, ...]
    units: int | None
    units_before: int


def read_details(
    sent: Mapping[str, Any], product: ProductEdit, today: date
) -> tuple[ProductFields | None, FormErrors]:
    texts = {name: str(value)[:LONGEST] for name, value in sent.items()}
    try:
        return ProductFields.read(_fields(texts, product, today)), {}
    except Invalid as refused:
        return None, {refused.field or "form": refused.message}


def read_grid(
    sent: Mapping[str, Any], product: ProductEdit, on_hand: Mapping[UUID, int]
) -> tuple[list[VariantChange], FormErrors]:
    """Only the rows that differ from what is stored."""
    changes: list[VariantChange] = []
    errors: FormErrors = {}
    for variant in product.variants:
        if not variant.is_active:
            continue
        row = _Row(sent, variant, on_hand.get(variant.id))
        change = row.read()
        errors |= row.errors
        if change is not None:
            changes.append(change)
    return changes, errors


class _Row:
    """One row while it is read; what is wrong is kept per cell."""

    def __init__(
        self, sent: Mapping[str, Any], variant: VariantEdit, on_hand: int | None
    ) -> None:
        self.variant, self.errors = variant, {}
        self._on_hand = on_hand or 0
        self._before = cell_values(variant, on_hand)
        self._cells = {
            key: str(sent.get(cell_name(key, variant.id), value)).strip()
            for key, value in self._before.items()
        }
        self._made = bool(sent.get(cell_name("made", variant.id)))

    def read(self) -> VariantChange | None:
        was_made = self.variant.sell_mode is SellMode.MADE_TO_ORDER
        if self._cells == self._before and self._made == was_made:
            return None
        prices = [self._price(currency) for currency in CURRENCIES]
        sizes = {name: self._size(name) for name in SIZES}
        units = self._units()
        wanted = self._wanted([price for price in prices if price], sizes)
        if wanted is None or self.errors:
            return None
        dropped = tuple(
            code for code in CURRENCIES if code in self.variant.prices and not self._cells[code]
        )
        return VariantChange(self.variant.id, wanted, dropped, units, self._on_hand)

    def _wanted(
        self, prices: list[PriceInput], sizes: Mapping[str, int | None]
    ) -> VariantInput | None:
        try:
            return VariantInput(
                options=self.variant.options,
                sku=self._cells["sku"],
                barcode=self.variant.barcode,
                prices=tuple(prices),
                sell_mode=SellMode.MADE_TO_ORDER if self._made else SellMode.STOCK,
                is_stock_tracked=not self._made and self._is_counted(),
                requires_shipping=self.variant.requires_shipping,
                content=self._cells["content"],
                **sizes,
            )
        except Invalid as refused:
            self._refuse(refused.field or "sku", refused.message)
            return None

    def _is_counted(self) -> bool:
        """What was counted stays so; a number of pieces begins the counting."""
        return self.variant.is_stock_tracked or bool(self._cells["units"])

    def _price(self, currency: str) -> PriceInput | None:
        amount = self._money(currency, currency)
        before = self._money(f"{currency}_before", currency)
        if amount is None:
            if before is not None:
                self._refuse(currency, "Enter the price too.")
            return None
        try:
            return PriceInput(amount, before)
        except Invalid as refused:
            key = f"{currency}_before" if refused.field == "compare_at" else currency
            self._refuse(key, refused.message)
            return None

    def _money(self, key: str, currency: str) -> Money | None:
        if not (text := self._cells[key]):
            return None
        try:
            return Money.from_decimal(read_amount(text), currency)
        except Invalid as refused:
            self._refuse(key, refused.message)
        except ValueError:
            self._refuse(key, "Enter an amount, such as 12.50.")
        return None

    def _size(self, key: str) -> int | None:
        if not self._cells[key]:
            return None
        return self._count(key)

    def _units(self) -> int | None:
        text = self._cells["units"]
        if self._made or not text or text == self._before["units"]:
            return None
        return self._count("units")

    def _count(self, key: str) -> int | None:
        try:
            return read_count(self._cells[key])
        except Invalid as refused:
            self._refuse(key, refused.message)
            return None

    def _refuse(self, key: str, message: str) -> None:
        self.errors.setdefault(cell_name(key, self.variant.id), message)


def _fields(texts: Mapping[str, str], product: ProductEdit, today: date) -> dict[str, Any]:
    grams = texts.get("packaging_grams", "").strip()
    category = texts.get("category", "")
    return {
        **{name: texts.get(name, "") for name in PLAIN},
        "category_id": read_id(category) if category else None,
        "origin_country": texts.get("origin_country", ""),
        "tags": tuple(_parts(texts.get("tags", ""), ",")),
        "features": tuple(_parts(texts.get("features", ""), "\n")),
        "materials": tuple(_materials(texts)),
        "packaging": {
            **product.packaging,
            "kind": texts.get("packaging_kind", "").strip(),
            "grams": read_count(grams, field="packaging_grams") if grams else None,
            "plastic_free": "packaging_plastic_free" in texts,
        },
        "safety": {name: texts.get(f"safety_{name}", "") for name in Safety.model_fields},
        "impact": read_impact(texts, product.impact, today),
    }


def _materials(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, value in texts.items():
        if not name.startswith("material_name:") or not value.strip():
            continue
        percent = texts.get(f"material_percent:{name.partition(':')[2]}", "").strip()
        try:
            share = read_amount(percent) if percent else None
        except ValueError:
            raise Invalid("A share is a number up to 100.", field="materials") from None
        rows.append({"name": value, "percent": share})
    return rows


def _parts(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
