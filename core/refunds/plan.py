"""What a refund of pieces is worth: pure, exact, and the same however it is split in time.

The amount of a line's n-th unit is the difference of two cumulative shares, so that the units
of a line always add up to the line. Commission and subsidy follow the money that goes back, so
that they add up to theirs however a line is given back, in units or in parts of its price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.kernel.money import Money, total
from core.orders.models import OrderLine, VendorOrder
from core.refunds.errors import NothingToRefund, RefundTooLarge


@dataclass(frozen=True, slots=True)
class Adjustment:
    """In minor units: ``withheld`` of the units' worth stays with the vendor, ``extra`` is
    given
    back without units, as when the buyer keeps a piece.
    """

    withheld: int = 0
    extra: int = 0


AS_IT_IS = Adjustment()
NO_ADJUSTMENTS: Mapping[UUID, Adjustment] = {}


@dataclass(frozen=True, slots=True)
class LineRefund:
    line_id: UUID
    quantity: int
    amount: Money
    commission: Money
    subsidy: Money
    withheld: Money


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
    adjust: Mapping[UUID, Adjustment] = NO_ADJUSTMENTS,
) -> RefundPlan:
    """``quantities`` are units to refund by line; ``delivery`` a part of what was paid for
    it. ``is_all``: nothing of the part remains, so a subsidy of a free delivery ends too.
    """
    by_id = {line.id: line for line in lines}
    wanted = {line_id: units for line_id, units in quantities.items() if units}
    wanted |= {line_id: 0 for line_id in adjust if line_id not in wanted}
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
        change = adjust.get(line_id, AS_IT_IS)
        parts.append(_line_refund(line, units, change, delivery.currency))
    return RefundPlan(tuple(parts), delivery, _delivery_subsidy(part, delivery, is_all=is_all))


def _delivery_subsidy(part: VendorOrder, delivery: Money, *, is_all: bool) -> Money:
    """The market's part of a delivery discount, pro rata of what was paid for delivery."""
    subsidy = Money(part.delivery_subsidy_minor, part.currency)
    paid = part.delivery_charged_minor
    back = Money(part.delivery_subsidy_refunded_minor, part.currency)
    if is_all:
        return subsidy - back
    if not paid:
        return subsidy * 0
    return subsidy.scale(part.delivery_refunded_minor + delivery.minor, paid) - back


def worth_of(line: OrderLine, units: int, currency: str) -> Money:
    """What the next ``units`` of a line are still worth: less what was given back for them
    already, never less than nothing.
    """
    share = Money(line.total_minor, currency).scale(
        line.quantity_refunded + units, line.quantity
    )
    return Money(max(0, share.minor - line.refunded_minor - line.withheld_minor), currency)


def _line_refund(line: OrderLine, units: int, change: Adjustment, currency: str) -> LineRefund:
    worth = worth_of(line, units, currency) if units else Money.zero(currency)
    if not -line.withheld_minor <= change.withheld <= worth.minor:
        raise RefundTooLarge(f"the price of “{line.title}”", str(worth.decimal))
    left = line.total_minor - line.refunded_minor - line.withheld_minor - worth.minor
    if not 0 <= change.extra <= left:
        raise RefundTooLarge(f"“{line.title}”", str(Money(left, currency).decimal))
    amount = Money(worth.minor - change.withheld + change.extra, currency)
    given_back = Money(line.commission_refunded_minor, currency)
    taken_back = Money(line.subsidy_refunded_minor, currency)
    return LineRefund(
        line.id,
        units,
        amount,
        _follow(line, Money(line.commission_minor, currency), amount, units) - given_back,
        _follow(line, Money(line.subsidy_minor, currency), amount, units) - taken_back,
        Money(change.withheld, currency),
    )


def _follow(line: OrderLine, whole: Money, amount: Money, units: int) -> Money:
    """The part of ``whole`` that is gone once ``amount`` is; by units where nothing was
    paid.
    """
    if not line.total_minor:
        return whole.scale(line.quantity_refunded + units, line.quantity)
    return whole.scale(line.refunded_minor + amount.minor, line.total_minor)
