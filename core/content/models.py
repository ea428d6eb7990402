"""Help articles and their votes, the journal, notices of illegal content, choices about
cookies.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field

from core.db.base import Table
from core.db.types import UtcDateTime, string_enum
from core.kernel.clock import utc_now
from core.kernel.lifecycle import Lifecycle


class Audience(StrEnum):
    BUYER = "buyer"
    VENDOR = "vendor"
    BOTH = "both"


class HelpArticle(Table, table=True):
    """``body`` is Markdown; what pages show of it is made and cleaned when it is read."""

    slug: str = Field(max_length=80, unique=True)
    title: str = Field(max_length=120)
    summary: str = Field(
        default="", max_length=300, sa_column_kwargs={"server_default": text("''")}
    )
    section: str = Field(max_length=40, index=True)
    audience: Audience = Field(sa_type=string_enum(Audience))
    position: int = 0
    body: str = Field(sa_type=Text)
    updated_on: date
    revision: int = 1
    is_published: bool = True


class HelpVote(Table, table=True):
    """``visitor`` is a keyed hash of address, browser and day: it says that two votes are of
    one visitor on one day, and nothing else.
    """

    __table_args__ = (UniqueConstraint("article_id", "visitor"),)

    article_id: UUID = Field(foreign_key="help_articles.id", ondelete="CASCADE", index=True)
    visitor: bytes
    is_helpful: bool


class JournalArticle(Table, table=True):
    """``body`` is Markdown; ``![words](2)`` in it is the second of the article's pictures.
    ``vendor_id`` is the workshop that the article portrays.
    """

    slug: str = Field(max_length=80, unique=True)
    title: str = Field(max_length=120)
    summary: str = Field(max_length=300)
    byline: str = Field(default="", max_length=80)
    body: str = Field(sa_type=Text)
    vendor_id: UUID | None = Field(default=None, foreign_key="vendors.id", index=True)
    is_published: bool = False
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    revision: int = 1


class JournalPicture(Table, table=True):
    """The first is the cover."""

    __table_args__ = (UniqueConstraint("article_id", "media_id"),)

    article_id: UUID = Field(foreign_key="journal_articles.id", ondelete="CASCADE")
    media_id: UUID = Field(foreign_key="media_assets.id", index=True)
    alt: str = Field(max_length=300)
    position: int = 0


class JournalPiece(Table, table=True):
    """A product that stands below an article."""

    __table_args__ = (UniqueConstraint("article_id", "product_id"),)

    article_id: UUID = Field(foreign_key="journal_articles.id", ondelete="CASCADE")
    product_id: UUID = Field(foreign_key="products.id", ondelete="CASCADE", index=True)
    position: int = 0


class NoticeReason(StrEnum):
    ILLEGAL_PRODUCT = "illegal_product"
    UNSAFE_PRODUCT = "unsafe_product"
    COUNTERFEIT = "counterfeit"
    COPYRIGHT = "copyright"
    MISLEADING = "misleading"
    FALSE_REVIEW = "false_review"
    HATE = "hate"
    PRIVACY = "privacy"
    OTHER = "other"


class NoticeStatus(StrEnum):
    RECEIVED = "received"
    IN_REVIEW = "in_review"
    DECIDED = "decided"


class Measure(StrEnum):
    """What was decided about the content of a notice."""

    NONE = "none"
    PRODUCT_PAUSED = "product_paused"
    WORKSHOP_SUSPENDED = "workshop_suspended"
    CONTENT_REMOVED = "content_removed"


NOTICE_LIFECYCLE = Lifecycle(
    {
        NoticeStatus.RECEIVED: {NoticeStatus.IN_REVIEW, NoticeStatus.DECIDED},
        NoticeStatus.IN_REVIEW: {NoticeStatus.DECIDED},
    }
)


class Notice(Table, table=True):
    """Somebody's word that something here is illegal (Regulation (EU) 2022/2065, article 16).
    ``statement`` is the statement of reasons that goes with the decision.
    """

    __table_args__ = (Index("ix_notices_status_due_at", "status", "due_at"),)

    number: str = Field(max_length=16, unique=True)
    path: str = Field(max_length=500)
    product_id: UUID | None = Field(default=None, index=True)
    vendor_id: UUID | None = Field(default=None, index=True)
    subject: str = Field(default="", max_length=200)
    reason: NoticeReason = Field(sa_type=string_enum(NoticeReason))
    explanation: str = Field(sa_type=Text)
    reporter_name: str = Field(default="", max_length=120)
    reporter_email: str = Field(default="", max_length=254)
    status: NoticeStatus = Field(
        default=NoticeStatus.RECEIVED, sa_type=string_enum(NoticeStatus)
    )
    due_at: datetime = Field(sa_type=UtcDateTime)
    measure: Measure | None = Field(default=None, sa_type=string_enum(Measure))
    statement: str = Field(default="", sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    def move_to(self, target: NoticeStatus) -> None:
        NOTICE_LIFECYCLE.check(self.status, target)
        self.status = target


class NoticeChange(Table, table=True):
    """One step of a notice, and who took it."""

    notice_id: UUID = Field(foreign_key="notices.id", ondelete="CASCADE", index=True)
    from_status: str | None = Field(default=None, max_length=32)
    to_status: str = Field(max_length=32)
    actor: str = Field(max_length=64)


class Consent(Table, table=True):
    """One choice of a signed-in person about one purpose, under one version of the text."""

    user_id: UUID = Field(foreign_key="users.id", ondelete="CASCADE", index=True)
    purpose: str = Field(max_length=40)
    is_granted: bool
    version: str = Field(max_length=16)
