"""Replacements: another variant of the same piece, set aside while the first one travels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.catalog import queries as catalog
from core.inventory.take_back import Replacement, give_up_promised, promise
from core.kernel.principal import Principal
from core.orders.models import OrderLine
from core.returns import queries
from core.returns.errors import NoSuchVariant
from core.returns.models import Exchange, ReturnLine, ReturnRequest
from core.returns.statuses import EXCHANGE_LIFECYCLE, ExchangeStatus


async def reserve_replacements(
    session: AsyncSession,
    caller: Principal,
    found: ReturnRequest,
    lines: Sequence[OrderLine],
    wanted: Mapping[UUID, UUID],
) -> None:
    """One for each returned line, at the price of today and never a dearer one: the difference
    is given back. A dearer piece is bought anew.
    """
    by_id = {line.id: line for line in lines}
    rows = [
        await _exchange(
            session,
            row,
            by_id[row.order_line_id],
            wanted.get(row.order_line_id),
            found.currency,
        )
        for row in await queries.lines_of(session, found.id)
    ]
    units: Counter[UUID] = Counter()
    for row in rows:
        units[row.variant_id] += row.quantity
    places = await promise(session, units, reference=found.number, actor=caller.actor)
    for row in rows:
        row.return_id, row.location_id = found.id, places.get(row.variant_id)
    session.add_all(rows)
    await session.flush()


async def keep_for_repair(session: AsyncSession, found: ReturnRequest) -> None:
    """The same pieces go back to the buyer: no stock is touched."""
    for row in await queries.lines_of(session, found.id):
        line = await session.get_one(OrderLine, row.order_line_id)
        session.add(
            Exchange(
                return_id=found.id,
                return_line_id=row.id,
                variant_id=line.variant_id,
                title=line.title,
                options=list(line.options),
                quantity=row.quantity,
                unit_minor=line.unit_minor,
                difference_minor=0,
            )
        )
    await session.flush()


async def give_up_replacements(
    session: AsyncSession, caller: Principal, found: ReturnRequest
) -> None:
    """The return ended without an exchange: what was set aside can be sold again."""
    rows = await queries.open_exchanges(session, found.id)
    for row in rows:
        EXCHANGE_LIFECYCLE.check(row.status, ExchangeStatus.CANCELED)
        row.status = ExchangeStatus.CANCELED
    await give_up_promised(session, promised(rows, found), actor=caller.actor)


def promised(rows: Sequence[Exchange], found: ReturnRequest) -> list[Replacement]:
    """Those whose stock is counted."""
    return [
        Replacement(row.variant_id, row.location_id, row.quantity, found.number)
        for row in rows
        if row.location_id is not None
    ]


async def _exchange(
    session: AsyncSession,
    row: ReturnLine,
    line: OrderLine,
    variant_id: UUID | None,
    currency: str,
) -> Exchange:
    if variant_id is None:
        raise NoSuchVariant
    variant = (await catalog.variants_of(session, line.product_id, [variant_id]))[variant_id]
    price = (await catalog.prices_of(session, [variant_id])).get((variant_id, currency))
    paid = line.total_minor // line.quantity
    if not variant.is_active or price is None or price.amount_minor > line.unit_minor:
        raise NoSuchVariant
    return Exchange(
        return_id=row.return_id,
        return_line_id=row.id,
        variant_id=variant_id,
        title=line.title,
        options=list(variant.options),
        quantity=row.quantity,
        unit_minor=price.amount_minor,
        difference_minor=min(0, price.amount_minor - paid) * row.quantity,
    )
