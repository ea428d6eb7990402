"""What moderators decide. Every decision has a history row, an audit entry, and where it takes
something away, a statement of reasons to whoever wrote it.
"""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict
from core.kernel.principal import Principal
from core.reviews import queries
from core.reviews.announce import Content, move, show_anew
from core.reviews.errors import ReasonMissing
from core.reviews.events import ContentTakenDown, ReportDecided
from core.reviews.inputs import plain
from core.reviews.models import (
    REPORT_LIFECYCLE,
    ContentReport,
    ContentStatus,
    Question,
    ReportStatus,
    ReportTarget,
    Review,
)

REVIEW, REPLY = ReportTarget.REVIEW, ReportTarget.REPLY
QUESTION, ANSWER = ReportTarget.QUESTION, ReportTarget.ANSWER


class Decision(StrEnum):
    """``TAKE_DOWN`` rejects what was never public and removes what was."""

    APPROVE = "approve"
    TAKE_DOWN = "take_down"


async def decide_review(
    session: AsyncSession,
    staff: Principal,
    review_id: UUID,
    decision: Decision,
    reason: str = "",
) -> Review:
    staff.require_staff()
    review = await queries.lock_review(session, review_id)
    await _decide(session, staff, review, decision, reason)
    return review


async def decide_question(
    session: AsyncSession,
    staff: Principal,
    question_id: UUID,
    decision: Decision,
    reason: str = "",
) -> Question:
    staff.require_staff()
    question = await queries.lock_question(session, question_id)
    await _decide(session, staff, question, decision, reason)
    return question


async def decide_reviews(
    session: AsyncSession,
    staff: Principal,
    review_ids: Sequence[UUID],
    decision: Decision,
    reason: str = "",
) -> int:
    """Many at once, all or none. By product, so that two moderators never wait for each
    other in a circle.
    """
    staff.require_staff()
    found = await queries.products_of_reviews(session, review_ids)
    for review_id, _ in found:
        await decide_review(session, staff, review_id, decision, reason)
    return len(found)


async def decide_questions(
    session: AsyncSession,
    staff: Principal,
    question_ids: Sequence[UUID],
    decision: Decision,
    reason: str = "",
) -> int:
    staff.require_staff()
    for question_id in sorted(question_ids):  # one order everywhere: no deadlocks
        await decide_question(session, staff, question_id, decision, reason)
    return len(question_ids)


async def decide_report(
    session: AsyncSession, staff: Principal, report_id: UUID, *, is_upheld: bool, reason: str
) -> ContentReport:
    """Upheld: what it is about goes, with every other open report of the same. Dismissed: it
    stays, and comes back if reports had hidden it.
    """
    staff.require_staff()
    reason = _given(reason)
    found = await session.get(ContentReport, report_id)
    content = await _content_of(session, found) if found else None
    report = await queries.lock_report(session, report_id)
    if report.status is not ReportStatus.OPEN or content is None:
        raise Conflict("This report was decided meanwhile.")
    if is_upheld:
        await _uphold(session, staff, report, content, reason)
    else:
        await _close(session, staff, report, ReportStatus.DISMISSED, reason)
        await _bring_back(session, staff, content, reason)
    return report


async def _uphold(
    session: AsyncSession,
    staff: Principal,
    report: ContentReport,
    content: Content,
    reason: str,
) -> None:
    if report.target in {REVIEW, QUESTION}:
        await _decide(session, staff, content, Decision.TAKE_DOWN, reason)
        return
    if isinstance(content, Review):
        content.reply, content.replied_at = "", None
    else:
        content.answer, content.answered_at = "", None
    await _close_all(session, staff, content, [report.target], ReportStatus.UPHELD, reason)
    await show_anew(session, content.product_id)
    await _record(session, staff, f"remove_{report.target.value}", content, reason)


async def _decide(
    session: AsyncSession, staff: Principal, content: Content, decision: Decision, reason: str
) -> None:
    whole = [REVIEW] if isinstance(content, Review) else [QUESTION]
    if decision is Decision.APPROVE:
        content.held_for = []
        if content.status is not ContentStatus.PUBLISHED:
            content.decision_reason = ""
            await move(session, content, ContentStatus.PUBLISHED, staff, reason)
        await _close_all(session, staff, content, whole, ReportStatus.DISMISSED, reason)
        await _record(session, staff, "approve", content, reason)
        return
    reason = _given(reason)
    was_public = content.published_at is not None
    target = ContentStatus.REMOVED if was_public else ContentStatus.REJECTED
    content.decision_reason = reason
    change = await move(session, content, target, staff, reason)
    is_review = isinstance(content, Review)
    await emit(
        session,
        ContentTakenDown(
            review_id=content.id if is_review else None,
            question_id=None if is_review else content.id,
            change_id=change.id,
            was_public=was_public,
            reason=reason,
        ),
    )
    every = [REVIEW, REPLY] if is_review else [QUESTION, ANSWER]
    await _close_all(session, staff, content, every, ReportStatus.UPHELD, reason)
    verb = "remove" if was_public else "reject"
    await _record(session, staff, verb, content, reason)


async def _bring_back(
    session: AsyncSession, staff: Principal, content: Content, reason: str
) -> None:
    """What was hidden for reports alone, once the last of them is dismissed."""
    is_review = isinstance(content, Review)
    left = await queries.lock_open_reports(
        session,
        content.id if is_review else None,
        None if is_review else content.id,
        [REVIEW, QUESTION],
    )
    is_hidden = content.status is ContentStatus.PENDING and content.published_at is not None
    if is_hidden and not left:
        await _decide(session, staff, content, Decision.APPROVE, reason)


async def _close_all(
    session: AsyncSession,
    staff: Principal,
    content: Content,
    targets: Sequence[ReportTarget],
    status: ReportStatus,
    reason: str,
) -> None:
    is_review = isinstance(content, Review)
    for report in await queries.lock_open_reports(
        session,
        content.id if is_review else None,
        None if is_review else content.id,
        targets,
    ):
        await _close(session, staff, report, status, reason)


async def _close(
    session: AsyncSession,
    staff: Principal,
    report: ContentReport,
    status: ReportStatus,
    reason: str,
) -> None:
    REPORT_LIFECYCLE.check(report.status, status)
    report.status, report.decision = status, reason
    report.decided_at, report.decided_by = utc_now(), staff.actor
    await session.flush()
    await emit(session, ReportDecided(report_id=report.id))


async def _content_of(session: AsyncSession, report: ContentReport) -> Content:
    """Locked before its reports, like everywhere."""
    if report.review_id is not None:
        return await queries.lock_review(session, report.review_id)
    if report.question_id is not None:
        return await queries.lock_question(session, report.question_id)
    raise AssertionError("a report is about a review or a question")


def _given(reason: str) -> str:
    reason = plain(reason)[:1000]
    if not reason:
        raise ReasonMissing
    return reason


async def _record(
    session: AsyncSession, staff: Principal, verb: str, content: Content, reason: str
) -> None:
    kind = "review" if isinstance(content, Review) else "question"
    await audit.record(
        session, staff, f"reviews.{verb}", kind, content.id,
        f"{verb.replace('_', ' ').capitalize()} {kind} by {content.author}", reason=reason,
    )  # fmt: skip
