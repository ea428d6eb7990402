"""Tell the market that something should not stand there.

One report puts it in front of a moderator and leaves it where it is: otherwise whoever dislikes
a review could make it disappear. Three people with an account hide it until it is decided.
"""

from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.clock import utc_now
from core.kernel.errors import Invalid
from core.kernel.principal import SYSTEM, Principal
from core.reviews import queries
from core.reviews.announce import Content, move
from core.reviews.errors import QuestionNotFound, ReviewNotFound
from core.reviews.inputs import ReportInput
from core.reviews.models import (
    ContentReport,
    ContentStatus,
    ReportReason,
    ReportTarget,
    Review,
)
from core.reviews.screening import Suspicion

HIDDEN_FROM = 3
DECIDED_WITHIN = timedelta(days=3)
ILLEGAL_WITHIN = timedelta(days=1)
WHOLE = {ReportTarget.REVIEW, ReportTarget.QUESTION}


async def report_content(
    session: AsyncSession, reporter: Principal, told: ReportInput
) -> ContentReport:
    """Once for each person and thing; a second report is the first one. Guests leave an e-mail
    address, so that they can be told what became of it.
    """
    if reporter.user_id is None and not told.email:
        raise Invalid("Leave your e-mail address, so that we can answer.", field="email")
    content = await _target(session, told)
    is_review = isinstance(content, Review)
    within = ILLEGAL_WITHIN if told.reason is ReportReason.ILLEGAL else DECIDED_WITHIN
    report = ContentReport(
        target=told.target,
        review_id=content.id if is_review else None,
        question_id=None if is_review else content.id,
        reporter_id=reporter.user_id,
        vendor_id=reporter.vendor_id,
        email=reporter.email or str(told.email or ""),
        reason=told.reason,
        details=told.details,
        due_at=utc_now() + within,
    )
    if reporter.user_id and (earlier := await queries.find_own_report(session, report)):
        return earlier
    session.add(report)
    await session.flush()
    if told.target in WHOLE:
        await _hide_if_many(session, content, report)
    return report


async def _target(session: AsyncSession, told: ReportInput) -> Content:
    """Locked, so that of two reports the second sees the first."""
    if told.target in {ReportTarget.REVIEW, ReportTarget.REPLY}:
        review = await queries.lock_review(session, told.id)
        text = review.body if told.target is ReportTarget.REVIEW else review.reply
        if review.status is not ContentStatus.PUBLISHED or not text:
            raise ReviewNotFound
        return review
    question = await queries.lock_question(session, told.id)
    text = question.body if told.target is ReportTarget.QUESTION else question.answer
    if question.status is not ContentStatus.PUBLISHED or not text:
        raise QuestionNotFound
    return question


async def _hide_if_many(session: AsyncSession, content: Content, report: ContentReport) -> None:
    people = await queries.count_open_reporters(
        session, report.target, report.review_id, report.question_id
    )
    if people >= HIDDEN_FROM:
        content.held_for = [*content.held_for, Suspicion.REPORTED]
        await move(session, content, ContentStatus.PENDING, SYSTEM, f"{people} reports")
