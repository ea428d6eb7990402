"""Vendors, the people who act for them, and what the market takes."""

from datetime import date, datetime, timedelta
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
from core.kernel.principal import VendorRole


class VendorStatus(StrEnum):
    APPLIED = "applied"
    ONBOARDING = "onboarding"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUSPENDED = "suspended"
    CLOSED = "closed"


VENDOR_LIFECYCLE = Lifecycle(
    {
        VendorStatus.APPLIED: {VendorStatus.ONBOARDING},
        VendorStatus.ONBOARDING: {VendorStatus.IN_REVIEW},
        VendorStatus.IN_REVIEW: {
            VendorStatus.ONBOARDING,
            VendorStatus.APPROVED,
            VendorStatus.REJECTED,
        },
        VendorStatus.REJECTED: {VendorStatus.ONBOARDING},
        VendorStatus.APPROVED: {VendorStatus.SUSPENDED, VendorStatus.CLOSED},
        VendorStatus.SUSPENDED: {VendorStatus.APPROVED, VendorStatus.CLOSED},
    }
)


class CommissionPlan(Table, table=True):
    """What the market takes of a line: ``rate_bps`` ten-thousandths of it. Frozen on the
    order.
    """

    __table_args__ = (
        CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_in_range"),
        Index(
            "uq_commission_plans_default",
            "is_default",
            unique=True,
            postgresql_where=text("is_default"),
        ),
    )

    name: str = Field(max_length=80, unique=True)
    rate_bps: int
    is_default: bool = False


class CommissionRule(Table, table=True):
    """An exception from the plans. Active rules are asked in the order of ``position``; the
    first that matches a line decides, and the order keeps what it decided.

    ``rate_bps`` of the line and ``fixed_minor`` a unit, within minimum and maximum; ``fee_bps``
    and ``fee_fixed_minor`` a line pass the gateway's fee on. Amounts are in ``currency``.
    """

    __table_args__ = (
        CheckConstraint(
            "rate_bps BETWEEN 0 AND 10000 AND fee_bps BETWEEN 0 AND 10000",
            name="rates_in_range",
        ),
        CheckConstraint(
            "fixed_minor >= 0 AND fee_fixed_minor >= 0 AND minimum_minor >= 0 "
            "AND maximum_minor >= coalesce(minimum_minor, 0)",
            name="amounts_in_order",
        ),
        CheckConstraint(
            "currency <> '' OR (fixed_minor = 0 AND fee_fixed_minor = 0 "
            "AND minimum_minor IS NULL AND maximum_minor IS NULL)",
            name="amounts_have_a_currency",
        ),
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
    )

    name: str = Field(max_length=80, unique=True)
    position: int
    is_active: bool = True
    vendor_id: UUID | None = Field(default=None, foreign_key="vendors.id", index=True)
    category_id: UUID | None = Field(
        default=None, foreign_key="categories.id", ondelete="RESTRICT", index=True
    )
    starts_on: date | None = None
    ends_on: date | None = None
    currency: str = Field(default="", max_length=3)
    rate_bps: int = 0
    fixed_minor: int = Field(default=0, sa_type=BigInteger)
    minimum_minor: int | None = Field(default=None, sa_type=BigInteger)
    maximum_minor: int | None = Field(default=None, sa_type=BigInteger)
    fee_bps: int = 0
    fee_fixed_minor: int = Field(default=0, sa_type=BigInteger)


class Vendor(Table, table=True):
    """A workshop: the party that sells, ships and is paid."""

    __table_args__ = (
        CheckConstraint("char_length(country) = 2", name="country_is_iso"),
        CheckConstraint(
            "dispatch_days_min >= 0 AND dispatch_days_max >= dispatch_days_min",
            name="dispatch_days_in_order",
        ),
        CheckConstraint(
            "(vacation_from IS NULL) = (vacation_to IS NULL) AND vacation_to >= vacation_from",
            name="vacation_in_order",
        ),
    )

    slug: str = Field(max_length=80, unique=True)
    name: str = Field(max_length=120)
    status: VendorStatus = Field(
        default=VendorStatus.APPLIED, sa_type=string_enum(VendorStatus), index=True
    )
    is_platform: bool = False
    craft: str = Field(default="", max_length=80)
    story: str = Field(default="", max_length=4000)
    founded: int | None = None
    people: int | None = None
    languages: list[str] = Field(default_factory=list, sa_type=ARRAY(String(8)))

    legal_name: str = Field(default="", max_length=160)
    vat_id: str = Field(default="", max_length=32)
    email: str = Field(max_length=254)
    phone: str = Field(default="", max_length=32)
    line1: str = Field(default="", max_length=120)
    postcode: str = Field(default="", max_length=16)
    town: str = Field(default="", max_length=80)
    region: str = Field(default="", max_length=80)
    country: str = Field(max_length=2)
    latitude: str | None = Field(default=None, max_length=16)
    longitude: str | None = Field(default=None, max_length=16)

    dispatch_days_min: int = 2
    dispatch_days_max: int = 4
    is_auto_accept: bool = False
    is_auto_publish: bool = Field(
        default=True, sa_column_kwargs={"server_default": text("true")}
    )  # set by staff: whether its products skip moderation
    policies: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
    selvedge: str = Field(default="", max_length=1000)
    mark_path: str = Field(default="", max_length=255)
    joined_on: date | None = None
    commission_plan_id: UUID | None = Field(default=None, foreign_key="commission_plans.id")
    # The first and the last day away: nothing is sold from the one to the other.
    vacation_from: date | None = None
    vacation_to: date | None = None
    vacation_message: str = Field(
        default="", max_length=300, sa_column_kwargs={"server_default": text("''")}
    )

    def back_on(self, day: date) -> date | None:
        """The first day on which it sells again; None when ``day`` is no holiday of its."""
        if self.vacation_from is None or self.vacation_to is None:
            return None
        is_away = self.vacation_from <= day <= self.vacation_to
        return self.vacation_to + timedelta(days=1) if is_away else None


class VendorMember(Table, table=True):
    __table_args__ = (UniqueConstraint("vendor_id", "user_id"),)

    vendor_id: UUID = Field(foreign_key="vendors.id")
    user_id: UUID = Field(foreign_key="users.id", index=True)
    role: VendorRole = Field(sa_type=string_enum(VendorRole))
    invited_by: UUID | None = Field(default=None, foreign_key="users.id")
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class VendorStatusChange(Table, table=True):
    """History row of every move in a vendor's lifecycle."""

    vendor_id: UUID = Field(foreign_key="vendors.id", index=True)
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str = Field(max_length=32)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=500)
