"""A workshop's public answers: to a review, to a question."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.clock import utc_now
from core.kernel.principal import Principal, VendorRole
from core.reviews import queries
from core.reviews.announce import show_anew
from core.reviews.errors import ContactsNotAllowed, QuestionNotFound, ReviewNotFound
from core.reviews.events import QuestionAnswered, ReviewReplied
from core.reviews.inputs import AnswerInput
from core.reviews.models import ContentStatus, Question, Review
from core.reviews.screening import FOUND, suspicions


async def reply_to_review(
    session: AsyncSession, maker: Principal, review_id: UUID, answer: AnswerInput
) -> Review:
    """One reply to a review, which may be changed; the buyer hears of the first."""
    vendor_id = maker.require_vendor(VendorRole.SUPPORT)
    review = await queries.lock_review(session, review_id)
    if review.vendor_id != vendor_id or review.status is not ContentStatus.PUBLISHED:
        raise ReviewNotFound
    _ensure_fit(answer)
    is_first = review.replied_at is None
    review.reply, review.replied_at = answer.text, utc_now()
    if is_first:
        await emit(session, ReviewReplied(review_id=review.id))
    await show_anew(session, review.product_id)
    return review


async def withdraw_reply(session: AsyncSession, maker: Principal, review_id: UUID) -> Review:
    vendor_id = maker.require_vendor(VendorRole.SUPPORT)
    review = await queries.lock_review(session, review_id)
    if review.vendor_id != vendor_id:
        raise ReviewNotFound
    review.reply, review.replied_at = "", None
    await show_anew(session, review.product_id)
    return review


async def answer_question(
    session: AsyncSession, maker: Principal, question_id: UUID, answer: AnswerInput
) -> Question:
    """An answered question stands on the product's page, until the workshop answers anew."""
    vendor_id = maker.require_vendor(VendorRole.SUPPORT)
    question = await queries.lock_question(session, question_id)
    if question.vendor_id != vendor_id or question.status is not ContentStatus.PUBLISHED:
        raise QuestionNotFound
    _ensure_fit(answer)
    is_first = question.answered_at is None
    question.answer, question.answered_at = answer.text, utc_now()
    if is_first:
        await emit(session, QuestionAnswered(question_id=question.id))
    await show_anew(session, question.product_id)
    return question


def _ensure_fit(answer: AnswerInput) -> None:
    found = suspicions(answer.text)
    if found:
        raise ContactsNotAllowed(FOUND[found[0]], "text")
