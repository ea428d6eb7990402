"""What a refund of pieces is worth: pure, exact, and the same however it is split in time.

The amount of a line's n-th unit is the difference of two cumulative shares, so that the units
of a line always add up to the line, and its commission to its commission.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.kernel.money import Money, total
from core.orders.models import OrderLine
from core.refunds.errors import NothingToRefund, RefundTooLarge


@dataclass(frozen=True, slots=True)
class LineRefund:
    line_id: UUID
    quantity: int
    amount: Money
    commission: Money


@dataclass(frozen=True, slots=True)
class RefundPlan:
    lines: tuple[LineRefund, ...]
    delivery: Money

    @property
    def amount(self) -> Money:
        currency = self.delivery.currency
        return total((line.amount for line in self.lines), currency) + self.delivery

    @property
    def commission(self) -> Money:
        return total((line.commission for line in self.lines), self.delivery.currency)


def plan_refund(
    lines: Sequence[OrderLine],
    quantities: Mapping[UUID, int],
    delivery: Money,
    *,
    delivery_left: Money,
) -> RefundPlan:
    """``quantities`` are units to refund by line; ``delivery`` a part of what was paid for
    it.
    """
    by_id = {line.id: line for line in lines}
    wanted = {line_id: units for line_id, units in quantities.items() if units}
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
    return RefundPlan(tuple(parts), delivery)


def _line_refund(line: OrderLine, units: int, currency: str) -> LineRefund:
    refunded_after = line.quantity_refunded + units
    whole = Money(line.total_minor, currency)
    commission = Money(line.commission_minor, currency)
    amount = whole.scale(refunded_after, line.quantity) - Money(line.refunded_minor, currency)
    given_back = Money(line.commission_refunded_minor, currency)
    return LineRefund(
        line.id, units, amount, commission.scale(refunded_after, line.quantity) - given_back
    )
