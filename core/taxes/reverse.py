"""A refund undoes the tax of what it gives back: exactly, however it is split in time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.taxes import queries
from core.taxes.models import OwedBy, TaxLine, TaxReversal


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Of what was ``charged`` for a line (or a delivery), with its tax: how much had been
    given back before a refund, and how much after it.
    """

    charged: Money
    before: Money
    after: Money


def reversed_tax(tax: TaxLine, given: GivenBack) -> tuple[Money, Money]:
    """Base and tax that the refund undoes: the difference of two cumulative shares, so that
    refunds of everything undo everything.
    """
    whole = given.charged.minor
    if not whole:
        return tax.base * 0, tax.amount * 0

    def share(of: Money) -> Money:
        return of.scale(given.after.minor, whole) - of.scale(given.before.minor, whole)

    return share(tax.base), share(tax.amount)


async def reverse_taxes(
    session: AsyncSession,
    refund_id: UUID,
    vendor_order_id: UUID,
    given: Mapping[UUID | None, GivenBack],
) -> Sequence[tuple[str, Money]]:
    """Store what the refund undoes, by line (None is the delivery).

    Returns what the market owes less, by jurisdiction.
    """
    less: dict[str, Money] = {}
    for tax in await queries.tax_lines_of_part(session, vendor_order_id):
        if tax.order_line_id not in given:
            continue
        base, amount = reversed_tax(tax, given[tax.order_line_id])
        session.add(
            TaxReversal(
                refund_id=refund_id,
                tax_line_id=tax.id,
                base_minor=base.minor,
                amount_minor=amount.minor,
            )
        )
        if tax.owed_by is OwedBy.MARKET and amount:
            less[tax.jurisdiction] = less.get(tax.jurisdiction, amount * 0) + amount
    return sorted(less.items())
