"""What the engine is given: lines, deliveries, promotions as rules, and what is known of the
buyer. No rows and no I/O, so that the simulator, the bag and the checkout ask the same thing.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.kernel.money import Money
from core.promotions.models import PromotionKind, PromotionStatus
from core.promotions.terms import Terms


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of one variant. ``categories`` are all from the department down."""

    variant_id: UUID
    product_id: UUID
    vendor_id: UUID
    unit: Money
    quantity: int
    categories: frozenset[UUID] = frozenset()
    collections: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a workshop's parcel costs. ``usual`` is the cheapest way to send it: a faster one
    is not given away with free delivery, its surplus is paid.
    """

    vendor_id: UUID
    price: Money
    usual: Money


@dataclass(frozen=True, slots=True)
class Facts:
    """``country`` and ``is_first_order`` are None while nobody knows; then they bar nothing."""

    currency: str
    at: datetime
    country: str | None = None
    groups: frozenset[UUID] = frozenset()
    is_first_order: bool | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A promotion as the engine reads it. ``code`` is the one that unlocked it, or empty.

    ``*_left`` are None without a limit.
    """

    id: UUID
    label: str
    kind: PromotionKind
    terms: Terms
    platform_bps: int = 10_000
    currency: str | None = None
    status: PromotionStatus = PromotionStatus.ACTIVE
    code: str = ""
    coupon_id: UUID | None = None
    vendor_id: UUID | None = None
    vendor_name: str = ""
    priority: int = 0
    stacking_group: str = ""
    is_exclusive: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    uses_left: int | None = None
    uses_left_of_buyer: int | None = None
    budget_left: Money | None = None

    @property
    def name(self) -> str:
        """What the buyer knows it by."""
        return self.code or self.label

    @property
    def order(self) -> tuple[int, str]:
        """Rules are tried by priority; the id makes the order a total one."""
        return -self.priority, str(self.id)
