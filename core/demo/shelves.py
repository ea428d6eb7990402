"""Categories, attributes and products with everything that hangs on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import UUID

from babel import Locale

from core.catalog.models import (
    Attribute,
    AttributeKind,
    Category,
    OptionValue,
    Product,
    ProductAttribute,
    ProductImage,
    ProductStatus,
    ProductStatusChange,
    ProductVariant,
    SellMode,
    VariantPrice,
)
from core.demo.bulk import Bulk
from core.demo.pictures import Pictures
from core.demo.prices import price_changes
from core.demo.safety import content_of, safety_of
from core.demo.source import Record, Source
from core.demo.workshops import Workshops
from core.search.models import SynonymGroup

ENGLISH = Locale("en")
STATUSES = {"active": ProductStatus.PUBLISHED, "withdrawn": ProductStatus.ARCHIVED}
PATHS = {
    ProductStatus.PUBLISHED: ("draft", "in_review", "published"),
    ProductStatus.ARCHIVED: ("draft", "in_review", "published", "archived"),
}
# code, name, kind, facet
ATTRIBUTES = (
    ("material", "Material", AttributeKind.TEXT, True),
    ("technique", "Technique", AttributeKind.TEXT, True),
    ("color", "Colour", AttributeKind.TEXT, True),
    ("room", "Room", AttributeKind.TEXT, True),
    ("origin", "Made in", AttributeKind.TEXT, True),
    ("made_to_order", "Made to order", AttributeKind.FLAG, True),
    ("dishwasher_safe", "Dishwasher safe", AttributeKind.FLAG, True),
    ("gift_wrap", "Gift wrap", AttributeKind.FLAG, False),
)


@dataclass(frozen=True, slots=True)
class ShelfVariant:
    """What orders and stock need to know of a variant."""

    id: UUID
    product_id: UUID
    vendor: str
    title: str
    slug: str
    sku: str
    options: tuple[str, ...]
    image_key: str
    weight_g: int | None
    lead_time_days: int | None
    prices: Mapping[str, int]
    stock: int | None
    created: datetime
    is_for_sale: bool


class Shelves:
    """Writes the catalog; ``variants`` is what was put on the shelves."""

    def __init__(
        self, bulk: Bulk, source: Source, pictures: Pictures, workshops: Workshops
    ) -> None:
        self._bulk, self._source = bulk, source
        self._pictures, self._workshops = pictures, workshops
        self._categories: dict[str, UUID] = {}
        self._attributes: dict[str, UUID] = {}
        self.variants: list[ShelfVariant] = []

    def add_frame(self) -> None:
        """What products hang on: categories (parents come first), attributes, synonyms."""
        for row in self._source.categories:
            self._categories[row["slug"]] = self._bulk.add(
                Category,
                slug=row["slug"],
                name=row["name"],
                position=row["position"],
                parent_id=self._categories[row["parent"]] if row["parent"] else None,
            )
        for position, (code, name, kind, is_facet) in enumerate(ATTRIBUTES):
            self._attributes[code] = self._bulk.add(
                Attribute, code=code, name=name, kind=kind, is_facet=is_facet, position=position
            )
        for position, words in enumerate(self._source.synonyms):
            self._bulk.add(SynonymGroup, position=position, words=list(words))

    def add_product(self, row: Record) -> None:
        vendor_id = self._workshops.ids[row["vendor"]]
        created = self._source.moment(row["created_at"], hour=6 + row["id"] % 15)
        model = row["ar_model"]
        product_id = self._bulk.add(
            Product,
            at=created,
            vendor_id=vendor_id,
            category_id=self._categories[row["category"]],
            status=STATUSES[row["status"]],
            published_at=created,
            updated_at=created,
            ar_model_id=self._pictures.add_model(model, vendor_id) if model else None,
            safety=safety_of(row, self._workshops.country(row["vendor"])),
            **described(row),
        )
        self._add_history(product_id, STATUSES[row["status"]], created)
        self._add_attributes(product_id, row)
        labels = {
            o["name"]: {v["slug"]: v["label"] for v in o["values"]} for o in row["options"]
        }
        for axis, option in enumerate(row["options"], 1):
            for position, value in enumerate(option["values"]):
                self._bulk.add(
                    OptionValue, product_id=product_id, axis=axis,
                    value=value["label"], position=position,
                )  # fmt: skip
        images = self._add_images(product_id, vendor_id, row["media"], labels["colour"])
        for position, variant in enumerate(row["variants"]):
            self._add_variant(row, variant, position, product_id, labels, images, created)

    def _add_history(self, product_id: UUID, status: ProductStatus, created: datetime) -> None:
        path = PATHS[status]
        for before, after in zip((None, *path), path, strict=False):
            self._bulk.add(
                ProductStatusChange, at=created, product_id=product_id,
                from_status=before, to_status=after, actor="system",
            )  # fmt: skip

    def _add_attributes(self, product_id: UUID, row: Record) -> None:
        for code, value in attribute_values(row):
            self._bulk.add(
                ProductAttribute, product_id=product_id,
                attribute_id=self._attributes[code], value=value,
            )  # fmt: skip

    def _add_images(
        self,
        product_id: UUID,
        vendor_id: UUID,
        pictures: Sequence[Record],
        colors: Mapping[str, str],
    ) -> Mapping[str, tuple[UUID, str]]:
        """Front pictures by color: image id and the key of a small file."""
        fronts: dict[str, tuple[UUID, str]] = {}
        for position, picture in enumerate(pictures):
            image_id = self._bulk.add(
                ProductImage,
                product_id=product_id,
                media_id=self._pictures.add_image(picture, vendor_id),
                position=position,
                alt=picture["alt"],
                view=picture["view"],
                option_value=colors[picture["colour"]],
            )
            if picture["view"] == "front":
                key = self._pictures.place(picture["files"]["360"])
                fronts.setdefault(picture["colour"], (image_id, key))
        return fronts

    def _add_variant(
        self,
        row: Record,
        variant: Record,
        position: int,
        product_id: UUID,
        labels: Mapping[str, Mapping[str, str]],
        images: Mapping[str, tuple[UUID, str]],
        created: datetime,
    ) -> None:
        color, size = variant["options"]["colour"], variant["options"].get("size")
        options = (labels["colour"][color], *([size] if size else []))
        image_id, image_key = images[color]
        dimensions = variant["dimensions_mm"]
        is_made = variant["made_to_order"]
        variant_id = self._bulk.add(
            ProductVariant,
            at=created,
            product_id=product_id,
            vendor_id=self._workshops.ids[row["vendor"]],
            sku=variant["sku"],
            barcode=variant["gtin"] or "",
            option1=options[0],
            option2=size,
            position=position,
            sell_mode=SellMode.MADE_TO_ORDER if is_made else SellMode.STOCK,
            is_stock_tracked=not is_made,
            lead_time_days=variant["lead_time_days"],
            weight_g=variant["weight_g"],
            width_mm=dimensions["width"],
            depth_mm=dimensions["depth"],
            height_mm=dimensions["height"],
            image_id=image_id,
            **content_of(row, variant),
        )
        self._add_prices(row, variant, variant_id, created)
        self._remember(row, variant, variant_id, product_id, options, image_key, created)

    def _remember(
        self,
        row: Record,
        variant: Record,
        variant_id: UUID,
        product_id: UUID,
        options: tuple[str, ...],
        image_key: str,
        created: datetime,
    ) -> None:
        self.variants.append(
            ShelfVariant(
                id=variant_id,
                product_id=product_id,
                vendor=row["vendor"],
                title=row["name"],
                slug=row["slug"],
                sku=variant["sku"],
                options=options,
                image_key=image_key,
                weight_g=variant["weight_g"],
                lead_time_days=variant["lead_time_days"],
                prices=variant["price"],
                stock=None if variant["made_to_order"] else variant["stock"],
                created=created,
                is_for_sale=row["status"] == "active",
            )
        )

    def _add_prices(
        self, row: Record, variant: Record, variant_id: UUID, created: datetime
    ) -> None:
        compare_at = variant["compare_at"] or {}
        for currency, minor in variant["price"].items():
            self._bulk.add(
                VariantPrice, at=created, variant_id=variant_id, currency=currency,
                amount_minor=minor, compare_at_minor=compare_at.get(currency),
            )  # fmt: skip
        price_changes(self._bulk, self._source, row, variant, variant_id, created)


def described(row: Record) -> Record:
    """The columns of a product that are taken over as they are."""
    return {
        "slug": row["slug"],
        "handle": row["slug"],
        "title": row["name"],
        "summary": row["summary"],
        "description_html": f"<p>{escape(row['description'], quote=False)}</p>",
        "search_terms": row["search_terms"],
        "tags": [row["department"]],
        "technique": row["technique"],
        "origin_country": row["origin_country"],
        "care": row["care"],
        "hs_code": row["hs_code"],
        "materials": row["materials"],
        "packaging": row["packaging"],
        "impact": row["impact"],
        "certifications": row["certifications"],
        "option_names": [option["label"] for option in row["options"]],
        "seo_description": row["summary"],
    }


def attribute_values(row: Record) -> list[tuple[str, str]]:
    """Pairs of attribute code and the value that a facet shows."""
    facts = row["attributes"]
    pairs = [
        ("material", _sentence(facts["material"])),
        ("technique", _sentence(facts["technique"])),
        ("origin", ENGLISH.territories[facts["origin"]]),
        *(("color", _sentence(value)) for value in facts["colour_families"]),
        *(("room", _sentence(value)) for value in facts["room"]),
    ]
    flags = ("made_to_order", "dishwasher_safe", "gift_wrap")
    return pairs + [(flag, "yes") for flag in flags if facts[flag]]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
