from dataclasses import dataclass
from typing import Self

from core.reviews.models import ContentStatus
from core.reviews.read_models import QuestionAboutPiece, ReviewOfPiece, WaitingLine
from core.ui.format import day

STATUS_WORDS = {
    ContentStatus.PENDING: ("Waits for a moderator", "attention", "attention"),
    ContentStatus.PUBLISHED: ("Published", "success", "done"),
    ContentStatus.REJECTED: ("Not published", "danger", "blocked"),
    ContentStatus.REMOVED: ("Removed", "danger", "blocked"),
}
THUMBNAIL = 360


@dataclass(frozen=True, slots=True)
class WaitingRow:
    title: str = ""
    href: str = ""
    image: str = ""
    bought: str = ""
    arrived: str = ""
    write_href: str = ""

    @classmethod
    def of(cls, line: WaitingLine) -> Self:
        picture = line.piece.picture
        return cls(
            title=line.piece.title,
            href=f"/p/{line.piece.slug}",
            image=picture.url(THUMBNAIL) if picture else "",
            bought=" / ".join(line.options),
            arrived=f"{line.piece.workshop}, arrived {day(line.delivered_at)}",
            write_href=f"/reviews/write/{line.line_id}",
        )


@dataclass(frozen=True, slots=True)
class WrittenRow:
    title: str = ""
    href: str = ""
    image: str = ""
    rating: str = ""
    share: int = 0
    text: str = ""
    written: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    reply: str = ""
    edit_href: str = ""

    @classmethod
    def of(cls, of: ReviewOfPiece) -> Self:
        word, tone, shape = STATUS_WORDS[of.review.status]
        picture = of.piece.picture
        return cls(
            title=of.piece.title,
            href=f"/p/{of.piece.slug}#reviews",
            image=picture.url(THUMBNAIL) if picture else "",
            rating=str(of.review.rating),
            share=20 * of.review.rating,
            text=of.review.body,
            written=day(of.review.written_at),
            status=word,
            tone=tone,
            shape=shape,
            reply=of.review.reply,
            edit_href=f"/account/reviews/{of.review.id}",
        )


@dataclass(frozen=True, slots=True)
class AskedRow:
    title: str = ""
    href: str = ""
    text: str = ""
    asked: str = ""
    answer: str = ""
    status: str = ""
    tone: str = "neutral"
    shape: str = "new"
    reason: str = ""

    @classmethod
    def of(cls, of: QuestionAboutPiece) -> Self:
        question = of.question
        words = STATUS_WORDS[question.status]
        if question.status is ContentStatus.PUBLISHED:
            words = (
                ("Answered", "success", "done")
                if question.answer
                else ("Waits for the workshop", "info", "new")
            )
        return cls(
            title=of.piece.title,
            href=f"/p/{of.piece.slug}#questions",
            text=question.body,
            asked=f"{of.piece.workshop}, {day(question.asked_at)}",
            answer=question.answer,
            status=words[0],
            tone=words[1],
            shape=words[2],
            reason=question.decision_reason,
        )
