from dataclasses import dataclass, field
from typing import Self

from core.reviews.read_models import QuestionAboutPiece, ReviewOfPiece
from core.ui.format import ago, day

THUMBNAIL = 360


@dataclass(frozen=True, slots=True)
class PhotoLink:
    href: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    id: str = ""
    piece: str = ""
    href: str = ""
    image: str = ""
    bought: str = ""
    author: str = ""
    rating: str = ""
    share: int = 0
    title: str = ""
    body: str = ""
    written: str = ""
    reply: str = ""
    replied: str = ""
    photos: list[PhotoLink] = field(default_factory=list[PhotoLink])

    @classmethod
    def of(cls, of: ReviewOfPiece, shop: str) -> Self:
        review, piece = of.review, of.piece
        return cls(
            id=str(review.id),
            piece=piece.title,
            href=f"{shop}/p/{piece.slug}#reviews",
            image=piece.picture.url(THUMBNAIL) if piece.picture else "",
            bought=" / ".join(review.options),
            author=review.author,
            rating=str(review.rating),
            share=20 * review.rating,
            title=review.title,
            body=review.body,
            written=ago(review.written_at),
            reply=review.reply,
            replied=day(review.replied_at) if review.replied_at else "",
            photos=[
                PhotoLink(photo.picture.url(1080), photo.picture.url(THUMBNAIL))
                for photo in review.photos
            ],
        )


@dataclass(frozen=True, slots=True)
class QuestionRow:
    id: str = ""
    piece: str = ""
    href: str = ""
    image: str = ""
    author: str = ""
    body: str = ""
    asked: str = ""
    reply: str = ""
    replied: str = ""

    @classmethod
    def of(cls, of: QuestionAboutPiece, shop: str) -> Self:
        question, piece = of.question, of.piece
        return cls(
            id=str(question.id),
            piece=piece.title,
            href=f"{shop}/p/{piece.slug}#questions",
            image=piece.picture.url(THUMBNAIL) if piece.picture else "",
            author=question.author,
            body=question.body,
            asked=ago(question.asked_at),
            reply=question.answer,
            replied=day(question.answered_at) if question.answered_at else "",
        )


@dataclass(frozen=True, slots=True)
class ReplyTab:
    label: str = ""
    href: str = ""
    is_current: bool = False
    count: str = ""
