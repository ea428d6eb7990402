"""What a visitor keeps an eye on: lists of pieces, workshops, alerts, searches."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.clock import utc_now
from core.kernel.lifecycle import Lifecycle
from core.kernel.money import Money

DEFAULT_NAME = "Saved"
MAX_LISTS = 50
MAX_PIECES = 200
MAX_ALERTS = 200
MAX_SEARCHES = 50
NAME_LENGTH = 80
NOTE_LENGTH = 300
FIRST_NAME_LENGTH = 40


class SavedList(Table, table=True):
    """A list of an account, or of the browser whose bag cookie has this hash. Everybody has one
    default list at most; it begins with the first piece.

    ``share_id`` is there while the list is shared: the link is derived from it, so that only
    its hash has to be found and a new id makes every older link worthless.
    """

    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (token_hash IS NULL)", name="has_one_owner"),
        Index(
            "uq_saved_lists_default_of_user",
            "user_id",
            unique=True,
            postgresql_where=text("is_default AND user_id IS NOT NULL"),
        ),
        Index(
            "uq_saved_lists_default_of_guest",
            "token_hash",
            unique=True,
            postgresql_where=text("is_default AND token_hash IS NOT NULL"),
        ),
    )

    user_id: UUID | None = Field(
        default=None, foreign_key="users.id", ondelete="CASCADE", index=True
    )
    token_hash: bytes | None = Field(default=None, index=True)
    name: str = Field(default=DEFAULT_NAME, max_length=NAME_LENGTH)
    is_default: bool = False
    position: int = 0
    share_id: UUID | None = None
    share_hash: bytes | None = Field(default=None, unique=True)
    shared_by: str = Field(default="", max_length=FIRST_NAME_LENGTH)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


class SavedPiece(Table, table=True):
    """A product, or exactly one variant of it, with the price of the day it was saved."""

    __table_args__ = (
        Index(
            "uq_saved_pieces_in_list",
            "list_id", "product_id", "variant_id",
            unique=True, postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip

    list_id: UUID = Field(foreign_key="saved_lists.id", ondelete="CASCADE")
    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    variant_id: UUID | None = Field(
        default=None, foreign_key="product_variants.id", ondelete="CASCADE", index=True
    )
    note: str = Field(default="", max_length=NOTE_LENGTH)
    position: int = 0
    seen_minor: int | None = Field(default=None, sa_type=BigInteger)
    seen_currency: str = Field(default="", max_length=3)

    @property
    def seen(self) -> Money | None:
        return None if self.seen_minor is None else Money(self.seen_minor, self.seen_currency)


class VendorFollow(Table, table=True):
    """``created_at`` is when it began: older pieces are no news to this follower."""

    __table_args__ = (UniqueConstraint("user_id", "vendor_id"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    vendor_id: UUID = Field(foreign_key="vendors.id", ondelete="CASCADE", index=True)


class Frequency(StrEnum):
    """How often a follower is told of new pieces."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NEVER = "never"


class FollowDigest(Table, table=True):
    """Whether a follower wants mails, and up to when they have had them. ``week`` is the ISO
    week of the last weekly one: a second in the same week finds it taken. ``is_at_once``: they
    are told of every piece as it appears instead.
    """

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", unique=True)
    is_wanted: bool = True
    is_at_once: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    week: str = Field(default="", max_length=8)
    told_until: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def frequency(self) -> Frequency:
        if not self.is_wanted:
            return Frequency.NEVER
        return Frequency.AT_ONCE if self.is_at_once else Frequency.WEEKLY


class AlertKind(StrEnum):
    STOCK = "stock"
    PRICE = "price"


class AlertStatus(StrEnum):
    PENDING = "pending"  # a guest's, until the link in the mail was used
    ACTIVE = "active"
    FIRED = "fired"
    ENDED = "ended"


ALERT_LIFECYCLE = Lifecycle(
    {
        AlertStatus.PENDING: {AlertStatus.ACTIVE, AlertStatus.ENDED},
        AlertStatus.ACTIVE: {AlertStatus.FIRED, AlertStatus.ENDED},
    }
)


class Alert(Table, table=True):
    """A wish to be told once: that a variant can be bought again, or costs ``target_minor`` or
    less. An account's goes to the account's address, a guest's to ``email``.
    """

    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (email = '')", name="has_one_owner"),
        CheckConstraint(
            "(kind = 'price') = (target_minor IS NOT NULL)", name="price_has_a_target"
        ),
        CheckConstraint("target_minor IS NULL OR target_minor > 0", name="target_positive"),
        Index(
            "uq_alerts_active_of_user",
            "user_id", "variant_id", "kind",
            unique=True, postgresql_where=text("status = 'active' AND user_id IS NOT NULL"),
        ),
        Index(
            "uq_alerts_active_of_email",
            "email", "variant_id", "kind",
            unique=True, postgresql_where=text("status = 'active' AND user_id IS NULL"),
        ),
        Index("ix_alerts_waiting", "variant_id", postgresql_where=text("status = 'active'")),
        Index("ix_alerts_due", "expires_at", postgresql_where=text("status = 'pending'")),
    )  # fmt: skip

    user_id: UUID | None = Field(
        default=None, foreign_key="users.id", ondelete="CASCADE", index=True
    )
    email: str = Field(default="", max_length=254, index=True)
    variant_id: UUID = Field(foreign_key="product_variants.id", ondelete="CASCADE")
    kind: AlertKind = Field(sa_type=string_enum(AlertKind))
    status: AlertStatus = Field(sa_type=string_enum(AlertStatus))
    currency: str = Field(max_length=3)
    target_minor: int | None = Field(default=None, sa_type=BigInteger)
    seen_minor: int | None = Field(default=None, sa_type=BigInteger)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def target(self) -> Money | None:
        return None if self.target_minor is None else Money(self.target_minor, self.currency)

    @property
    def seen(self) -> Money | None:
        return None if self.seen_minor is None else Money(self.seen_minor, self.currency)

    def move_to(self, status: AlertStatus) -> None:
        ALERT_LIFECYCLE.check(self.status, status)
        self.status = status


class SavedSearch(Table, table=True):
    """A search whose new matches are mailed. ``query`` are the fields of a ``SearchQuery`` that
    differ from its defaults, ``href`` the page that shows the same.
    """

    __table_args__ = (UniqueConstraint("user_id", "href"),)

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE")
    name: str = Field(max_length=NAME_LENGTH)
    href: str = Field(max_length=1000)
    query: dict[str, Any] = Field(sa_type=JSONB)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SavedSearchMatch(SQLModel, table=True):
    """A piece that a saved search has been told of: no piece is news twice."""

    __tablename__ = "saved_search_matches"  # pyright: ignore[reportAssignmentType]

    search_id: UUID = Field(
        primary_key=True, foreign_key="saved_searches.id", ondelete="CASCADE"
    )
    product_id: UUID = Field(
        primary_key=True, foreign_key="products.id", ondelete="CASCADE", index=True
    )
    told_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime, nullable=False)
