"""A tax as it is charged on a line or on the delivery of a parcel."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.kernel.money import Money, total
from core.taxes.models import Goods, OwedBy, Treatment


@dataclass(frozen=True, slots=True)
class TaxCharge:
    """``base`` is without the tax, whether the price contains it or it comes on top."""

    jurisdiction: str
    treatment: Treatment
    goods: Goods
    rate_ppm: int
    base: Money
    amount: Money
    is_included: bool
    owed_by: OwedBy


def on_top(charges: Iterable[TaxCharge], currency: str) -> Money:
    return total((c.amount for c in charges if not c.is_included), currency)


def included(charges: Iterable[TaxCharge], currency: str) -> Money:
    return total((c.amount for c in charges if c.is_included), currency)


def owed_by_market(charges: Iterable[TaxCharge], currency: str) -> Money:
    return total((c.amount for c in charges if c.owed_by is OwedBy.MARKET), currency)
