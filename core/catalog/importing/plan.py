"""Compare a product of the file with what the workshop sells.

The check before the vendor's word and the run after it make the same plan; only the run
writes it.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.catalog.importing.columns import OPTION_VALUES, Field
from core.catalog.importing.context import ImportContext
from core.catalog.importing.existing import ExistingProduct
from core.catalog.importing.images import is_web_address
from core.catalog.importing.numbers import Unreadable, read_decimal, read_yes_no
from core.catalog.importing.plan_status import plan_status
from core.catalog.importing.plan_variants import plan_variants, refuse_foreign_skus
from core.catalog.importing.plans import ProductPlan
from core.catalog.importing.records import AttributeRecord, ImageRecord, ProductRecord, Severity
from core.catalog.models import AttributeKind
from core.catalog.slugs import slugify

MAX_ATTRIBUTE_VALUE = 120
MAX_ATTRIBUTE_CODE = 40
GOOGLE = "google_shopping."


def plan_product(
    record: ProductRecord,
    existing: ExistingProduct | None,
    context: ImportContext,
    sku_owners: Mapping[str, UUID],
) -> ProductPlan:
    plan = ProductPlan(record, existing)
    plan.values = _product_values(record, existing, context)
    _plan_attributes(plan, context)
    plan_variants(plan, context)
    refuse_foreign_skus(plan, sku_owners, context)
    _plan_images(plan, context)
    plan_status(plan, context)
    return plan


def _product_values(
    record: ProductRecord, existing: ExistingProduct | None, context: ImportContext
) -> dict[str, Any]:
    extra = dict(existing.product.extra) if existing else {}
    wanted: dict[str, Any] = {"title": record.title}
    optional = {
        Field.DESCRIPTION: ("description_html", record.description_html),
        Field.TAGS: ("tags", list(record.tags)),
        Field.SEO_TITLE: ("seo_title", record.seo_title),
        Field.SEO_DESCRIPTION: ("seo_description", record.seo_description),
    }
    wanted |= {name: value for f, (name, value) in optional.items() if context.has(f)}
    if existing is None or context.has(*OPTION_VALUES):
        wanted["option_names"] = [option.name for option in record.options]
    if context.has(Field.TYPE):
        extra["product_type"] = record.product_type
    if context.has(Field.VENDOR):
        extra["brand"] = record.vendor_name
    extra["fields"] = {**extra.get("fields", {}), **_unlisted_fields(record)}
    wanted["extra"] = {name: value for name, value in extra.items() if value}
    if category := context.categories.find(record):
        wanted["category_id"] = category
    if existing is None:
        return wanted
    return {n: v for n, v in wanted.items() if getattr(existing.product, n) != v}


def attribute_values(attribute: AttributeRecord) -> tuple[str, ...]:
    """A cell may list several values with semicolons between them."""
    values = (" ".join(part.split()) for part in attribute.value.split(";"))
    return tuple(dict.fromkeys(value for value in values if value))


def attribute_code(attribute: AttributeRecord) -> str:
    name = attribute.key.partition(".")[2]
    return slugify(name, longest=MAX_ATTRIBUTE_CODE, otherwise="fact").replace("-", "_")


def _is_listed(attribute: AttributeRecord) -> bool:
    """Whether shoppers may see it: words for advertising and long texts are only kept."""
    return not attribute.key.startswith(GOOGLE) and all(
        len(value) <= MAX_ATTRIBUTE_VALUE for value in attribute_values(attribute)
    )


def _unlisted_fields(record: ProductRecord) -> dict[str, dict[str, str]]:
    return {
        attribute.key: {"label": attribute.label, "value": attribute.value}
        for attribute in record.attributes
        if not _is_listed(attribute)
    }


def _plan_attributes(plan: ProductPlan, context: ImportContext) -> None:
    """By code, those whose values differ from what the product has."""
    known: dict[str, set[str]] = {}
    for given, code in plan.existing.attributes if plan.existing else ():
        known.setdefault(code, set()).add(given.value)
    for attribute in plan.record.attributes:
        if not _is_listed(attribute):
            continue
        code = attribute_code(attribute)
        kind = context.attribute_kinds.get(code, AttributeKind.TEXT)
        try:
            values = tuple(_typed(value, kind) for value in attribute_values(attribute))
        except Unreadable as problem:
            plan.issue(Severity.WARNING, f"{attribute.label}: {problem} It was left out.")
            continue
        if set(values) != known.get(code, set()):
            plan.attributes[code] = (attribute, values)


def _typed(value: str, kind: AttributeKind) -> str:
    match kind:
        case AttributeKind.FLAG:
            return "yes" if read_yes_no(value) else "no"
        case AttributeKind.NUMBER:
            return str(read_decimal(value))
        case AttributeKind.TEXT:
            return value


def _plan_images(plan: ProductPlan, context: ImportContext) -> None:
    plan.images = _usable_images(plan, context)
    unusable = {image.url for image in plan.record.images} - {i.url for i in plan.images}
    if unusable:
        plan.issue(
            Severity.WARNING,
            f"{len(unusable)} image paths are no web addresses. Please upload them.",
        )
    if not context.has(Field.IMAGE, Field.VARIANT_IMAGE):
        return
    if plan.existing is None:
        plan.images_change = bool(plan.images)
        return
    kept = [(plan.existing.image_of(i.url, context.origin), i.alt) for i in plan.images]
    wanted = [image.id for image, _ in kept if image is not None]
    order = [image.id for image, _ in plan.existing.images]
    imported = {image.id for image, asset in plan.existing.images if asset.source_url}
    plan.images_change = any(image is None or (alt and image.alt != alt) for image, alt in kept)
    if context.has(Field.IMAGE):
        plan.images_change |= order[: len(wanted)] != wanted or bool(imported - set(wanted))


def _usable_images(plan: ProductPlan, context: ImportContext) -> list[ImageRecord]:
    """The product's pictures, then those that only variants name, as far as they can be
    fetched or are here already.
    """
    images = list(plan.record.images)
    listed = {image.url for image in images}
    for variant in plan.record.variants:
        if variant.image_url and variant.image_url not in listed:
            listed.add(variant.image_url)
            images.append(ImageRecord(variant.image_url, len(images) + 1))
    existing = plan.existing
    return [
        image
        for image in images
        if is_web_address(image.url)
        or (existing is not None and existing.image_of(image.url, context.origin))
    ]
