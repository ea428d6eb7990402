"""Write the plans of a batch: products, variants, prices with their history.

Rows are written in the order of their foreign keys, each kind in one statement for the whole
batch. The caller holds a savepoint around it; stock is counted by the caller, since it
belongs to a domain above this one.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog.importing import queries
from core.catalog.importing.apply_images import PictureShelf, write_images
from core.catalog.importing.apply_status import move_products
from core.catalog.importing.context import ImportContext
from core.catalog.importing.plans import ProductPlan, VariantPlan
from core.catalog.importing.report import Outcome
from core.catalog.importing.slugs import free_slugs
from core.catalog.models import (
    Attribute,
    OptionValue,
    PriceChange,
    Product,
    ProductAttribute,
    ProductVariant,
    VariantPrice,
)
from core.kernel.clock import utc_now

REASON = "Product file"
UNIQUE_COLUMNS = {"sku", "option1", "option2", "option3"}

Written = list[tuple[ProductPlan, Product]]


async def apply_plans(
    session: AsyncSession, plans: Sequence[ProductPlan], context: ImportContext
) -> dict[UUID, int]:
    """Write what the plans change. Returns the units on the shelf to be set, by variant."""
    changing = [p for p in plans if p.outcome in {Outcome.CREATED, Outcome.UPDATED}]
    if not changing:
        return {}
    shelf = await PictureShelf.of(session, changing, context)
    written = await _write_products(session, changing, context)
    image_ids = await write_images(session, written, context, shelf)
    counts = await _write_variants(session, written, context, image_ids)
    await _write_attributes(session, written)
    await move_products(session, written, context)
    return counts


async def _write_products(
    session: AsyncSession, plans: Sequence[ProductPlan], context: ImportContext
) -> Written:
    handles = [plan.record.handle for plan in plans if plan.existing is None]
    slugs = await free_slugs(session, handles)
    written: Written = []
    for plan in plans:
        if plan.existing is None:
            handle = plan.record.handle
            product = Product(
                vendor_id=context.vendor_id, handle=handle, slug=slugs[handle], title=""
            )
            session.add(product)
        else:
            product = plan.existing.product
            product.updated_at = utc_now()
        for name, value in plan.values.items():
            setattr(product, name, value)
        written.append((plan, product))
    await session.flush()
    return written


async def _write_variants(
    session: AsyncSession,
    written: Written,
    context: ImportContext,
    image_ids: dict[tuple[UUID, str], UUID],
) -> dict[UUID, int]:
    await _loosen(session, written)
    rows: list[tuple[VariantPlan, ProductVariant]] = []
    for plan, product in written:
        for variant in plan.variants:
            row = variant.existing or ProductVariant(
                product_id=product.id, vendor_id=context.vendor_id
            )
            for name, value in variant.values.items():
                setattr(row, name, value)
            if url := variant.image_url:
                row.image_id = image_ids.get((product.id, url), row.image_id)
            session.add(row)
            rows.append((variant, row))
        await _write_option_values(session, plan, product)
    await session.flush()
    for variant, row in rows:
        _write_prices(session, variant, row, context)
    await session.flush()
    return {row.id: v.units for v, row in rows if v.units is not None}


async def _loosen(session: AsyncSession, written: Written) -> None:
    """Take retired variants off sale, and free the SKUs and options of those that change
    them: two variants may be exchanging theirs.
    """
    loosened = False
    for plan, _ in written:
        for variant in plan.retired:
            variant.is_active = False
            loosened = True
        for change in plan.variants:
            if change.existing is None or not UNIQUE_COLUMNS & change.values.keys():
                continue
            change.values.setdefault("sku", change.existing.sku)
            change.values["is_active"] = True
            change.existing.is_active = False
            change.existing.sku = ""
            loosened = True
    if loosened:
        await session.flush()


async def _write_option_values(
    session: AsyncSession, plan: ProductPlan, product: Product
) -> None:
    """One row for each value in use, in the order of the file."""
    if plan.existing is not None and not any(variant.changes for variant in plan.variants):
        return
    wanted: dict[tuple[int, str], None] = {}
    for axis, option in enumerate(plan.record.options, start=1):
        wanted |= dict.fromkeys((axis, value) for value in option.values)
    for variant in plan.existing.variants if plan.existing else ():
        if variant.is_active:
            wanted |= dict.fromkeys(enumerate(variant.options, start=1))
    known = {
        (v.axis, v.value): v for v in (plan.existing.option_values if plan.existing else ())
    }
    for position, (axis, value) in enumerate(wanted):
        if row := known.pop((axis, value), None):
            row.position = position
        else:
            session.add(
                OptionValue(product_id=product.id, axis=axis, value=value, position=position)
            )
    for row in known.values():
        await session.delete(row)


def _write_prices(
    session: AsyncSession, plan: VariantPlan, variant: ProductVariant, context: ImportContext
) -> None:
    for currency, (amount_minor, compare_at_minor) in plan.prices.items():
        price = plan.current_prices.get(currency)
        if price is None:
            price = VariantPrice(variant_id=variant.id, currency=currency, amount_minor=0)
        elif plan.keeps_compare_at(currency, context):
            compare_at_minor = price.compare_at_minor  # noqa: PLW2901
        if compare_at_minor is not None and compare_at_minor <= amount_minor:
            compare_at_minor = None  # noqa: PLW2901
        price.amount_minor = amount_minor
        price.compare_at_minor = compare_at_minor
        session.add(price)
        session.add(
            PriceChange(
                variant_id=variant.id,
                currency=currency,
                amount_minor=amount_minor,
                compare_at_minor=compare_at_minor,
                actor=context.principal.actor,
                reason=REASON,
            )
        )


async def _write_attributes(session: AsyncSession, written: Written) -> None:
    """Attributes that the market does not know yet are added, without becoming a facet."""
    if not any(plan.attributes for plan, _ in written):
        return
    known = await queries.attributes_by_code(session)
    for plan, _ in written:
        for code, (attribute, _) in plan.attributes.items():
            if code not in known:
                known[code] = Attribute(code=code, name=attribute.label[:80], is_facet=False)
                session.add(known[code])
        for row, code in plan.existing.attributes if plan.existing else ():
            if code in plan.attributes:
                await session.delete(row)
    await session.flush()
    for plan, product in written:
        for code, (_, values) in plan.attributes.items():
            session.add_all(
                ProductAttribute(
                    product_id=product.id, attribute_id=known[code].id, value=value
                )
                for value in values
            )
    await session.flush()
