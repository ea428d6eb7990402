"""A product as its editor shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from core.catalog.edit_models import ImageEdit, ProductEdit, VariantEdit
from core.catalog.models import ProductStatus, SellMode
from core.kernel.money import Money
from core.ui.format import amount_input, moment
from vendor_portal.pages.product_editor.impact import ImpactField, impact_fields
from vendor_portal.state.product_words import PRODUCT_WORDS

MATERIAL_ROWS = 6
OPTION_ROWS = 3
# Of the grid, in order: the key of the field, the head of the column, how it is typed.
GRID = (
    ("sku", "SKU", "text"),
    ("EUR", "Price EUR", "decimal"),
    ("EUR_before", "Before EUR", "decimal"),
    ("USD", "Price USD", "decimal"),
    ("USD_before", "Before USD", "decimal"),
    ("units", "On the shelf", "numeric"),
    ("weight_g", "Weight g", "numeric"),
    ("width_mm", "Width mm", "numeric"),
    ("depth_mm", "Depth mm", "numeric"),
    ("height_mm", "Height mm", "numeric"),
    ("lead_time_days", "Making days", "numeric"),
    ("content", "Content", "text"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    name: str
    label: str
    mode: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class VariantRow:
    id: str
    label: str
    is_made_to_order: bool
    made_name: str
    cells: list[Cell] = field(default_factory=list[Cell])

    @classmethod
    def of(cls, variant: VariantEdit, on_hand: int | None, errors: Mapping[str, str]) -> Self:
        label = " / ".join(variant.options) or "The piece itself"
        values = cell_values(variant, on_hand)
        return cls(
            id=str(variant.id),
            label=label,
            is_made_to_order=variant.sell_mode is SellMode.MADE_TO_ORDER,
            made_name=cell_name("made", variant.id),
            cells=[
                Cell(
                    name=cell_name(key, variant.id),
                    label=head,
                    mode=mode,
                    value=values[key],
                    error=errors.get(cell_name(key, variant.id), ""),
                )
                for key, head, mode in GRID
            ],
        )


@dataclass(frozen=True, slots=True)
class ImageRow:
    id: str
    src: str
    alt: str
    option_value: str
    note: str
    position: int
    is_first: bool
    is_last: bool

    @classmethod
    def of(cls, image: ImageEdit, position: int, count: int) -> Self:
        return cls(
            id=str(image.id),
            src=image.picture.original if image.picture else "",
            alt=image.alt,
            option_value=image.option_value or "",
            note=_image_note(image),
            position=position + 1,
            is_first=position == 0,
            is_last=position == count - 1,
        )


@dataclass(frozen=True, slots=True)
class Material:
    index: int
    name: str = ""
    percent: str = ""


@dataclass(frozen=True, slots=True)
class OptionRow:
    index: int
    name: str = ""
    choices: str = ""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    title: str
    at: str
    note: str
    state: str = "done"


@dataclass(frozen=True, slots=True)
class EditorView:
    id: str = ""
    title: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    slug: str = ""
    public_href: str = ""
    texts: dict[str, str] = field(default_factory=dict[str, str])
    category: str = ""
    country: str = ""
    is_plastic_free: bool = False
    materials: list[Material] = field(default_factory=list[Material])
    impact: list[ImpactField] = field(default_factory=list[ImpactField])
    options: list[OptionRow] = field(default_factory=list[OptionRow])
    belongs: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    images: list[ImageRow] = field(default_factory=list[ImageRow])
    history: list[HistoryEntry] = field(default_factory=list[HistoryEntry])
    missing: list[str] = field(default_factory=list[str])
    reviewer_note: str = ""
    can_publish: bool = False
    can_pause: bool = False
    can_withdraw: bool = False
    is_archived: bool = False

    @classmethod
    def of(cls, product: ProductEdit, shop_origin: str) -> Self:
        word, tone, shape = PRODUCT_WORDS[product.status]
        is_live = product.status is ProductStatus.PUBLISHED
        return cls(
            id=str(product.id),
            title=product.title,
            status=word,
            tone=tone,
            shape=shape,
            slug=product.slug,
            public_href=f"{shop_origin}/p/{product.slug}" if is_live else "",
            texts=_texts(product),
            category=str(product.category_id or ""),
            country=product.origin_country,
            is_plastic_free=bool(product.packaging.get("plastic_free")),
            materials=_materials(product),
            impact=impact_fields(product.impact),
            options=_options(product),
            belongs=_belongs(product),
            images=[
                ImageRow.of(image, position, len(product.images))
                for position, image in enumerate(product.images)
            ],
            history=_history(product),
            missing=list(product.missing),
            reviewer_note=_reviewer_note(product),
            can_publish=product.status
            in {ProductStatus.DRAFT, ProductStatus.REJECTED, ProductStatus.PAUSED},
            can_pause=is_live,
            can_withdraw=product.status is ProductStatus.IN_REVIEW,
            is_archived=product.status is ProductStatus.ARCHIVED,
        )


def variant_rows(
    product: ProductEdit, on_hand: Mapping[UUID, int], errors: Mapping[str, str]
) -> list[VariantRow]:
    return [
        VariantRow.of(variant, on_hand.get(variant.id), errors)
        for variant in product.variants
        if variant.is_active
    ]


def cell_name(key: str, variant_id: UUID) -> str:
    return f"v:{key}:{variant_id}"


def cell_values(variant: VariantEdit, on_hand: int | None) -> dict[str, str]:
    """What stands in each cell of a row, as the browser sends it back."""
    return {
        "sku": variant.sku,
        "EUR": _amount(variant.prices.get("EUR")),
        "EUR_before": _amount(variant.compare_at.get("EUR")),
        "USD": _amount(variant.prices.get("USD")),
        "USD_before": _amount(variant.compare_at.get("USD")),
        "units": str(on_hand or 0) if variant.is_stock_tracked else "",
        "weight_g": _number(variant.weight_g),
        "width_mm": _number(variant.width_mm),
        "depth_mm": _number(variant.depth_mm),
        "height_mm": _number(variant.height_mm),
        "lead_time_days": _number(variant.lead_time_days),
        "content": variant.content,
    }


def _texts(product: ProductEdit) -> dict[str, str]:
    return {
        "title": product.title,
        "summary": product.summary,
        "description_html": product.description_html,
        "technique": product.technique,
        "care": product.care,
        "hs_code": product.hs_code,
        "seo_title": product.seo_title,
        "seo_description": product.seo_description,
        "tags": ", ".join(product.tags),
        "features": "\n".join(product.features),
        **{f"safety_{name}": text for name, text in product.safety.model_dump().items()},
        "packaging_kind": str(product.packaging.get("kind", "")),
        "packaging_grams": str(product.packaging.get("grams") or ""),
    }


def _materials(product: ProductEdit) -> list[Material]:
    known = [
        Material(index, str(row.get("name", "")), str(row.get("percent") or ""))
        for index, row in enumerate(product.materials)
    ]
    blank = range(len(known), max(MATERIAL_ROWS, len(known) + 1))
    return [*known, *[Material(index) for index in blank]]


def _options(product: ProductEdit) -> list[OptionRow]:
    known = [
        OptionRow(index, name, ", ".join(product.option_values[index]))
        for index, name in enumerate(product.option_names)
    ]
    return [*known, *[OptionRow(index) for index in range(len(known), OPTION_ROWS)]]


def _belongs(product: ProductEdit) -> list[tuple[str, str]]:
    """What a picture can stand for: all variants, or a value of the first option."""
    if not product.option_values:
        return []
    return [("", "All variants"), *((value, value) for value in product.option_values[0])]


def _history(product: ProductEdit) -> list[HistoryEntry]:
    """Newest first."""
    return [
        HistoryEntry(
            PRODUCT_WORDS[ProductStatus(change.to_status)][0],
            moment(change.at),
            change.reason,
            "failed" if change.to_status == ProductStatus.REJECTED.value else "done",
        )
        for change in reversed(product.history)
    ]


def _reviewer_note(product: ProductEdit) -> str:
    if product.status is not ProductStatus.REJECTED or not product.history:
        return ""
    return product.history[-1].reason


def _image_note(image: ImageEdit) -> str:
    if image.status == "waiting":
        return "Is being fetched"
    return f"Could not be fetched: {image.error}" if image.status == "failed" else ""


def _amount(money: Money | None) -> str:
    return amount_input(money) if money else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
