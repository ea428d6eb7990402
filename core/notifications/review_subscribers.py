"""Who hears of reviews, questions and reports by mail."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.subscribers import on
from core.identity import queries as users
from core.kernel.principal import VendorRole
from core.notifications.compose import reviews as compose
from core.notifications.letter import Letter
from core.notifications.outbox import post
from core.notifications.recipients import tell_workshop
from core.orders import queries as orders
from core.orders.models import Order
from core.reviews import events
from core.reviews.invite import stop_token
from core.reviews.models import ContentReport, Question, Review, ReviewInvitation
from core.reviews.read_models import PieceData
from core.reviews.read_queries import pieces_by_id
from core.reviews.waiting_queries import list_waiting_of_part
from core.settings import AppName, settings
from core.vendors.queries import get_vendor


@on(events.ReviewInvited)
async def mail_invitation(session: AsyncSession, event: events.ReviewInvited) -> None:
    """Nothing when everything was reviewed, or the account closed, meanwhile."""
    invited = await session.get(ReviewInvitation, event.invitation_id)
    if invited is None:
        return
    part = await orders.get_vendor_order(session, invited.vendor_order_id)
    order = await session.get_one(Order, part.order_id)
    lines = await list_waiting_of_part(session, order.user_id, part.id) if order.user_id else []
    if not lines:
        return
    vendor = await get_vendor(session, part.vendor_id)
    origin = settings().origin(AppName.STOREFRONT)
    stop = f"{origin}/reviews/mails?token={stop_token(invited.id)}"
    letter = compose.invitation(invited, vendor.name, vendor.selvedge, lines, stop)
    await post(session, letter, invited.email)


@on(events.ReviewPublished)
async def mail_review(session: AsyncSession, event: events.ReviewPublished) -> None:
    if review := await session.get(Review, event.review_id):
        letter = compose.review_received(review, await _piece(session, review))
        await tell_workshop(session, review.vendor_id, letter, VendorRole.SUPPORT)


@on(events.ReviewReplied)
async def mail_reply(session: AsyncSession, event: events.ReviewReplied) -> None:
    review = await session.get(Review, event.review_id)
    if review is not None and review.reply:
        letter = compose.review_answered(review, await _piece(session, review))
        await _tell_author(session, review.user_id, letter)


@on(events.QuestionPublished)
async def mail_question(session: AsyncSession, event: events.QuestionPublished) -> None:
    if question := await session.get(Question, event.question_id):
        letter = compose.question_received(question, await _piece(session, question))
        await tell_workshop(session, question.vendor_id, letter, VendorRole.SUPPORT)


@on(events.QuestionAnswered)
async def mail_answer(session: AsyncSession, event: events.QuestionAnswered) -> None:
    question = await session.get(Question, event.question_id)
    if question is not None and question.answer:
        letter = compose.question_answered(question, await _piece(session, question))
        await _tell_author(session, question.user_id, letter)


@on(events.ContentTakenDown)
async def mail_reasons(session: AsyncSession, event: events.ContentTakenDown) -> None:
    """Nothing if its author deleted it meanwhile."""
    written = (
        await session.get(Review, event.review_id)
        if event.review_id
        else await session.get(Question, event.question_id)
    )
    if written is None:
        return
    letter = compose.taken_down(
        written,
        await _piece(session, written),
        event.change_id,
        event.reason,
        was_public=event.was_public,
    )
    await _tell_author(session, written.user_id, letter)


@on(events.ReportDecided)
async def mail_decision(session: AsyncSession, event: events.ReportDecided) -> None:
    report = await session.get(ContentReport, event.report_id)
    if report is None:
        return
    email = report.email
    if report.reporter_id:
        email = (await users.get_user(session, report.reporter_id)).email
    await post(session, compose.report_decided(report), email)


async def _piece(session: AsyncSession, written: Review | Question) -> PieceData:
    return (await pieces_by_id(session, [written.product_id]))[written.product_id]


async def _tell_author(session: AsyncSession, user_id: UUID, letter: Letter) -> None:
    user = await users.get_user(session, user_id)
    if user.is_active:
        await post(session, letter, user.email)
