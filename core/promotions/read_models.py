"""Discounts of an order as pages, mails and documents name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.kernel.money import Money, total
from core.promotions.models import DiscountLine


@dataclass(frozen=True, slots=True)
class DiscountDetail:
    """One promotion's part. ``subsidy`` is what of it the market pays."""

    label: str
    code: str
    amount: Money
    subsidy: Money

    @property
    def name(self) -> str:
        return f"{self.label} ({self.code})" if self.code else self.label


def summed(
    rows: Iterable[DiscountLine], vendor_order_id: UUID | None = None
) -> tuple[DiscountDetail, ...]:
    """By promotion, in the order in which they applied; of one part, where that is asked."""
    found: dict[UUID, list[DiscountLine]] = {}
    for row in rows:
        if vendor_order_id in {None, row.vendor_order_id}:
            found.setdefault(row.promotion_id, []).append(row)
    return tuple(
        DiscountDetail(
            own[0].label,
            own[0].code,
            total((Money(row.amount_minor, row.currency) for row in own), own[0].currency),
            total((Money(row.subsidy_minor, row.currency) for row in own), own[0].currency),
        )
        for own in found.values()
    )
