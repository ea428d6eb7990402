"""Set prices. Every change leaves a row of history, the first price too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries
from core.catalog.announce import announce, touch
from core.catalog.events import PriceChanged
from core.catalog.inputs import PriceInput
from core.catalog.models import PriceChange, Product, ProductVariant, VariantPrice
from core.catalog.update_product import lock_for_edit
from core.events.outbox import emit
from core.kernel.currencies import ensure_sold_in
from core.kernel.principal import Principal


@dataclass(slots=True)
class PriceSet:
    """Variants whose price is now another one; a first price changes nothing for anybody."""

    changed: set[UUID] = field(default_factory=set)

    async def announce(self, session: AsyncSession, product: Product) -> None:
        if self.changed:
            variant_ids = sorted(self.changed)
            await emit(session, PriceChanged(product_id=product.id, variant_ids=variant_ids))


async def set_prices(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    prices: Mapping[UUID, Sequence[PriceInput]],
    *,
    reason: str = "",
) -> None:
    """Set the prices of variants of one product, each in the currencies given."""
    product = await lock_for_edit(session, principal, product_id)
    variants = await queries.variants_of(session, product_id, prices.keys())
    given = [(variants[i], price) for i, several in prices.items() for price in several]
    change = await write_prices(session, principal, given, reason=reason)
    await change.announce(session, product)
    await announce(session, product)


async def remove_prices(
    session: AsyncSession,
    principal: Principal,
    product_id: UUID,
    variant_ids: Sequence[UUID],
    currency: str,
    *,
    reason: str = "",
) -> None:
    """Stop selling the variants in this currency."""
    product = await lock_for_edit(session, principal, product_id)
    variants = await queries.variants_of(session, product_id, variant_ids)
    prices = await queries.prices_of(session, variants.keys())
    gone = [price for (_, priced_in), price in prices.items() if priced_in == currency]
    for price in gone:
        await session.delete(price)
        session.add(
            PriceChange(
                variant_id=price.variant_id,
                currency=currency,
                actor=principal.actor,
                reason=reason[:120],
            )
        )
    touch(product)
    await PriceSet({price.variant_id for price in gone}).announce(session, product)


async def write_prices(
    session: AsyncSession,
    principal: Principal,
    given: Sequence[tuple[ProductVariant, PriceInput]],
    *,
    reason: str = "",
) -> PriceSet:
    """Rows and history of the prices that differ; the product is locked by the caller."""
    change = PriceSet()
    existing = await queries.prices_of(session, {v.id for v, _ in given}) if given else {}
    for variant, price in given:
        currency = ensure_sold_in(price.amount.currency)
        compare_at = price.compare_at.minor if price.compare_at else None
        row = existing.get((variant.id, currency))
        if row is None:
            row = VariantPrice(variant_id=variant.id, currency=currency, amount_minor=0)
            existing[variant.id, currency] = row
        elif (row.amount_minor, row.compare_at_minor) == (price.amount.minor, compare_at):
            continue
        else:
            change.changed.add(variant.id)
        row.amount_minor, row.compare_at_minor = price.amount.minor, compare_at
        session.add_all([row, _history(row, principal, reason)])
    await session.flush()
    return change


def _history(row: VariantPrice, principal: Principal, reason: str) -> PriceChange:
    return PriceChange(
        variant_id=row.variant_id,
        currency=row.currency,
        amount_minor=row.amount_minor,
        compare_at_minor=row.compare_at_minor,
        actor=principal.actor,
        reason=reason[:120],
    )
