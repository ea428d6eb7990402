"""Reviews and questions as readers see them: frozen, no table row inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.catalog.read_models import Rating
from core.media.picture import Picture
from core.reviews.models import ContentStatus, ReportReason, ReportStatus, ReportTarget


class ReviewSort(StrEnum):
    HELPFUL = "helpful"
    NEWEST = "newest"
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """``variant_id`` and ``stars`` narrow, whatever is None or False does not."""

    stars: int | None = None
    variant_id: UUID | None = None
    with_photos: bool = False
    sort: ReviewSort = ReviewSort.HELPFUL


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """``by_stars`` has all five, ``variants`` those somebody wrote about, most first."""

    rating: Rating
    by_stars: Mapping[int, int]
    with_photos: int
    variants: tuple[tuple[UUID, str, int], ...]


@dataclass(frozen=True, slots=True)
class PhotoData:
    id: UUID
    picture: Picture


@dataclass(frozen=True, slots=True)
class ReviewData:
    id: UUID
    product_id: UUID
    user_id: UUID
    author: str
    rating: int
    title: str
    body: str
    options: tuple[str, ...]
    status: ContentStatus
    written_at: datetime
    edited_at: datetime | None
    helpful: int
    photos: tuple[PhotoData, ...]
    reply: str
    replied_at: datetime | None
    decision_reason: str
    held_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PieceData:
    """What a review or question is about, as lists show it."""

    id: UUID
    slug: str
    title: str
    picture: Picture | None
    workshop: str


@dataclass(frozen=True, slots=True)
class ReviewOfPiece:
    review: ReviewData
    piece: PieceData
    reports: int = 0


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A delivered line that its buyer has not reviewed."""

    line_id: UUID
    piece: PieceData
    options: tuple[str, ...]
    order_number: str
    delivered_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionData:
    id: UUID
    product_id: UUID
    user_id: UUID
    author: str
    body: str
    status: ContentStatus
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    decision_reason: str
    held_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionAboutPiece:
    question: QuestionData
    piece: PieceData
    reports: int = 0


@dataclass(frozen=True, slots=True)
class ReportData:
    id: UUID
    target: ReportTarget
    content_id: UUID
    reason: ReportReason
    details: str
    reporter: str
    is_from_workshop: bool
    status: ReportStatus
    reported_at: datetime
    due_at: datetime
    decided_at: datetime | None
    decision: str
    text: str
    author: str
    piece: PieceData
