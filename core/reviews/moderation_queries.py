"""The queues of moderators. Callers have checked that a moderator asks."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.models import User
from core.kernel.pagination import Page
from core.reviews.models import (
    ContentChange,
    ContentReport,
    ContentStatus,
    Question,
    ReportStatus,
    ReportTarget,
    Review,
)
from core.reviews.read_models import (
    PieceData,
    QuestionAboutPiece,
    ReportData,
    ReviewOfPiece,
)
from core.reviews.read_queries import (
    page_of,
    photos_by_review,
    pieces_by_id,
    question_data,
    review_data,
)
from core.reviews.screening import Suspicion

A_PAGE = 20
OPEN = ReportStatus.OPEN


async def list_reviews(
    session: AsyncSession,
    *,
    status: ContentStatus | None = None,
    flag: str = "",
    text: str = "",
    number: int = 1,
) -> Page[ReviewOfPiece]:
    """Without a status the queue: what is held and what was reported, oldest first."""
    statement = select(Review)
    if status is None:
        statement = statement.where(_waits(Review)).order_by(col(Review.created_at))
    else:
        newest = col(Review.created_at).desc()
        statement = statement.where(col(Review.status) == status).order_by(newest)
    statement = _narrowed(statement, Review, flag, text)
    rows, page = await page_of(session, statement, number, A_PAGE)
    ids = [review.id for review in rows]
    photos = await photos_by_review(session, ids)
    pieces = await pieces_by_id(session, [review.product_id for review in rows])
    reports = await _open_reports(session, col(ContentReport.review_id), ids)
    items = [
        ReviewOfPiece(
            review_data(review, photos.get(review.id, ())),
            pieces[review.product_id],
            reports.get(review.id, 0),
        )
        for review in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def list_questions(
    session: AsyncSession,
    *,
    status: ContentStatus | None = None,
    flag: str = "",
    text: str = "",
    number: int = 1,
) -> Page[QuestionAboutPiece]:
    statement = select(Question)
    if status is None:
        statement = statement.where(_waits(Question)).order_by(col(Question.created_at))
    else:
        newest = col(Question.created_at).desc()
        statement = statement.where(col(Question.status) == status).order_by(newest)
    statement = _narrowed(statement, Question, flag, text)
    rows, page = await page_of(session, statement, number, A_PAGE)
    ids = [question.id for question in rows]
    pieces = await pieces_by_id(session, [question.product_id for question in rows])
    reports = await _open_reports(session, col(ContentReport.question_id), ids)
    items = [
        QuestionAboutPiece(
            question_data(question), pieces[question.product_id], reports.get(question.id, 0)
        )
        for question in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def list_reports(
    session: AsyncSession, *, status: ReportStatus = OPEN, number: int = 1
) -> Page[ReportData]:
    """Open ones by their deadline, decided ones by their decision."""
    order = (
        col(ContentReport.due_at).asc()
        if status is OPEN
        else col(ContentReport.decided_at).desc()
    )
    statement = (
        select(ContentReport, Review, Question, User.email)
        .outerjoin(Review, col(Review.id) == ContentReport.review_id)
        .outerjoin(Question, col(Question.id) == ContentReport.question_id)
        .outerjoin(User, col(User.id) == ContentReport.reporter_id)
        .where(col(ContentReport.status) == status)
        .order_by(order, col(ContentReport.id))
    )
    rows, page = await page_of(session, statement, number, A_PAGE)
    about = [(review or question).product_id for _, review, question, _ in rows]
    pieces = await pieces_by_id(session, about)
    items = [
        _report(report, review or question, email or "", pieces)
        for report, review, question, email in rows
    ]
    return Page(items, page.total, page.number, page.size)


async def count_waiting(session: AsyncSession) -> tuple[int, int, int]:
    """Reviews, questions and reports that wait for a moderator."""
    reviews = select(func.count()).select_from(Review).where(_waits(Review))
    questions = select(func.count()).select_from(Question).where(_waits(Question))
    reports = select(func.count()).where(col(ContentReport.status) == OPEN)
    counts = [await session.scalar(each) or 0 for each in (reviews, questions, reports)]
    return counts[0], counts[1], counts[2]


async def history_of(
    session: AsyncSession, *, review_id: UUID | None = None, question_id: UUID | None = None
) -> Sequence[ContentChange]:
    """The latest moves, newest first."""
    statement = select(ContentChange).where(
        col(ContentChange.review_id) == review_id
        if review_id
        else col(ContentChange.question_id) == question_id
    )
    newest = statement.order_by(col(ContentChange.id).desc()).limit(50)
    return (await session.exec(newest)).all()


def _waits(kind: type[Review] | type[Question]) -> ColumnElement[bool]:
    published = col(kind.status) == ContentStatus.PUBLISHED
    return or_(col(kind.status) == ContentStatus.PENDING, published & _is_reported(kind))


def _is_reported(kind: type[Review] | type[Question]) -> ColumnElement[bool]:
    is_review = kind is Review
    target = ContentReport.review_id if is_review else ContentReport.question_id
    whole = ReportTarget.REVIEW if is_review else ReportTarget.QUESTION
    report = select(ContentReport.id).where(
        col(target) == kind.id,
        col(ContentReport.status) == OPEN,
        col(ContentReport.target) == whole,
    )
    return report.exists()


def _narrowed(statement: Any, kind: type[Review] | type[Question], flag: str, text: str) -> Any:
    if flag == Suspicion.REPORTED:
        statement = statement.where(_is_reported(kind))
    elif flag:
        statement = statement.where(col(kind.held_for).contains([flag]))
    if text:
        part = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        statement = statement.where(col(kind.body).ilike(f"%{part}%", escape="\\"))
    return statement


async def _open_reports(
    session: AsyncSession, target: Any, ids: Sequence[UUID]
) -> Mapping[UUID, int]:
    statement = (
        select(target, func.count())
        .where(target.in_(ids), col(ContentReport.status) == OPEN)
        .group_by(target)
    )
    return dict((await session.exec(statement)).all()) if ids else {}


def _report(
    report: ContentReport,
    content: Review | Question,
    email: str,
    pieces: Mapping[UUID, PieceData],
) -> ReportData:
    answer = content.reply if isinstance(content, Review) else content.answer
    is_answer = report.target in {ReportTarget.REPLY, ReportTarget.ANSWER}
    piece = pieces[content.product_id]
    return ReportData(
        id=report.id,
        target=report.target,
        content_id=content.id,
        reason=report.reason,
        details=report.details,
        reporter=email or report.email,
        is_from_workshop=report.vendor_id is not None,
        status=report.status,
        reported_at=report.created_at,
        due_at=report.due_at,
        decided_at=report.decided_at,
        decision=report.decision,
        text=answer if is_answer else content.body,
        author=piece.workshop if is_answer else content.author,
        piece=piece,
    )
