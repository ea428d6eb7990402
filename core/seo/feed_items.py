"""A variant as shopping channels want it told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.catalog.description import plain_text
from core.catalog.models import SellMode
from core.kernel.currencies import CURRENCIES
from core.kernel.money import Money
from core.seo.addresses import absolute, canonical
from core.seo.feed_queries import FeedProduct, FeedVariant
from core.seo.google_categories import google_category, is_apparel
from core.seo.product import AXES, gtin_of

LONGEST_TITLE, LONGEST_TEXT, LONGEST_BRAND, LONGEST_VALUE = 150, 5000, 70, 100
MOST_MORE_IMAGES = 10
# Where a feed in the currency is shown.
COUNTRIES = {
    "EUR": ("AT", "BE", "DE", "ES", "FR", "IE", "IT", "NL", "PT"),
    "USD": ("US",),
}
# XML has no place for these, and no shop has a reason for them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Delivery:
    country: str
    service: str
    price: str

    def __str__(self) -> str:
        return f"{self.country}:{self.service}:{self.price}"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One line of a feed. ``is_available`` is told in each channel's own words."""

    id: str
    item_group_id: str
    title: str
    description: str
    link: str
    image_link: str
    additional_image_link: tuple[str, ...]
    is_available: bool
    price: str
    sale_price: str
    brand: str
    gtin: str
    color: str
    size: str
    material: str
    pattern: str
    product_type: str
    google_product_category: str
    shipping: tuple[Delivery, ...]
    weight: str
    handling_days: tuple[int, int]


def items_of(product: FeedProduct, currency: str) -> Iterator[FeedItem]:
    """A piece without a picture is not taken by any channel."""
    if product.images:
        for variant in product.variants:
            yield _item(product, variant, currency)


def _item(product: FeedProduct, variant: FeedVariant, currency: str) -> FeedItem:
    row, of = variant.row, product.row
    images = [absolute(i.picture.original) for i in product.images_of(row)]
    options = dict(zip((n.lower() for n in of.option_names), row.options, strict=False))
    named = {AXES[name]: value for name, value in options.items() if name in AXES}
    query = {"variant": row.sku or str(row.id)}
    if currency != CURRENCIES[0]:
        query["currency"] = currency
    before = variant.price.compare_at
    return FeedItem(
        id=str(row.id),
        item_group_id=str(of.id) if of.option_names else "",
        title=_clean(", ".join([of.title, *row.options]), LONGEST_TITLE),
        description=_clean(_description(product), LONGEST_TEXT),
        link=canonical(f"/p/{of.slug}", query),
        image_link=images[0],
        additional_image_link=tuple(images[1 : MOST_MORE_IMAGES + 1]),
        is_available=variant.availability.is_buyable,
        price=_amount(before or variant.price.amount),
        sale_price=_amount(variant.price.amount) if before else "",
        brand=_clean(product.vendor.name, LONGEST_BRAND),
        gtin=gtin_of(row.barcode),
        color=_clean(named.get("color", ""), LONGEST_VALUE),
        size=_clean(named.get("size", ""), LONGEST_VALUE),
        material=_clean(named.get("material") or _materials(product), LONGEST_VALUE * 2),
        pattern=_clean(named.get("pattern", ""), LONGEST_VALUE),
        product_type=_clean(" > ".join(c.name for c in product.path), 750),
        google_product_category=google_category(tuple(c.slug for c in product.path)),
        shipping=tuple(_deliveries(product, variant.price.amount, currency)),
        weight=f"{row.weight_g} g" if row.weight_g else "",
        handling_days=_handling(product, variant),
    )


def audience(item: FeedItem) -> dict[str, str]:
    """What is asked for of things to wear."""
    if not is_apparel(item.google_product_category):
        return {}
    return {"age_group": "adult", "gender": "unisex"}


def _handling(product: FeedProduct, variant: FeedVariant) -> tuple[int, int]:
    is_made = variant.row.sell_mode is SellMode.MADE_TO_ORDER
    lead = (variant.row.lead_time_days or 0) if is_made else 0
    vendor = product.vendor
    return vendor.dispatch_days_min + lead, vendor.dispatch_days_max + lead


def _description(product: FeedProduct) -> str:
    words = plain_text(product.row.description_html) or product.row.summary
    return words or product.row.title


def _materials(product: FeedProduct) -> str:
    named = (str(each.get("name", "")) for each in product.row.materials)
    return "/".join(name for name in named if name)


def _deliveries(product: FeedProduct, goods: Money, currency: str) -> Iterator[Delivery]:
    for country in COUNTRIES.get(currency, ()):
        if rate := product.tariff.rate_to(country, goods):
            yield Delivery(
                country, _clean(rate.name.replace(":", " "), 60), _amount(rate.price)
            )


def _amount(money: Money) -> str:
    return f"{money.decimal} {money.currency}"


def _clean(text: str, longest: int) -> str:
    return _CONTROL.sub("", text).strip()[:longest].strip()
