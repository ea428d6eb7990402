"""An order as it went: who bought what, and when each part moved on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from core.demo.shelves import ShelfVariant
from core.demo.source import Record


class Stage(IntEnum):
    """How far a vendor's part has come; later stages include the earlier ones."""

    EXPIRED = 0  # never paid
    CANCELED = 1  # paid, then called off
    PLACED = 2
    ACCEPTED = 3
    PACKED = 4
    SHIPPED = 5
    DELIVERED = 6
    COMPLETED = 7


@dataclass(frozen=True, slots=True)
class Buyer:
    """``user_id`` is None for a guest."""

    user_id: UUID | None
    email: str
    address: Record
    currency: str

    @property
    def actor(self) -> str:
        return str(self.user_id) if self.user_id else "guest"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    variant: ShelfVariant
    quantity: int


@dataclass(frozen=True, slots=True)
class Times:
    created: datetime
    placed: datetime
    accepted: datetime
    packed: datetime
    handed_over: datetime
    delivered: datetime
    completed: datetime

    def stage_at(self, now: datetime) -> Stage:
        reached = Stage.PLACED
        for stage, moment in (
            (Stage.ACCEPTED, self.accepted),
            (Stage.PACKED, self.packed),
            (Stage.SHIPPED, self.handed_over),
            (Stage.DELIVERED, self.delivered),
            (Stage.COMPLETED, self.completed),
        ):
            if moment <= now:
                reached = stage
        return reached


@dataclass(frozen=True, slots=True)
class Delivered:
    """A line that arrived at somebody with an account."""

    line_id: UUID
    part_id: UUID
    vendor_id: UUID
    variant: ShelfVariant
    buyer: Buyer
    times: Times


@dataclass(frozen=True, slots=True)
class PlannedRefund:
    """Units of one line that were given back money for, some days after delivery."""

    line: int
    units: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedPart:
    vendor: str
    lines: Sequence[PlannedLine]
    times: Times
    stage: Stage
    refund: PlannedRefund | None = None


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    buyer: Buyer
    parts: Sequence[PlannedPart] = field(default=())

    @property
    def created(self) -> datetime:
        return self.parts[0].times.created

    @property
    def placed(self) -> datetime:
        return self.parts[0].times.placed

    @property
    def is_paid(self) -> bool:
        return self.parts[0].stage is not Stage.EXPIRED

    @property
    def is_canceled(self) -> bool:
        return self.parts[0].stage is Stage.CANCELED
