"""What a withdrawal reaches, unit by unit: pure, so that the page shows what the act will
do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money, total
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.statuses import VendorOrderStatus
from core.refunds.plan import worth_of
from core.returns import queries
from core.returns.terms import returnable, window_of

NOT_SENT = {VendorOrderStatus.PLACED, VendorOrderStatus.ACCEPTED}
UNDER_WAY = {
    *NOT_SENT,
    VendorOrderStatus.FULFILLED,
    VendorOrderStatus.DELIVERED,
    VendorOrderStatus.COMPLETED,
}


@dataclass(frozen=True, slots=True)
class Split:
    """Units by line: ``cancel`` before they leave, ``back`` after. ``is_whole``: nothing of the
    part stays with the buyer, so the delivery is given back. ``ends_part``: nothing of it left.
    """

    cancel: dict[UUID, int] = field(default_factory=dict[UUID, int])
    back: dict[UUID, int] = field(default_factory=dict[UUID, int])
    is_whole: bool = False
    ends_part: bool = False

    @property
    def units(self) -> dict[UUID, int]:
        lines = {*self.cancel, *self.back}
        return {x: self.cancel.get(x, 0) + self.back.get(x, 0) for x in lines}


@dataclass(frozen=True, slots=True)
class WithdrawablePart:
    """One workshop's lines, with what of them is withdrawn and what is paid back for it."""

    lines: tuple[OrderLine, ...]
    split: Split
    goods: Money
    delivery: Money


def wanted_of(stored: Mapping[str, int]) -> dict[UUID, int]:
    return {UUID(line_id): count for line_id, count in stored.items()}


def split_of(
    part: VendorOrder,
    lines: Sequence[OrderLine],
    unsettled: Mapping[UUID, int],
    wanted: Mapping[UUID, int],
    now: datetime,
) -> Split:
    """``wanted`` units by line of the order, or nothing for all of it. What has not left is
    canceled first; what has left comes back within the legal window, or before it arrives.
    """
    if part.status not in UNDER_WAY:
        return Split()
    window = window_of(part)
    is_late = window is not None and now > window.legal_until
    cancel: dict[UUID, int] = {}
    back: dict[UUID, int] = {}
    stays = 0
    for line in lines:
        left = line.quantity - line.quantity_refunded
        most = wanted.get(line.id, 0) if wanted else line.quantity
        most = min(most, left - unsettled.get(line.id, 0))
        unsent = max(0, min(most, line.quantity_open if part.status in NOT_SENT else 0))
        sent = min(most - unsent, returnable(line, unsettled.get(line.id, 0)))
        if unsent:
            cancel[line.id] = unsent
        if sent > 0 and not is_late:
            back[line.id] = sent
        stays += left - unsettled.get(line.id, 0) - unsent
        stays -= back.get(line.id, 0)
    is_whole = stays == 0 and bool(cancel or back)
    none_left = not any(line.quantity_fulfilled for line in lines)
    return Split(cancel, back, is_whole, is_whole and none_left and part.status in NOT_SENT)


async def read_withdrawable(
    session: AsyncSession, order: Order, wanted: Mapping[UUID, int]
) -> list[WithdrawablePart]:
    """Every part of the order, as a withdrawal of ``wanted`` would find it now."""
    now = await orders.db_now(session)
    found: list[WithdrawablePart] = []
    for part in await orders.vendor_orders_of(session, order.id):
        lines = await orders.lines_of_vendor_order(session, part.id)
        unsettled = await queries.unsettled_units(session, part.id)
        split = split_of(part, lines, unsettled, wanted, now)
        units = split.units
        goods = [worth_of(x, units[x.id], order.currency) for x in lines if x.id in units]
        delivery = part.delivery_left_minor if split.is_whole else 0
        found.append(
            WithdrawablePart(
                tuple(lines), split, total(goods, order.currency),
                Money(delivery, order.currency),
            )
        )  # fmt: skip
    return found
