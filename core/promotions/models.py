"""Promotions, their codes, who has used them, and what they took off."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import String
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.lifecycle import Lifecycle

WHOLE_BPS = 10_000


class PromotionStatus(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


PROMOTION_LIFECYCLE = Lifecycle(
    {
        PromotionStatus.DRAFT: {PromotionStatus.ACTIVE, PromotionStatus.ENDED},
        PromotionStatus.ACTIVE: {PromotionStatus.PAUSED, PromotionStatus.ENDED},
        PromotionStatus.PAUSED: {PromotionStatus.ACTIVE, PromotionStatus.ENDED},
    }
)


class PromotionKind(StrEnum):
    PERCENT = "percent"
    AMOUNT = "amount"
    FREE_DELIVERY = "free_delivery"
    BUY_GET = "buy_get"  # for every X bought, Y are reduced
    BUNDLE = "bundle"  # a set of products bought together
    TIER = "tier"  # the more, the more percent


class FundedBy(StrEnum):
    PLATFORM = "platform"
    VENDOR = "vendor"
    SHARED = "shared"


class RedemptionStatus(StrEnum):
    ACTIVE = "active"
    RELEASED = "released"


class Promotion(Table, table=True):
    """What is taken off, under which terms. ``terms`` is a ``Terms`` as JSON.

    A workshop's own promotion (``vendor_id``) is funded by it and touches its lines alone.
    ``platform_bps`` is the market's part of every discount. The two counters are kept while
    there is a limit, under the limits that the database checks itself.
    """

    __table_args__ = (
        CheckConstraint(
            "CASE funded_by WHEN 'platform' THEN platform_bps = 10000 "
            "WHEN 'vendor' THEN platform_bps = 0 ELSE platform_bps BETWEEN 1 AND 9999 END",
            name="funding_is_whole",
        ),
        CheckConstraint("vendor_id IS NULL OR funded_by = 'vendor'", name="own_is_own_cost"),
        CheckConstraint(
            "redeemed_count >= 0 AND redeemed_count <= COALESCE(total_limit, redeemed_count)",
            name="uses_within_limit",
        ),
        CheckConstraint(
            "spent_minor >= 0 AND spent_minor <= COALESCE(budget_minor, spent_minor)",
            name="spent_within_budget",
        ),
        CheckConstraint("budget_minor IS NULL OR currency IS NOT NULL", name="budget_is_money"),
        Index(
            "ix_promotions_automatic",
            "vendor_id",
            postgresql_where=text("status = 'active' AND is_automatic"),
        ),
    )

    vendor_id: UUID | None = Field(default=None, foreign_key="vendors.id", index=True)
    name: str = Field(max_length=80)
    label: str = Field(max_length=60)
    status: PromotionStatus = Field(
        default=PromotionStatus.DRAFT, sa_type=string_enum(PromotionStatus), index=True
    )
    kind: PromotionKind = Field(sa_type=string_enum(PromotionKind))
    is_automatic: bool = False
    funded_by: FundedBy = Field(default=FundedBy.PLATFORM, sa_type=string_enum(FundedBy))
    platform_bps: int = WHOLE_BPS
    currency: str | None = Field(default=None, max_length=3)
    terms: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    priority: int = 0
    stacking_group: str = Field(default="", max_length=40)
    is_exclusive: bool = False
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    total_limit: int | None = None
    customer_limit: int | None = None
    budget_minor: int | None = Field(default=None, sa_type=BigInteger)
    redeemed_count: int = 0
    spent_minor: int = Field(default=0, sa_type=BigInteger)

    @property
    def is_limited(self) -> bool:
        return self.total_limit is not None or self.budget_minor is not None


class Coupon(Table, table=True):
    """A code that unlocks a promotion. Stored as ``normal_code`` writes it."""

    __table_args__ = (
        CheckConstraint(
            "used_count >= 0 AND used_count <= COALESCE(use_limit, used_count)",
            name="uses_within_limit",
        ),
    )

    promotion_id: UUID = Field(foreign_key="promotions.id", index=True)
    code: str = Field(max_length=40, unique=True)
    batch: str = Field(default="", max_length=40)
    use_limit: int | None = None
    used_count: int = 0
    is_active: bool = True


class Redemption(Table, table=True):
    """One use of a promotion by one order. ``buyer_keys`` are the buyer's hashed identities."""

    __table_args__ = (
        UniqueConstraint("promotion_id", "order_id"),
        Index("ix_redemptions_buyer_keys", "buyer_keys", postgresql_using="gin"),
        CheckConstraint(
            "amount_minor > 0 AND subsidy_minor BETWEEN 0 AND amount_minor",
            name="amounts_in_range",
        ),
    )

    promotion_id: UUID = Field(foreign_key="promotions.id")
    order_id: UUID = Field(foreign_key="orders.id", index=True)
    coupon_id: UUID | None = Field(default=None, foreign_key="coupons.id", index=True)
    status: RedemptionStatus = Field(
        default=RedemptionStatus.ACTIVE, sa_type=string_enum(RedemptionStatus)
    )
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    subsidy_minor: int = Field(sa_type=BigInteger)
    buyer_keys: list[str] = Field(default_factory=list, sa_type=ARRAY(String(64)))


class DiscountLine(Table, table=True):
    """What a promotion took off one line of an order, or off the delivery of one part of it."""

    __table_args__ = (
        CheckConstraint(
            "amount_minor > 0 AND subsidy_minor BETWEEN 0 AND amount_minor",
            name="amounts_in_range",
        ),
    )

    order_id: UUID = Field(foreign_key="orders.id", index=True)
    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", index=True)
    order_line_id: UUID | None = Field(default=None, foreign_key="order_lines.id", index=True)
    promotion_id: UUID = Field(foreign_key="promotions.id", index=True)
    label: str = Field(max_length=60)
    code: str = Field(default="", max_length=40)
    currency: str = Field(max_length=3)
    amount_minor: int = Field(sa_type=BigInteger)
    subsidy_minor: int = Field(sa_type=BigInteger)
