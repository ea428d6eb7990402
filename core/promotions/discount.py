"""A part of a price that the buyer does not pay, and who pays it instead."""

from dataclasses import dataclass
from uuid import UUID

from core.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Discount:
    """What one promotion takes off one line or one delivery.

    ``subsidy`` is the part of ``amount`` that the market pays to the vendor; the rest is the
    vendor's own gift.
    """

    promotion_id: UUID
    label: str
    code: str
    amount: Money
    subsidy: Money
