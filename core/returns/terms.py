"""What may come back, until when, and who pays for the way: pure, from what was promised.

Times are compared with the database's clock by whoever calls.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from core.orders.models import LEGAL_RETURN_DAYS, OrderLine, VendorOrder
from core.returns.errors import (
    NotDeliveredYet,
    NothingToReturn,
    TooManyToReturn,
    WindowOver,
)
from core.returns.statuses import WORKSHOPS_FAULT, Resolution, ReturnReason

ANSWER = timedelta(hours=48)  # the workshop's time to answer, then it counts as a yes
SEND = timedelta(days=21)  # then an approval that nobody used ends
TRAVEL = timedelta(days=21)  # then a parcel that nobody received becomes a dispute
INSPECT = timedelta(days=7)  # then what was received counts as flawless
OFFER = timedelta(days=7)  # then an offer that nobody answered counts as accepted
EVIDENCE = timedelta(hours=72)
DECISION = timedelta(days=7)
GUARANTEE = timedelta(days=730)  # Directive (EU) 2019/771: two years for faults


@dataclass(frozen=True, slots=True)
class Window:
    """``legal_until``: without a reason. ``until``: as the workshop promised. ``fault_until``:
    when the piece is not what was sold.
    """

    legal_until: datetime
    until: datetime
    fault_until: datetime


def window_of(part: VendorOrder) -> Window | None:
    """None until everything of the part has arrived."""
    if part.delivered_at is None:
        return None
    return Window(
        part.delivered_at + timedelta(days=LEGAL_RETURN_DAYS),
        part.delivered_at + timedelta(days=part.return_days),
        part.delivered_at + GUARANTEE,
    )


def ensure_in_window(part: VendorOrder, reason: ReturnReason, now: datetime) -> Window:
    window = window_of(part)
    if window is None:
        raise NotDeliveredYet
    end = window.fault_until if reason in WORKSHOPS_FAULT else window.until
    if now > end:
        raise WindowOver(end.date())
    return window


def is_legal_right(window: Window, resolution: Resolution, now: datetime) -> bool:
    return resolution is Resolution.REFUND and now <= window.legal_until


def vendor_pays(reason: ReturnReason, resolution: Resolution) -> bool:
    return reason in WORKSHOPS_FAULT or resolution is Resolution.REPAIR


def returnable(line: OrderLine, unsettled: int) -> int:
    """Units that left and neither came back nor were given back. ``unsettled`` ones are in an
    open return, so their money is still to go.
    """
    return max(
        0,
        min(
            line.quantity_fulfilled - line.quantity_returned,
            line.quantity - line.quantity_refunded - unsettled,
        ),
    )


def ensure_returnable(
    lines: Sequence[OrderLine], units: Mapping[UUID, int], unsettled: Mapping[UUID, int]
) -> dict[UUID, int]:
    """The chosen units by line, none of them zero."""
    by_id = {line.id: line for line in lines}
    chosen = {line_id: count for line_id, count in units.items() if count}
    if not chosen or not chosen.keys() <= by_id.keys():
        raise NothingToReturn
    for line_id, count in chosen.items():
        left = returnable(by_id[line_id], unsettled.get(line_id, 0))
        if not 0 < count <= left:
            raise TooManyToReturn(by_id[line_id].title, left)
    return chosen
