"""The head of a product's page: a group of variants, each with its offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.catalog.read_models import ProductDetail, Stock, VariantData
from core.kernel.clock import utc_now
from core.media.picture import media_url
from core.seo.addresses import absolute, canonical
from core.seo.delivery import delivery_nodes, delivery_reference, return_policy
from core.seo.head import HeadImage, PageHead, full_title, graph, plain
from core.seo.market import Node, breadcrumb, organization
from core.shipping.tariff import Tariff

MOST_IMAGES = 10
SCHEMA = "https://schema.org/"
# What search engines know by name; other options are told as properties of their own.
AXES = {"color": "color", "colour": "color", "size": "size", "material": "material",
        "pattern": "pattern"}  # fmt: skip
AVAILABILITY = {
    Stock.IN_STOCK: "InStock",
    Stock.FEW_LEFT: "LimitedAvailability",
    Stock.MADE_TO_ORDER: "InStock",
    Stock.SOLD_OUT: "OutOfStock",
    Stock.AWAY: "OutOfStock",
}
GTIN_LENGTHS = {8, 12, 13, 14}


def product_head(
    product: ProductDetail,
    variant: VariantData,
    tariff: Tariff,
    *,
    today: date | None = None,
) -> PageHead:
    """``variant`` is the one whose picture and price go on a card; the page is the same for
    all.
    """
    path = f"/p/{product.slug}"
    images = product.images_of(variant)
    shown = HeadImage.of(images[0].picture, images[0].alt) if images else HeadImage()
    description = plain(product.seo_description or product.title)
    facts = _Facts(product, tariff, today or utc_now().date())
    nodes = [
        facts.node(),
        *delivery_nodes(tariff, product.variants),
        return_policy(product.workshop, tariff),
        _seller(product),
        organization(),
        breadcrumb(_trail(product, path)),
    ]
    return PageHead(
        title=full_title(product.seo_title or product.title),
        description=description,
        canonical=canonical(path),
        og_type="product",
        image=shown,
        properties=[
            ("product:price:amount", str(variant.price.decimal)),
            ("product:price:currency", variant.price.currency),
            ("product:availability", _card_stock(variant)),
            ("product:condition", "new"),
            ("product:brand", product.workshop.name),
            ("product:retailer_item_id", str(variant.id)),
        ],
        json_ld=graph([node for node in nodes if node]),
    )


def price_valid_until(today: date) -> date:
    """The end of the next month: true as far as is known, and the same for days on end."""
    after_next = (today.replace(day=1) + timedelta(days=62)).replace(day=1)
    return after_next - timedelta(days=1)


def variant_path(product: ProductDetail, variant: VariantData) -> str:
    return canonical(f"/p/{product.slug}", {"variant": variant.reference})


@dataclass(frozen=True, slots=True)
class _Facts:
    product: ProductDetail
    tariff: Tariff
    today: date

    def node(self) -> Node:
        url = canonical(f"/p/{self.product.slug}")
        common: Node = {
            "@id": f"{url}#product",
            "url": url,
            "name": self.product.title,
            "description": plain(self.product.summary or self.product.title),
            "brand": {"@type": "Brand", "name": self.product.workshop.name},
            "category": " > ".join(step.name for step in self.product.category_path),
            "material": ", ".join(
                str(each["name"]) for each in self.product.materials if each.get("name")
            ),
            "countryOfOrigin": self.product.origin_country,
            "image": [
                absolute(image.picture.original) for image in self.product.images[:MOST_IMAGES]
            ],
            "aggregateRating": self._rating(),
        }
        if not self.product.options:
            only = self.product.variants[0]
            return {"@type": "Product", **common, **self._own(only)}
        axes = [AXES[o.name.lower()] for o in self.product.options if o.name.lower() in AXES]
        return {
            "@type": "ProductGroup",
            **common,
            "productGroupID": self.product.slug,
            "variesBy": [SCHEMA + axis for axis in axes],
            "hasVariant": [self._variant(each) for each in self.product.variants],
        }

    def _variant(self, variant: VariantData) -> Node:
        images = self.product.images_of(variant)
        named = dict(zip((o.name for o in self.product.options), variant.options, strict=False))
        known = {AXES[n.lower()]: value for n, value in named.items() if n.lower() in AXES}
        return {
            "@type": "Product",
            "@id": variant_path(self.product, variant) + "#product",
            "name": f"{self.product.title}, {variant.label}",
            "description": plain(self.product.summary or self.product.title),
            "image": absolute(images[0].picture.original) if images else "",
            "inProductGroupWithID": self.product.slug,
            **known,
            "additionalProperty": _properties(named),
            **self._own(variant),
        }

    def _own(self, variant: VariantData) -> Node:
        return {
            "sku": variant.sku or str(variant.id),
            "gtin": gtin_of(variant.barcode),
            "weight": _measure(variant.weight_g, "GRM"),
            "width": _measure(variant.width_mm, "MMT"),
            "depth": _measure(variant.depth_mm, "MMT"),
            "height": _measure(variant.height_mm, "MMT"),
            "offers": self._offer(variant),
        }

    def _offer(self, variant: VariantData) -> Node:
        workshop = self.product.workshop
        return {
            "@type": "Offer",
            "url": variant_path(self.product, variant),
            "price": str(variant.price.decimal),
            "priceCurrency": variant.price.currency,
            "priceValidUntil": price_valid_until(self.today).isoformat(),
            "priceSpecification": _list_price(variant),
            "availability": SCHEMA + AVAILABILITY[variant.availability.status],
            "itemCondition": SCHEMA + "NewCondition",
            "seller": {"@id": _seller_id(self.product)},
            "shippingDetails": [
                {"@id": each} for each in delivery_reference(self.tariff, variant)
            ],
            "hasMerchantReturnPolicy": _return_reference(workshop.policies, variant),
        }

    def _rating(self) -> Node | None:
        rating = self.product.rating
        if not rating.count:
            return None
        return {
            "@type": "AggregateRating",
            "ratingValue": f"{rating.stars / rating.count:.1f}",
            "ratingCount": rating.count,
            "reviewCount": rating.count,
            "bestRating": 5,
            "worstRating": 1,
        }


def _return_reference(policies: Mapping[str, Any], variant: VariantData) -> Node | None:
    """A piece that is made for its buyer falls under words, not under a number of days."""
    is_made = variant.availability.status is Stock.MADE_TO_ORDER
    return {"@id": "#returns"} if policies.get("returns_days") and not is_made else None


def _list_price(variant: VariantData) -> Node | None:
    if variant.compare_at is None:
        return None
    return {
        "@type": "UnitPriceSpecification",
        "priceType": SCHEMA + "StrikethroughPrice",
        "price": str(variant.compare_at.decimal),
        "priceCurrency": variant.compare_at.currency,
        "valueAddedTaxIncluded": True,
    }


def _properties(named: Mapping[str, str]) -> list[Node]:
    return [
        {"@type": "PropertyValue", "name": name, "value": value}
        for name, value in named.items()
        if name.lower() not in AXES
    ]


def gtin_of(barcode: str) -> str:
    """A barcode that is a global trade item number, check digit included; else ""."""
    if not (barcode.isascii() and barcode.isdecimal() and len(barcode) in GTIN_LENGTHS):
        return ""
    digits = [int(digit) for digit in reversed(barcode)]
    total = sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return "" if total % 10 else barcode


def _measure(value: int | None, unit: str) -> Node | None:
    if not value:
        return None
    return {"@type": "QuantitativeValue", "value": value, "unitCode": unit}


def _card_stock(variant: VariantData) -> str:
    return "in stock" if variant.availability.is_buyable else "out of stock"


def _seller_id(product: ProductDetail) -> str:
    return canonical(f"/shop/{product.workshop.slug}") + "#workshop"


def _seller(product: ProductDetail) -> Node:
    workshop = product.workshop
    return {
        "@type": "Organization",
        "@id": _seller_id(product),
        "name": workshop.name,
        "legalName": workshop.legal_name,
        "url": canonical(f"/shop/{workshop.slug}"),
        "logo": absolute(media_url(workshop.mark_path)) if workshop.mark_path else "",
        "email": workshop.email,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": workshop.line1,
            "postalCode": workshop.postcode,
            "addressLocality": workshop.town,
            "addressCountry": workshop.country,
        },
    }


def _trail(product: ProductDetail, path: str) -> list[tuple[str, str]]:
    steps = [(step.name, f"/c/{step.slug}") for step in product.category_path]
    return [("Home", "/"), *steps, (product.title, path)]
