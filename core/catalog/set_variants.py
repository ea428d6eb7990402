"""Give a product its options and variants. What can no longer be chosen is deactivated, never
deleted: orders, prices and stock refer to it.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import announce
from core.catalog.errors import SkuTaken, TooManyVariants
from core.catalog.inputs import OptionInput, VariantInput
from core.catalog.models import MAX_VARIANTS, OptionValue, Product, ProductVariant
from core.catalog.set_prices import write_prices
from core.catalog.update_product import lock_for_edit
from core.catalog.variant_matrix import Combination, carried_over, cleaned, combinations
from core.kernel.errors import Invalid
from core.kernel.principal import Principal


async def set_options(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    options: Sequence[OptionInput],
) -> list[ProductVariant]:
    """Make the matrix of all combinations. Variants that still have a place keep their SKU,
    price and stock; the active variants come back in order.
    """
    product = await lock_for_edit(session, principal, product_id)
    options = cleaned(options)
    combos = combinations(options)
    existing = await queries.list_variants(session, product_id)
    kept = carried_over(product.option_names, {v.id: v.options for v in existing}, options)
    by_id = {variant.id: variant for variant in existing}
    chosen = {combo: by_id[kept[combo]] for combo in combos if combo in kept}
    variants = await _arrange(session, product, options, combos, chosen, existing)
    await announce(session, product)
    return variants


async def set_variants(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    option_names: Sequence[str],
    wanted: Sequence[VariantInput],
) -> list[ProductVariant]:
    """Make exactly these variants, in this order: a matrix may have gaps."""
    product = await lock_for_edit(session, principal, product_id)
    by_combo = _by_combination(option_names, wanted)
    options = cleaned(_axes(option_names, list(by_combo)))
    existing = await queries.list_variants(session, product_id)
    chosen = _matched(product, existing, options, by_combo)
    rows = list(by_combo.values())
    await _ensure_skus_are_free(session, product, [row.sku.strip() for row in rows])
    kept = {variant.id for variant in chosen.values()}
    _give_up_skus([variant for variant in existing if variant.id not in kept], rows)
    for combo, row in by_combo.items():
        if combo not in chosen:
            chosen[combo] = ProductVariant(product_id=product.id, vendor_id=product.vendor_id)
        if chosen[combo].sku != row.sku.strip():
            chosen[combo].sku = ""  # set below: two rows may have swapped theirs
    variants = await _arrange(session, product, options, list(by_combo), chosen, existing)
    for variant, row in zip(variants, rows, strict=True):
        for name, value in row.columns().items():
            setattr(variant, name, value)
    await session.flush()
    pairs = zip(variants, rows, strict=True)
    prices = [(variant, price) for variant, row in pairs for price in row.prices]
    await (await write_prices(session, principal, prices)).announce(session, product)
    await announce(session, product)
    return variants


async def update_variant(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    variant_id: UUID,
    wanted: VariantInput,
) -> ProductVariant:
    """Change one row of the grid; its options stay."""
    product = await lock_for_edit(session, principal, product_id)
    variant = (await queries.variants_of(session, product_id, [variant_id]))[variant_id]
    siblings = await queries.list_variants(session, product_id)
    skus = [v.sku for v in siblings if v.is_active and v.id != variant_id]
    await _ensure_skus_are_free(session, product, [*skus, wanted.sku.strip()])
    _give_up_skus([v for v in siblings if not v.is_active and v.id != variant_id], [wanted])
    await session.flush()
    for name, value in wanted.columns().items():
        setattr(variant, name, value)
    await session.flush()
    prices = [(variant, price) for price in wanted.prices]
    await (await write_prices(session, principal, prices)).announce(session, product)
    await announce(session, product)
    return variant


async def _arrange(
    session: AsyncSession,
    product: Product,
    options: Sequence[OptionInput],
    combos: Sequence[Combination],
    chosen: Mapping[Combination, ProductVariant],
    existing: Sequence[ProductVariant],
) -> list[ProductVariant]:
    """Deactivate first what moves or goes: active variants are unique by their options."""
    places = {variant.id: combo for combo, variant in chosen.items()}
    for variant in existing:
        if places.get(variant.id) != variant.options:
            variant.is_active = False
    await session.flush()
    variants: list[ProductVariant] = []
    for position, combo in enumerate(combos):
        variant = chosen.get(combo) or ProductVariant(
            product_id=product.id, vendor_id=product.vendor_id
        )
        padded = (*combo, None, None, None)
        variant.option1, variant.option2, variant.option3 = padded[:3]
        variant.position, variant.is_active = position, True
        variants.append(variant)
    session.add_all(variants)
    product.option_names = [option.name for option in options]
    await _write_option_values(session, product, options)
    await session.flush()
    return variants


async def _write_option_values(
    session: AsyncSession, product: Product, options: Sequence[OptionInput]
) -> None:
    wanted = {
        (axis, value): position
        for axis, option in enumerate(options, start=1)
        for position, value in enumerate(option.values)
    }
    for row in await queries.list_option_values(session, product.id):
        position = wanted.pop((row.axis, row.value), None)
        if position is None:
            await session.delete(row)
        else:
            row.position = position
    session.add_all(
        OptionValue(product_id=product.id, axis=axis, value=value, position=position)
        for (axis, value), position in wanted.items()
    )


def _by_combination(
    option_names: Sequence[str], wanted: Sequence[VariantInput]
) -> dict[Combination, VariantInput]:
    if not wanted:
        raise Invalid("A product needs at least one variant.", field="variants")
    if len(wanted) > MAX_VARIANTS:
        raise TooManyVariants(len(wanted))
    found: dict[Combination, VariantInput] = {}
    for row in wanted:
        combo = tuple(value.strip() for value in row.options)
        if len(combo) != len(option_names):
            raise Invalid("Every variant needs a value for each option.", field="variants")
        if combo in found:
            raise Invalid(f"Two variants are {' / '.join(combo) or 'alike'}.", field="variants")
        found[combo] = row
    return found


def _axes(option_names: Sequence[str], combos: Sequence[Combination]) -> list[OptionInput]:
    """Values in the order in which they first appear."""
    return [
        OptionInput(name, tuple(dict.fromkeys(combo[axis] for combo in combos)))
        for axis, name in enumerate(option_names)
    ]


def _matched(
    product: Product,
    existing: Sequence[ProductVariant],
    options: Sequence[OptionInput],
    wanted: Mapping[Combination, VariantInput],
) -> dict[Combination, ProductVariant]:
    """By their options, and those that are left by their SKU."""
    kept = carried_over(product.option_names, {v.id: v.options for v in existing}, options)
    by_id = {variant.id: variant for variant in existing}
    found = {combo: by_id[kept[combo]] for combo in wanted if combo in kept}
    used = {variant.id for variant in found.values()}
    by_sku = {v.sku: v for v in reversed(existing) if v.sku and v.id not in used}
    for combo, row in wanted.items():
        if combo not in found and (variant := by_sku.pop(row.sku.strip(), None)):
            found[combo] = variant
    return found


def _give_up_skus(unused: Sequence[ProductVariant], wanted: Sequence[VariantInput]) -> None:
    """A variant that is no longer sold does not keep its SKU from one that is."""
    skus = {row.sku.strip() for row in wanted}
    for variant in unused:
        if variant.sku in skus:
            variant.sku = ""


async def _ensure_skus_are_free(
    session: AsyncSession, product: Product, wanted: Sequence[str]
) -> None:
    skus = [sku for sku in wanted if sku]
    twice = sorted({sku for sku in skus if skus.count(sku) > 1})
    if twice:
        raise SkuTaken(twice)
    if taken := await queries.skus_elsewhere(session, product.vendor_id, product.id, skus):
        raise SkuTaken(sorted(taken))
