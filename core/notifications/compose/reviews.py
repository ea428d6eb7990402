"""Mails about reviews and questions, to their authors, to workshops, to who reported one."""

from uuid import UUID

from core.notifications.compose.orders import MEMBERS_REASON
from core.notifications.letter import Button, Facts, Letter, Line, Paragraph, Parcel, Quote, Row
from core.notifications.wording import count
from core.reviews.models import (
    ContentReport,
    Question,
    ReportStatus,
    ReportTarget,
    Review,
    ReviewInvitation,
)
from core.reviews.read_models import PieceData, WaitingLine
from core.settings import AppName, settings

AUTHORS_REASON = "You get this mail because you wrote this on EcoMarket."
COMPLAIN = (
    "If you think that this is wrong, answer this mail within six months: somebody who was "
    "not part of the decision looks at it again. You can also turn to a certified "
    "out-of-court body or to a court."
)
TARGETS = {
    ReportTarget.REVIEW: "a review",
    ReportTarget.REPLY: "a workshop's reply",
    ReportTarget.QUESTION: "a question",
    ReportTarget.ANSWER: "a workshop's answer",
}


def invitation(
    invited: ReviewInvitation, workshop: str, selvedge: str, lines: list[WaitingLine], stop: str
) -> Letter:
    """``stop`` is the link that ends these mails."""
    pieces = count(len(lines), "piece")
    return Letter(
        kind="review_invitation",
        fact=str(invited.id),
        subject=f"How is what {workshop} made for you?",
        heading="How is it?",
        summary=f"Your review of {pieces} helps others to choose.",
        blocks=(
            Paragraph(
                f"Some days ago your parcel from {workshop} arrived. Tell others how it is: "
                "good or bad, in your own words."
            ),
            Button("Write a review", f"{_shop()}/account/reviews"),
            Parcel(
                selvedge,
                workshop,
                tuple(Line(1, line.piece.title, ", ".join(line.options)) for line in lines),
            ),
            Paragraph("We ask once for a parcel. You need not be asked at all:"),
            Button("No more of these mails", stop),
        ),
        reason="You get this mail because you ordered on EcoMarket with this address.",
    )


def review_received(review: Review, piece: PieceData) -> Letter:
    """To the workshop."""
    return Letter(
        kind="review_received",
        fact=str(review.id),
        subject=f"A review of {piece.title}: {count(review.rating, 'star')}",
        heading=f"{review.author} has reviewed {piece.title}",
        summary=f"{count(review.rating, 'star')} of 5.",
        blocks=(
            Paragraph(f"{count(review.rating, 'star')} of 5."),
            Quote(review.body),
            Button("Answer it", f"{_portal()}/reviews?reply=none"),
        ),
        reason=MEMBERS_REASON.format(piece.workshop),
    )


def review_answered(review: Review, piece: PieceData) -> Letter:
    return Letter(
        kind="review_answered",
        fact=str(review.id),
        subject=f"{piece.workshop} has answered your review",
        heading=f"{piece.workshop} has answered your review of {piece.title}",
        blocks=(
            Quote(review.reply),
            Button("See it on the page", f"{_shop()}/p/{piece.slug}#reviews"),
        ),
        reason=AUTHORS_REASON,
    )


def question_received(question: Question, piece: PieceData) -> Letter:
    """To the workshop."""
    return Letter(
        kind="question_received",
        fact=str(question.id),
        subject=f"A question about {piece.title}",
        heading=f"{question.author} asks about {piece.title}",
        blocks=(
            Quote(question.body),
            Paragraph("Your answer stands on the page of the piece, where others read it too."),
            Button("Answer it", f"{_portal()}/questions?reply=none"),
        ),
        reason=MEMBERS_REASON.format(piece.workshop),
    )


def question_answered(question: Question, piece: PieceData) -> Letter:
    return Letter(
        kind="question_answered",
        fact=str(question.id),
        subject=f"{piece.workshop} has answered your question",
        heading=f"{piece.workshop} has answered your question about {piece.title}",
        blocks=(
            Quote(question.body),
            Paragraph(question.answer),
            Button("See it on the page", f"{_shop()}/p/{piece.slug}#questions"),
        ),
        reason=AUTHORS_REASON,
    )


def taken_down(
    written: Review | Question,
    piece: PieceData,
    change_id: UUID,
    reason: str,
    *,
    was_public: bool,
) -> Letter:
    """The statement of reasons (Regulation (EU) 2022/2065, article 17)."""
    what = "review" if isinstance(written, Review) else "question"
    verb = "removed" if was_public else "not published"
    return Letter(
        kind="content_taken_down",
        fact=str(change_id),
        subject=f"Your {what} of {piece.title} was {verb}",
        heading=f"Your {what} was {verb}",
        summary="Here is why, and what you can do.",
        blocks=(
            Paragraph(f"What you wrote about {piece.title}:"),
            Quote(written.body),
            Facts(
                (
                    Row("What we did", f"It was {verb}, everywhere on EcoMarket, for good."),
                    Row("Why", reason),
                    Row("Ground", "Our rules for reviews and questions"),
                    Row("Who decided", "A person, not a machine"),
                )
            ),
            Button("Our rules", f"{_shop()}/legal/reviews"),
            Paragraph(COMPLAIN),
        ),
        reason=AUTHORS_REASON,
    )


def report_decided(report: ContentReport) -> Letter:
    """To who reported it."""
    is_upheld = report.status is ReportStatus.UPHELD
    outcome = "It was taken down." if is_upheld else "It stays."
    return Letter(
        kind="report_decided",
        fact=str(report.id),
        subject="What became of your report",
        heading=outcome,
        blocks=(
            Paragraph(f"You reported {TARGETS[report.target]}. A person has looked at it."),
            Facts(
                (Row("Decision", outcome), Row("Why", report.decision or "It keeps our rules."))
            ),
            Paragraph(COMPLAIN),
        ),
        reason="You get this mail because you reported something on EcoMarket.",
    )


def _shop() -> str:
    return settings().origin(AppName.STOREFRONT)


def _portal() -> str:
    return settings().origin(AppName.VENDOR_PORTAL)
