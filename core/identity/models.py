"""Accounts, their roles, sessions, one-time secrets, addresses and the audit trail."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.principal import Role


class App(StrEnum):
    """Which of the three apps a session belongs to: a shopper's cookie opens no portal."""

    STOREFRONT = "storefront"
    ADMIN = "admin"
    VENDOR_PORTAL = "vendor_portal"


class TokenPurpose(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105  a purpose, not a secret
    INVITATION = "invitation"


class User(Table, table=True):
    """A person with an account. ``email`` is stored trimmed and lowercased; it is the sign-
    in name.
    """

    email: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=120)
    password_hash: str | None = Field(default=None, max_length=255)
    email_verified_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_active: bool = True
    last_sign_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class UserRole(Table, table=True):
    __table_args__ = (Index("uq_user_roles_user_id_role", "user_id", "role", unique=True),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    role: Role = Field(sa_type=string_enum(Role))


class UserSession(Table, table=True):
    """A signed-in browser. Only the SHA-256 of the cookie's secret is stored."""

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    token_hash: bytes = Field(unique=True)
    app: App = Field(sa_type=string_enum(App))
    expires_at: datetime = Field(sa_type=UtcDateTime)
    last_seen_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ip: str = Field(default="", max_length=45)
    user_agent: str = Field(default="", max_length=255)


class OneTimeToken(Table, table=True):
    """A link that works once, for one purpose. Consumed by a conditional update."""

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    purpose: TokenPurpose = Field(sa_type=string_enum(TokenPurpose))
    token_hash: bytes = Field(unique=True)
    email: str = Field(max_length=254)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Address(Table, table=True):
    """An entry of a customer's address book. Orders own copies, never references."""

    __table_args__ = (
        Index(
            "uq_addresses_default", "user_id", unique=True, postgresql_where=text("is_default")
        ),
        CheckConstraint("char_length(country) = 2", name="country_is_iso"),
    )

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=120)
    line1: str = Field(max_length=120)
    line2: str = Field(default="", max_length=120)
    postcode: str = Field(max_length=16)
    city: str = Field(max_length=80)
    region: str = Field(default="", max_length=80)
    country: str = Field(max_length=2)
    phone: str = Field(default="", max_length=32)
    is_default: bool = False


class AuditEntry(Table, table=True):
    """One privileged act: who did what to which object, with the facts that matter."""

    actor: str = Field(max_length=64, index=True)
    actor_label: str = Field(default="", max_length=254)
    action: str = Field(max_length=64, index=True)
    object_type: str = Field(max_length=40)
    object_id: str = Field(max_length=64, index=True)
    summary: str = Field(max_length=300)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
