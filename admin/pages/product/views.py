"""A product as the moderator who decides about it reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from admin.state.mark import Mark
from admin.state.people import who
from admin.state.words import PRODUCT_WORDS
from core.catalog.edit_models import ImageEdit, ProductEdit, StatusChangeData, VariantEdit
from core.catalog.generic_claims import generic_claims
from core.catalog.models import ProductStatus
from core.settings import AppName, settings
from core.ui.components.media import ImageView
from core.ui.countries import country_name
from core.ui.format import moment, money, number
from core.vendors.models import Vendor

WIDTH, HEIGHT = 720, 900
NO_DATA = ("No data", "neutral", "new")
EVIDENCE = {
    "verified": ("Verified", "success", "done"),
    "statement": ("Maker’s statement", "attention", "partial"),
}
BAD_ENDS = {ProductStatus.REJECTED, ProductStatus.ARCHIVED}


@dataclass(frozen=True, slots=True)
class VariantRow:
    name: str
    sku: str
    prices: str
    stock: str

    @classmethod
    def of(cls, variant: VariantEdit) -> Self:
        prices = " · ".join(money(amount) for amount in variant.prices.values())
        return cls(
            name=", ".join(variant.options) or "The only one",
            sku=variant.sku,
            prices=prices or "No price",
            stock=number(variant.units) if variant.is_stock_tracked else "Not counted",
        )


@dataclass(frozen=True, slots=True)
class ClaimRow:
    measure: str
    value: str
    source: str
    evidence: Mark = field(default_factory=Mark)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    title: str
    at: str
    note: str
    state: str

    @classmethod
    def of(cls, change: StatusChangeData, names: Mapping[str, str]) -> Self:
        status = ProductStatus(change.to_status)
        notes = (change.reason, f"by {who(change.actor, names)}")
        return cls(
            title=PRODUCT_WORDS[status][0],
            at=moment(change.at),
            note=" · ".join(note for note in notes if note),
            state="failed" if status in BAD_ENDS else "done",
        )


@dataclass(frozen=True, slots=True)
class ProductView:
    """``claims`` are what it says about its impact, each with its evidence; ``generic`` are
    green words that stand there without any.
    """

    id: str = ""
    title: str = ""
    summary: str = ""
    description: str = ""
    workshop: str = ""
    vendor_href: str = ""
    shop_href: str = ""
    missing: str = ""
    generic: str = ""
    status: Mark = field(default_factory=Mark)
    images: list[ImageView] = field(default_factory=list[ImageView])
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    claims: list[ClaimRow] = field(default_factory=list[ClaimRow])
    features: list[str] = field(default_factory=list[str])
    variants: list[VariantRow] = field(default_factory=list[VariantRow])
    history: list[HistoryRow] = field(default_factory=list[HistoryRow])
    is_in_review: bool = False
    can_pause: bool = False
    can_archive: bool = False

    @classmethod
    def of(
        cls, product: ProductEdit, vendor: Vendor, category: str, names: Mapping[str, str]
    ) -> Self:
        status = product.status
        is_public = status is ProductStatus.PUBLISHED
        return cls(
            id=str(product.id),
            title=product.title or "Untitled",
            summary=product.summary,
            description=product.description_html,
            workshop=vendor.name,
            vendor_href=f"/vendors/{vendor.id}",
            shop_href=f"{settings().origin(AppName.STOREFRONT)}/p/{product.slug}"
            if is_public
            else "",
            missing=", ".join(product.missing),
            status=Mark.of(PRODUCT_WORDS[status]),
            images=[view for image in product.images if (view := _image(image))],
            facts=_facts(product, category),
            claims=[
                *(_claim(row) for row in product.impact),
                *(_certificate(row) for row in product.certifications),
            ],
            generic=", ".join(
                generic_claims(
                    product.title, product.summary, product.description_html, *product.features
                )
            ),
            features=list(product.features),
            variants=[VariantRow.of(row) for row in product.variants if row.is_active],
            history=[HistoryRow.of(change, names) for change in reversed(product.history)],
            is_in_review=status is ProductStatus.IN_REVIEW,
            can_pause=is_public,
            can_archive=status not in {ProductStatus.ARCHIVED, ProductStatus.IN_REVIEW},
        )


def _image(image: ImageEdit) -> ImageView | None:
    if image.picture is None:
        return None
    return ImageView(
        src=image.picture.url(WIDTH),
        alt=image.alt,
        width=image.picture.width or WIDTH,
        height=image.picture.height or HEIGHT,
        color=image.picture.placeholder,
    )


def _facts(product: ProductEdit, category: str) -> list[tuple[str, str]]:
    told = {
        "Category": category or "None",
        "Technique": product.technique,
        "Made in": country_name(product.origin_country),
        "Materials": ", ".join(_material(material) for material in product.materials),
        "Care": product.care,
        "Tags": ", ".join(product.tags),
        "Options": ", ".join(product.option_names),
    }
    attributes = {a.name: ", ".join(a.values) for a in product.attributes}
    return [(term, value) for term, value in {**told, **attributes}.items() if value]


def _material(material: Mapping[str, Any]) -> str:
    percent, name = material.get("percent"), str(material.get("name", ""))
    return f"{percent} % {name}" if percent else name


def _claim(row: Mapping[str, Any]) -> ClaimRow:
    source = row.get("source") or {}
    parts = (source.get(key) for key in ("kind", "issuer", "document", "date"))
    value = row.get("value")
    return ClaimRow(
        measure=str(row.get("label") or row.get("measure", "")),
        value="—" if value is None else f"{value} {row.get('unit', '')}".strip(),
        source=", ".join(str(part) for part in parts if part),
        evidence=Mark.of(EVIDENCE.get(str(row.get("evidence", "")), NO_DATA)),
    )


def _certificate(row: Mapping[str, Any]) -> ClaimRow:
    parts = (row.get(key) for key in ("number", "holder", "valid_until"))
    return ClaimRow(
        measure=str(row.get("scheme", "")),
        value="Certificate",
        source=", ".join(str(part) for part in parts if part),
        evidence=Mark.of(EVIDENCE["verified"] if row.get("number") else NO_DATA),
    )
