"""Customers of shops and the cards they left with the bank."""

from datetime import datetime
from secrets import token_urlsafe

from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime


class SandboxCustomer(Table, table=True):
    reference: str = Field(
        default_factory=lambda: f"sbx_cus_{token_urlsafe(18)}", max_length=64, unique=True
    )
    email: str = Field(max_length=320)


class SandboxMethod(Table, table=True):
    """A card that may be charged while its owner is away."""

    reference: str = Field(
        default_factory=lambda: f"sbx_pm_{token_urlsafe(18)}", max_length=64, unique=True
    )
    customer_reference: str = Field(max_length=64, index=True)
    brand: str = Field(max_length=20)
    last4: str = Field(max_length=4)
    expiry_month: int
    expiry_year: int
    behavior: str = Field(max_length=40)
    decline_code: str | None = Field(default=None, max_length=40)
    is_removed: bool = False


class SandboxSetup(Table, table=True):
    """A page on which a card is left without paying."""

    reference: str = Field(
        default_factory=lambda: f"sbx_su_{token_urlsafe(18)}", max_length=64, unique=True
    )
    page_token: str = Field(
        default_factory=lambda: token_urlsafe(32), max_length=64, unique=True
    )
    customer_reference: str = Field(max_length=64)
    return_url: str = Field(max_length=2000)
    cancel_url: str = Field(max_length=2000)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    is_done: bool = False
