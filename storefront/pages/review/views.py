from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from core.reviews.models import ContentStatus
from core.reviews.read_models import PhotoData, PieceData, ReviewData, WaitingLine
from core.reviews.write_review import EDITABLE_DAYS
from core.ui.format import day

THUMBNAIL = 360
STANDING = {
    ContentStatus.PENDING: "A moderator looks at it before others can read it.",
    ContentStatus.REJECTED: "It was not published. You can write it anew.",
    ContentStatus.REMOVED: "It was removed.",
}


@dataclass(frozen=True, slots=True)
class PhotoRow:
    id: str = ""
    image: str = ""

    @classmethod
    def of(cls, photo: PhotoData) -> Self:
        return cls(str(photo.id), photo.picture.url(THUMBNAIL))


@dataclass(frozen=True, slots=True)
class FormView:
    """``review_id`` is "" while nothing is written; ``standing`` says what is not plain."""

    line_id: str = ""
    review_id: str = ""
    title: str = ""
    href: str = ""
    image: str = ""
    workshop: str = ""
    bought: str = ""
    rating: int = 0
    headline: str = ""
    body: str = ""
    standing: str = ""
    reason: str = ""
    is_editable: bool = True
    until: str = ""

    @classmethod
    def of_line(cls, line: WaitingLine) -> Self:
        return cls(
            line_id=str(line.line_id), bought=" / ".join(line.options), **_piece(line.piece)
        )

    @classmethod
    def of_review(cls, review: ReviewData, piece: PieceData, now: datetime) -> Self:
        until = review.written_at + timedelta(days=EDITABLE_DAYS)
        is_standing = review.status is not ContentStatus.REMOVED
        return cls(
            review_id=str(review.id),
            bought=" / ".join(review.options),
            rating=review.rating,
            headline=review.title,
            body=review.body,
            standing=STANDING.get(review.status, ""),
            reason=review.decision_reason,
            is_editable=now <= until and is_standing,
            until=day(until),
            **_piece(piece),
        )


def _piece(piece: PieceData) -> dict[str, str]:
    return {
        "title": piece.title,
        "href": f"/p/{piece.slug}",
        "image": piece.picture.url(THUMBNAIL) if piece.picture else "",
        "workshop": piece.workshop,
    }
