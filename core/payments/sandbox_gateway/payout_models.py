"""The bank's books of what shops pay out."""

from enum import StrEnum
from secrets import token_urlsafe

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from core.db.base import Table
from core.db.types import string_enum


class PayoutStatus(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


class SandboxPayout(Table, table=True):
    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint(
            "reversed_minor BETWEEN 0 AND amount_minor", name="reversed_within_amount"
        ),
    )

    reference: str = Field(
        default_factory=lambda: f"sbx_po_{token_urlsafe(18)}", max_length=64, unique=True
    )
    merchant_reference: str = Field(max_length=80)
    destination: str = Field(max_length=200)
    description: str = Field(max_length=200)
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    reversed_minor: int = Field(default=0, sa_type=BigInteger)
    status: PayoutStatus = Field(sa_type=string_enum(PayoutStatus))
    failure: str | None = Field(default=None, max_length=60)
