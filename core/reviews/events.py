"""What happens to reviews and questions."""

from uuid import UUID

from core.events.base import DomainEvent


class ReviewPublished(DomainEvent):
    """For the first time: by itself, or let through by a moderator."""

    review_id: UUID
    product_id: UUID
    vendor_id: UUID


class ReviewReplied(DomainEvent):
    review_id: UUID


class QuestionPublished(DomainEvent):
    """The maker can answer now."""

    question_id: UUID
    vendor_id: UUID


class QuestionAnswered(DomainEvent):
    question_id: UUID


class ContentTakenDown(DomainEvent):
    """Its author is told why. ``was_public``: it could be seen before."""

    review_id: UUID | None = None
    question_id: UUID | None = None
    change_id: UUID
    was_public: bool
    reason: str


class ReportDecided(DomainEvent):
    """Whoever reported it is told what became of it."""

    report_id: UUID


class ReviewInvited(DomainEvent):
    """Some days after a delivery: how is it?"""

    invitation_id: UUID
