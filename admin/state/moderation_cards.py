from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from admin.state.mark import Mark
from admin.state.review_words import FLAG_WORDS, STATUS_WORDS
from admin.state.tabs import ViewTab
from core.reviews.models import ContentStatus
from core.reviews.read_models import PieceData, QuestionAboutPiece, ReviewOfPiece
from core.reviews.screening import Suspicion
from core.settings import AppName, settings
from core.ui.format import ago, number, quantity
from core.ui.urls import changed

THUMBNAIL = 160


@dataclass(frozen=True, slots=True)
class ContentCard:
    """A review, or a question (then ``rating`` is ""), with what a moderator needs."""

    id: str = ""
    piece: str = ""
    href: str = ""
    image: str = ""
    workshop: str = ""
    author: str = ""
    customer_href: str = ""
    rating: str = ""
    share: int = 0
    title: str = ""
    body: str = ""
    written: str = ""
    flags: list[str] = field(default_factory=list[str])
    reports: str = ""
    answer: str = ""
    decision: str = ""
    photos: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    status: Mark = field(default_factory=Mark)
    is_public: bool = False
    can_approve: bool = False
    can_take_down: bool = False

    @classmethod
    def of_review(cls, of: ReviewOfPiece) -> Self:
        review = of.review
        return cls(
            id=str(review.id),
            author=review.author,
            customer_href=f"/customers/{review.user_id}",
            rating=str(review.rating),
            share=20 * review.rating,
            title=review.title,
            body=review.body,
            written=ago(review.written_at),
            answer=review.reply,
            decision=review.decision_reason,
            photos=[(p.picture.url(1080), p.picture.url(360)) for p in review.photos],
            **_piece(of.piece, "reviews"),
            **_standing(review.status, review.held_for, of.reports),
        )

    @classmethod
    def of_question(cls, of: QuestionAboutPiece) -> Self:
        question = of.question
        return cls(
            id=str(question.id),
            author=question.author,
            customer_href=f"/customers/{question.user_id}",
            body=question.body,
            written=ago(question.asked_at),
            answer=question.answer,
            decision=question.decision_reason,
            **_piece(of.piece, "questions"),
            **_standing(question.status, question.held_for, of.reports),
        )


def content_tabs(
    path: str, current: ContentStatus | None, query: Mapping[str, str], waiting: int
) -> list[ViewTab]:
    """The queue first: it is what one comes for."""
    order = (None, *ContentStatus)
    return [
        ViewTab(
            label=STATUS_WORDS[status][0] if status else "To decide",
            href=changed(path, query, status=status),
            is_current=status is current,
            count="" if status else number(waiting),
        )
        for status in order
    ]


def flag_tabs(path: str, current: str, query: Mapping[str, str]) -> list[ViewTab]:
    return [
        ViewTab(
            FLAG_WORDS[flag],
            changed(path, query, flag=None if flag == current else flag.value),
            flag == current,
        )
        for flag in Suspicion
    ]


def _piece(piece: PieceData, anchor: str) -> dict[str, str]:
    shop = settings().origin(AppName.STOREFRONT)
    return {
        "piece": piece.title,
        "href": f"{shop}/p/{piece.slug}#{anchor}",
        "image": piece.picture.url(THUMBNAIL) if piece.picture else "",
        "workshop": piece.workshop,
    }


def _standing(
    status: ContentStatus, held_for: tuple[str, ...], reports: int
) -> dict[str, object]:
    return {
        "status": Mark.of(STATUS_WORDS[status]),
        "flags": [FLAG_WORDS[Suspicion(flag)] for flag in held_for],
        "reports": quantity(reports, "open report") if reports else "",
        "is_public": status is ContentStatus.PUBLISHED,
        "can_approve": status is not ContentStatus.PUBLISHED or reports > 0,
        "can_take_down": status in {ContentStatus.PENDING, ContentStatus.PUBLISHED},
    }
