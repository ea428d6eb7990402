"""Reviews by buyers, questions to makers, and what was reported and decided about them.

``products.rating_count`` and ``rating_sum`` and ``reviews.helpful_count`` are kept by triggers
(see the migration), so that no way of changing a row can forget them.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.lifecycle import Lifecycle

MOST_STARS = 5
MOST_PHOTOS = 4


class ContentStatus(StrEnum):
    PENDING = "pending"  # waits for a moderator, nobody else sees it
    PUBLISHED = "published"
    REJECTED = "rejected"  # was never public; its author may write it anew
    REMOVED = "removed"  # was public and no longer is


CONTENT_LIFECYCLE = Lifecycle(
    {
        ContentStatus.PENDING: {
            ContentStatus.PUBLISHED,
            ContentStatus.REJECTED,
            ContentStatus.REMOVED,
        },
        ContentStatus.PUBLISHED: {ContentStatus.PENDING, ContentStatus.REMOVED},
        ContentStatus.REJECTED: {ContentStatus.PENDING, ContentStatus.PUBLISHED},
        # Its author complained, and was right.
        ContentStatus.REMOVED: {ContentStatus.PUBLISHED},
    }
)


class ReportTarget(StrEnum):
    REVIEW = "review"
    REPLY = "reply"
    QUESTION = "question"
    ANSWER = "answer"


class ReportReason(StrEnum):
    NOT_GENUINE = "not_genuine"
    OFFENSIVE = "offensive"
    PERSONAL_DATA = "personal_data"
    OFF_TOPIC = "off_topic"
    ADVERTISING = "advertising"
    ILLEGAL = "illegal"


class ReportStatus(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


REPORT_LIFECYCLE = Lifecycle({ReportStatus.OPEN: {ReportStatus.UPHELD, ReportStatus.DISMISSED}})


class Review(Table, table=True):
    """One buyer's word on one product, about a line of an order that was delivered."""

    __table_args__ = (
        UniqueConstraint("user_id", "product_id"),
        CheckConstraint(f"rating BETWEEN 1 AND {MOST_STARS}", name="rating_in_stars"),
        CheckConstraint("helpful_count >= 0", name="helpful_count_not_negative"),
        Index("ix_reviews_product_id_status", "product_id", "status", "published_at"),
        Index("ix_reviews_vendor_id_status", "vendor_id", "status", "published_at"),
        Index("ix_reviews_queue", "created_at", postgresql_where=text("status = 'pending'")),
    )

    product_id: UUID = Field(foreign_key="products.id")
    vendor_id: UUID = Field(foreign_key="vendors.id")
    user_id: UUID = Field(foreign_key="users.id")
    order_line_id: UUID = Field(foreign_key="order_lines.id", unique=True)
    variant_id: UUID = Field(foreign_key="product_variants.id")
    options: list[str] = Field(default_factory=list, sa_type=JSONB)
    author: str = Field(max_length=80)
    rating: int
    title: str = Field(default="", max_length=120)
    body: str = Field(default="", sa_type=Text)
    status: ContentStatus = Field(
        default=ContentStatus.PENDING, sa_type=string_enum(ContentStatus)
    )
    held_for: list[str] = Field(default_factory=list, sa_type=JSONB)
    helpful_count: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_reason: str = Field(default="", max_length=1000)
    reply: str = Field(default="", sa_type=Text)
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReviewPhoto(Table, table=True):
    """A picture that a buyer sent; without a review it still waits in the form."""

    user_id: UUID = Field(foreign_key="users.id", index=True)
    media_id: UUID = Field(foreign_key="media_assets.id", index=True)
    review_id: UUID | None = Field(
        default=None, foreign_key="reviews.id", ondelete="CASCADE", index=True
    )
    position: int = 0


class ReviewVote(Table, table=True):
    """Somebody found a review helpful."""

    __table_args__ = (UniqueConstraint("review_id", "user_id"),)

    review_id: UUID = Field(foreign_key="reviews.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="users.id", index=True)


class Question(Table, table=True):
    """Asked on a product's page; shown there once the maker has answered."""

    __table_args__ = (
        Index("ix_questions_product_id_status", "product_id", "status", "answered_at"),
        Index("ix_questions_vendor_id_status", "vendor_id", "status", "created_at"),
        Index("ix_questions_queue", "created_at", postgresql_where=text("status = 'pending'")),
    )

    product_id: UUID = Field(foreign_key="products.id")
    vendor_id: UUID = Field(foreign_key="vendors.id")
    user_id: UUID = Field(foreign_key="users.id", index=True)
    author: str = Field(max_length=80)
    body: str = Field(sa_type=Text)
    status: ContentStatus = Field(
        default=ContentStatus.PENDING, sa_type=string_enum(ContentStatus)
    )
    held_for: list[str] = Field(default_factory=list, sa_type=JSONB)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision_reason: str = Field(default="", max_length=1000)
    answer: str = Field(default="", sa_type=Text)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ContentReport(Table, table=True):
    """A notice that something should not stand there, and what became of it."""

    __table_args__ = (
        CheckConstraint("num_nonnulls(review_id, question_id) = 1", name="one_target"),
        CheckConstraint("reporter_id IS NOT NULL OR email <> ''", name="somebody_told"),
        Index("ix_content_reports_status_due_at", "status", "due_at"),
        Index(
            "uq_content_reports_once",
            "reporter_id", "target", "review_id", "question_id",
            unique=True, postgresql_nulls_not_distinct=True,
            postgresql_where=text("reporter_id IS NOT NULL"),
        ),
    )  # fmt: skip

    target: ReportTarget = Field(sa_type=string_enum(ReportTarget))
    review_id: UUID | None = Field(
        default=None, foreign_key="reviews.id", ondelete="CASCADE", index=True
    )
    question_id: UUID | None = Field(
        default=None, foreign_key="questions.id", ondelete="CASCADE", index=True
    )
    reporter_id: UUID | None = Field(default=None, foreign_key="users.id")
    vendor_id: UUID | None = Field(default=None, foreign_key="vendors.id")
    email: str = Field(default="", max_length=254)
    reason: ReportReason = Field(sa_type=string_enum(ReportReason))
    details: str = Field(default="", max_length=1000)
    status: ReportStatus = Field(default=ReportStatus.OPEN, sa_type=string_enum(ReportStatus))
    due_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: str = Field(default="", max_length=64)
    decision: str = Field(default="", max_length=1000)


class ContentChange(Table, table=True):
    """History row of every move of a review or question."""

    __table_args__ = (
        CheckConstraint("num_nonnulls(review_id, question_id) = 1", name="one_target"),
    )

    review_id: UUID | None = Field(
        default=None, foreign_key="reviews.id", ondelete="CASCADE", index=True
    )
    question_id: UUID | None = Field(
        default=None, foreign_key="questions.id", ondelete="CASCADE", index=True
    )
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str = Field(max_length=32)
    actor: str = Field(max_length=64)
    reason: str = Field(default="", max_length=1000)


class ReviewInvitation(Table, table=True):
    """A buyer was asked once, some days after a workshop's part had arrived."""

    vendor_order_id: UUID = Field(foreign_key="vendor_orders.id", unique=True)
    email: str = Field(max_length=254)
    stop_token_hash: bytes = Field(unique=True)


class ReviewOptOut(Table, table=True):
    """An address that wants no invitations."""

    email: str = Field(max_length=254, unique=True)
