"""What the parts of a past order cost, line by line, refunds included."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from core.demo.history.plan import PlannedLine, PlannedOrder, PlannedPart, Stage
from core.demo.workshops import Workshops
from core.kernel.money import Money, total
from core.ledger.post import SalePart


@dataclass(frozen=True, slots=True)
class LineSums:
    """``refunded`` of ``total`` and of ``commission`` was given back for ``units_back``."""

    planned: PlannedLine
    unit: Money
    commission: Money
    units_back: int
    refunded: Money
    commission_back: Money

    @property
    def total(self) -> Money:
        return self.unit * self.planned.quantity


@dataclass(frozen=True, slots=True)
class PartSums:
    """A vendor's part. A canceled part gave everything back, its delivery too."""

    planned: PlannedPart
    vendor_id: UUID
    bps: int
    lines: Sequence[LineSums]
    delivery: Money

    @property
    def items(self) -> Money:
        return total((line.total for line in self.lines), self.delivery.currency)

    @property
    def total(self) -> Money:
        return self.items + self.delivery

    @property
    def commission(self) -> Money:
        return total((line.commission for line in self.lines), self.delivery.currency)

    @property
    def delivery_back(self) -> Money:
        return self.delivery if self.planned.stage is Stage.CANCELED else self.delivery * 0

    @property
    def refunded(self) -> Money:
        backs = (line.refunded for line in self.lines)
        return total(backs, self.delivery.currency) + self.delivery_back

    @property
    def commission_back(self) -> Money:
        return total((line.commission_back for line in self.lines), self.delivery.currency)

    def sale(self, vendor_order_id: UUID) -> SalePart:
        nothing = self.delivery * 0
        return SalePart(self.vendor_id, vendor_order_id, self.total, self.commission, nothing)

    def given_back(self, vendor_order_id: UUID) -> SalePart:
        nothing = self.delivery * 0
        return SalePart(
            self.vendor_id, vendor_order_id, self.refunded, self.commission_back, nothing
        )


def sums_of(order: PlannedOrder, workshops: Workshops) -> list[PartSums]:
    country, currency = order.buyer.address["country"], order.buyer.currency
    found: list[PartSums] = []
    for part in order.parts:
        bps = workshops.bps[part.vendor]
        lines = [_line(part, index, currency, bps) for index in range(len(part.lines))]
        goods = total((line.total for line in lines), currency)
        delivery = workshops.delivery(part.vendor, country, goods)
        found.append(PartSums(part, workshops.ids[part.vendor], bps, lines, delivery))
    return found


def _line(part: PlannedPart, index: int, currency: str, bps: int) -> LineSums:
    line = part.lines[index]
    unit = Money(line.variant.prices[currency], currency)
    whole = unit * line.quantity
    commission = whole.share(bps)
    units = _units_back(part, index)
    return LineSums(
        planned=line,
        unit=unit,
        commission=commission,
        units_back=units,
        refunded=whole.scale(units, line.quantity),
        commission_back=commission.scale(units, line.quantity),
    )


def _units_back(part: PlannedPart, index: int) -> int:
    if part.stage is Stage.CANCELED:
        return part.lines[index].quantity
    refund = part.refund
    return refund.units if refund is not None and refund.line == index else 0
