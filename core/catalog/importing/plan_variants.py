"""The variants of a product: which are new, which change, which are left over."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from core.catalog.importing.columns import OPTION_VALUES, Field
from core.catalog.importing.context import ImportContext
from core.catalog.importing.existing import ExistingProduct
from core.catalog.importing.plans import ProductPlan, VariantPlan
from core.catalog.importing.records import Severity, StockPolicy, VariantRecord
from core.catalog.models import ProductVariant, SellMode


def plan_variants(plan: ProductPlan, context: ImportContext) -> None:
    existing = plan.existing
    open_variants = list(existing.variants) if existing else []
    keeps_options = existing is not None and not context.has(*OPTION_VALUES)
    for position, record in enumerate(plan.record.variants):
        match = _match(record, open_variants)
        if match is None and keeps_options and open_variants and open_variants[0].options:
            plan.issue(
                Severity.ERROR,
                "The product has options, but the file has no columns for them.",
                record.row,
            )
            return
        if match is not None:
            open_variants.remove(match)
        variant = _plan_variant(record, match, existing, context)
        if not keeps_options:
            _place(variant, position)
        plan.variants.append(variant)
    _plan_leftovers(plan, open_variants)


def _match(
    record: VariantRecord, candidates: Sequence[ProductVariant]
) -> ProductVariant | None:
    """By SKU, else by option values; an active variant before a retired one."""
    ranked = sorted(candidates, key=lambda variant: not variant.is_active)
    if record.sku:
        for variant in ranked:
            if variant.sku == record.sku:
                return variant
    for variant in ranked:
        is_other_sku = bool(record.sku and variant.sku and variant.sku != record.sku)
        if variant.options == record.option_values and not is_other_sku:
            return variant
    for variant in ranked:
        if variant.options == record.option_values and variant.is_active:
            return variant
    return None


def _plan_variant(
    record: VariantRecord,
    existing: ProductVariant | None,
    product: ExistingProduct | None,
    context: ImportContext,
) -> VariantPlan:
    wanted = _variant_values(record, context)
    if existing is None or product is None:
        prices = _prices(record)
        return VariantPlan(record, None, wanted, prices, record.stock, record.image_url)
    values = {n: v for n, v in wanted.items() if getattr(existing, n) != v}
    current = {p.currency: p for (v, _), p in product.prices.items() if v == existing.id}
    on_hand = product.units.get(existing.id, 0)
    units = None if record.stock is None or record.stock == on_hand else record.stock
    picture = product.image_of(record.image_url, context.origin) if record.image_url else None
    is_shown = picture is not None and picture.id == existing.image_id
    image_url = None if is_shown else record.image_url
    plan = VariantPlan(record, existing, values, {}, units, image_url, current)
    plan.prices = {
        currency: price
        for currency, price in _prices(record).items()
        if not _has_price(plan, currency, price, context)
    }
    return plan


def _place(plan: VariantPlan, position: int) -> None:
    """The option values and the place in the list, where they differ."""
    options = (*plan.record.option_values, None, None, None)
    names = ("option1", "option2", "option3", "position")
    for name, value in zip(names, (*options[:3], position), strict=True):
        if plan.existing is None or getattr(plan.existing, name) != value:
            plan.values[name] = value


def _variant_values(record: VariantRecord, context: ImportContext) -> dict[str, Any]:
    wanted: dict[str, Any] = {"is_active": True}
    if record.sku:
        wanted["sku"] = record.sku
    if record.barcode:
        wanted["barcode"] = record.barcode
    if context.has(Field.GRAMS, Field.WEIGHT):
        wanted["weight_g"] = record.weight_g
    if context.has(Field.REQUIRES_SHIPPING):
        wanted["requires_shipping"] = record.requires_shipping
    if context.has(Field.STOCK_POLICY, Field.TRACKER):
        sells_on = record.stock_policy is StockPolicy.CONTINUE
        wanted["sell_mode"] = SellMode.MADE_TO_ORDER if sells_on else SellMode.STOCK
        wanted["is_stock_tracked"] = record.is_tracked and not sells_on
    return wanted


def _prices(record: VariantRecord) -> dict[str, tuple[int, int | None]]:
    listed = [(record.price, record.compare_at)]
    listed += [(other.price, other.compare_at) for other in record.other_prices]
    return {
        price.currency: (price.minor, None if compare_at is None else compare_at.minor)
        for price, compare_at in listed
    }


def _has_price(
    plan: VariantPlan, currency: str, wanted: tuple[int, int | None], context: ImportContext
) -> bool:
    price = plan.current_prices.get(currency)
    if price is None or price.amount_minor != wanted[0]:
        return False
    return plan.keeps_compare_at(currency, context) or price.compare_at_minor == wanted[1]


def _plan_leftovers(plan: ProductPlan, leftovers: Sequence[ProductVariant]) -> None:
    """Variants that the file does not name stay on sale, unless they have other options than
    the product has now.
    """
    axes = len(plan.record.options)
    active = [variant for variant in leftovers if variant.is_active]
    named = any(plan.record.options) or not active
    for variant in active:
        label = " / ".join(variant.options) or variant.sku
        if len(variant.options) != axes and named:
            plan.retired.append(variant)
            plan.issue(
                Severity.WARNING,
                f"The variant “{label}” does not fit the new options and is taken off sale.",
            )
        else:
            plan.issue(
                Severity.WARNING,
                f"The variant “{label}” is not in the file and stays as it is.",
            )


def refuse_foreign_skus(
    plan: ProductPlan, sku_owners: Mapping[str, UUID], context: ImportContext
) -> None:
    """A SKU belongs to one product of a workshop, in the shop and in the file."""
    own_id = plan.existing.product.id if plan.existing else None
    for variant in plan.record.variants:
        if not variant.sku:
            continue
        owner = sku_owners.get(variant.sku)
        handle = context.file_skus.get(variant.sku, plan.record.handle)
        if (owner is not None and owner != own_id) or handle != plan.record.handle:
            plan.issue(
                Severity.ERROR,
                f"The SKU “{variant.sku}” already belongs to another product.",
                variant.row,
            )
