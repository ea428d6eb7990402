"""What a refund of pieces is worth: pure, exact, and the same however it is split in time.

The amount of a line's n-th unit is the difference of two cumulative shares, so that the units
of a line always add up to the line, and its commission and subsidy to theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.kernel.money import Money, total
from core.orders.models import OrderLine, VendorOrder
from core.refunds.errors import NothingToRefund, RefundTooLarge


@dataclass(frozen=True, slots=True)
class LineRefund:
    line_id: UUID
    quantity: int
    amount: Money
    commission: Money
    subsidy: Money


@dataclass(frozen=True, slots=True)
class RefundPlan:
    """``subsidy`` is what the market had paid of discounts and gets back from the vendor."""

    lines: tuple[LineRefund, ...]
    delivery: Money
    delivery_subsidy: Money

    @property
    def amount(self) -> Money:
        currency = self.delivery.currency
        return total((line.amount for line in self.lines), currency) + self.delivery

    @property
    def commission(self) -> Money:
        return total((line.commission for line in self.lines), self.delivery.currency)

    @property
    def subsidy(self) -> Money:
        lines = total((line.subsidy for line in self.lines), self.delivery.currency)
        return lines + self.delivery_subsidy


def plan_refund(
    part: VendorOrder,
    lines: Sequence[OrderLine],
    quantities: Mapping[UUID, int],
    delivery: Money,
    *,
    is_all: bool = False,
) -> RefundPlan:
    """``quantities`` are units to refund by line; ``delivery`` a part of what was paid for
    it. ``is_all``: nothing of the part remains, so a subsidy of a free delivery ends too.
    """
    by_id = {line.id: line for line in lines}
    wanted = {line_id: units for line_id, units in quantities.items() if units}
    delivery_left = Money(part.delivery_left_minor, part.currency)
    if not wanted and not delivery:
        raise NothingToRefund
    if delivery.minor < 0 or delivery > delivery_left:
        raise RefundTooLarge("the delivery", str(delivery_left.decimal))
    parts: list[LineRefund] = []
    for line_id, units in wanted.items():
        line = by_id.get(line_id)
        if line is None or units < 0:
            raise NothingToRefund
        left = line.quantity - line.quantity_refunded
        if units > left:
            raise RefundTooLarge(f"“{line.title}”", str(left))
        parts.append(_line_refund(line, units, delivery.currency))
    return RefundPlan(tuple(parts), delivery, _delivery_subsidy(part, delivery, is_all=is_all))


def _delivery_subsidy(part: VendorOrder, delivery: Money, *, is_all: bool) -> Money:
    """The market's part of a delivery discount, pro rata of what was paid for delivery."""
    subsidy = Money(part.delivery_subsidy_minor, part.currency)
    paid = part.delivery_minor - part.delivery_discount_minor
    back = Money(part.delivery_subsidy_refunded_minor, part.currency)
    if is_all:
        return subsidy - back
    if not paid:
        return subsidy * 0
    return subsidy.scale(part.delivery_refunded_minor + delivery.minor, paid) - back


def _line_refund(line: OrderLine, units: int, currency: str) -> LineRefund:
    refunded_after = line.quantity_refunded + units
    whole = Money(line.total_minor, currency)
    commission = Money(line.commission_minor, currency)
    amount = whole.scale(refunded_after, line.quantity) - Money(line.refunded_minor, currency)
    given_back = Money(line.commission_refunded_minor, currency)
    subsidy = Money(line.subsidy_minor, currency)
    taken_back = Money(line.subsidy_refunded_minor, currency)
    return LineRefund(
        line.id,
        units,
        amount,
        commission.scale(refunded_after, line.quantity) - given_back,
        subsidy.scale(refunded_after, line.quantity) - taken_back,
    )
