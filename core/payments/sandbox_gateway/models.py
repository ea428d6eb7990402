"""The gateway's own books."""

from datetime import datetime
from enum import StrEnum
from secrets import token_urlsafe
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.clock import utc_now
from core.kernel.lifecycle import Lifecycle


class SessionStatus(StrEnum):
    OPEN = "open"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    FAILED = "failed"
    EXPIRED = "expired"
    VOIDED = "voided"


SESSION_LIFECYCLE = Lifecycle(
    {
        SessionStatus.OPEN: {
            SessionStatus.REQUIRES_ACTION,
            SessionStatus.PROCESSING,
            SessionStatus.AUTHORIZED,
            SessionStatus.FAILED,
            SessionStatus.EXPIRED,
        },
        SessionStatus.REQUIRES_ACTION: {
            SessionStatus.OPEN,  # the challenge failed: another card may be tried
            SessionStatus.AUTHORIZED,
            SessionStatus.FAILED,
            SessionStatus.EXPIRED,
        },
        SessionStatus.PROCESSING: {SessionStatus.AUTHORIZED, SessionStatus.FAILED},
        SessionStatus.AUTHORIZED: {SessionStatus.CAPTURED, SessionStatus.VOIDED},
    }
)


class ChargeStatus(StrEnum):
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    DECLINED = "declined"
    VOIDED = "voided"


class RefundStatus(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


def _reference(prefix: str) -> str:
    return f"{prefix}_{token_urlsafe(18)}"


class SandboxSession(Table, table=True):
    """One hosted payment page. ``page_token`` opens it and is not the ``reference`` that
    shops write into logs and books.
    """

    __table_args__ = (
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        Index(
            "ix_sandbox_sessions_open_until",
            "expires_at",
            postgresql_where=text("status IN ('open', 'requires_action')"),
        ),
    )

    reference: str = Field(
        default_factory=lambda: _reference("sbx_cs"), max_length=64, unique=True
    )
    page_token: str = Field(
        default_factory=lambda: token_urlsafe(32), max_length=64, unique=True
    )
    merchant_reference: str = Field(max_length=64)
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    description: str = Field(max_length=500)
    customer_email: str = Field(max_length=320)
    return_url: str = Field(max_length=2000)
    cancel_url: str = Field(max_length=2000)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    is_capture_automatic: bool = True
    customer_reference: str = Field(default="", max_length=64)
    saves_method: bool = False
    details: dict[str, str] = Field(default_factory=dict, sa_type=JSONB)
    status: SessionStatus = Field(
        default=SessionStatus.OPEN, sa_type=string_enum(SessionStatus)
    )
    decline_code: str | None = Field(default=None, max_length=40)
    declined_attempts: int = 0

    def move_to(self, target: SessionStatus) -> None:
        SESSION_LIFECYCLE.check(self.status, target)
        self.status = target


class SandboxCharge(Table, table=True):
    """An attempt with one card. Of the card only brand and last four digits are kept."""

    __table_args__ = (
        CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured_in_range"),
        Index(
            "uq_sandbox_charges_live",
            "session_id",
            unique=True,
            postgresql_where=text("status NOT IN ('declined', 'voided')"),
        ),
    )

    session_id: UUID = Field(foreign_key="sandbox_sessions.id", index=True)
    reference: str = Field(
        default_factory=lambda: _reference("sbx_ch"), max_length=64, unique=True
    )
    amount_minor: int = Field(sa_type=BigInteger)
    captured_minor: int = Field(default=0, sa_type=BigInteger)
    status: ChargeStatus = Field(sa_type=string_enum(ChargeStatus))
    decline_code: str | None = Field(default=None, max_length=40)
    card_brand: str = Field(max_length=20)
    card_last4: str = Field(max_length=4)
    behavior: str = Field(max_length=40)


class SandboxRefund(Table, table=True):
    __table_args__ = (CheckConstraint("amount_minor > 0", name="amount_positive"),)

    session_id: UUID = Field(foreign_key="sandbox_sessions.id", index=True)
    reference: str = Field(
        default_factory=lambda: _reference("sbx_re"), max_length=64, unique=True
    )
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str = Field(max_length=3)
    status: RefundStatus = Field(sa_type=string_enum(RefundStatus))
    failure: str | None = Field(default=None, max_length=40)


class SandboxWebhook(Table, table=True):
    """One delivery of an event. ``body`` is sent byte for byte, at every attempt."""

    __table_args__ = (UniqueConstraint("event_id", "copy_number"),)

    session_id: UUID = Field(foreign_key="sandbox_sessions.id", index=True)
    event_id: str = Field(max_length=64)
    copy_number: int = 1
    kind: str = Field(max_length=40)
    body: str = Field(sa_type=Text)
    attempts: int = 0
    last_result: str | None = Field(default=None, max_length=200)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SandboxRequest(SQLModel, table=True):
    """What was answered to an idempotency key; ``answer`` is empty while only a fault was."""

    __tablename__ = "sandbox_requests"  # pyright: ignore[reportAssignmentType]

    key: str = Field(primary_key=True, max_length=255)
    fingerprint: str = Field(max_length=64)
    faulted: int = 0
    status_code: int | None = None
    answer: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, nullable=False)
