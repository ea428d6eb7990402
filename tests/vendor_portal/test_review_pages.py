"""What a workshop sees of reviews and questions, and what it answers."""

from sqlmodel import select

from core.reviews.ask_question import ask_question
from core.reviews.inputs import QuestionInput, ReviewInput
from core.reviews.models import ContentReport, ContentStatus
from core.reviews.write_review import write_review
from tests.factories.orders import a_shelf
from tests.factories.reviews import a_delivered_order, line_of
from tests.factories.shop import a_shopper
from tests.vendor_portal.pressing import press
from vendor_portal.pages.questions.state import QuestionsState
from vendor_portal.pages.reviews.state import ReviewsState


async def a_written_review(session):
    [mug] = await a_shelf(session, prices=(1250,))
    buyer = await a_shopper(session)
    order = await a_delivered_order(session, [mug], buyer=buyer)
    line = await line_of(session, order, mug)
    written = ReviewInput(rating=3, body="It is smaller than I thought.")
    return mug, await write_review(session, buyer, line.id, written)


async def test_a_reply_moves_a_review_out_of_what_waits(session, desk):
    mug, review = await a_written_review(session)
    tab = await desk(mug.vendor, ReviewsState, "/reviews?reply=none")
    assert [row.id for row in tab.rows] == [str(review.id)]
    assert (tab.average, [view.count for view in tab.tabs]) == ("3.0", ["1", "", "1"])

    await tab.edit(str(review.id))
    await press(tab.reply({"text": "Write to me@example.com"}))
    assert "e-mail addresses" in tab.refusal
    await press(tab.reply({"text": "The size stands under Details."}))
    await session.refresh(review)

    assert (review.reply, tab.rows, tab.editing) == ("The size stands under Details.", [], "")


async def test_another_workshop_sees_and_answers_nothing(session, desk):
    _, review = await a_written_review(session)
    [lamp] = await a_shelf(session, prices=(4000,))
    tab = await desk(lamp.vendor, ReviewsState, "/reviews")
    assert tab.rows == []

    await tab.edit(str(review.id))
    await press(tab.reply({"text": "I know better."}))

    assert tab.refusal == "There is no such review."
    assert review.reply == ""


async def test_a_report_of_the_workshop_hides_nothing(session, desk):
    mug, review = await a_written_review(session)
    tab = await desk(mug.vendor, ReviewsState, "/reviews")

    await tab.ask_report(str(review.id))
    await press(tab.report({"reason": "off_topic"}))

    report = (await session.exec(select(ContentReport))).one()
    assert (report.vendor_id, report.review_id) == (mug.vendor.id, review.id)
    assert review.status is ContentStatus.PUBLISHED


async def test_an_answer_makes_a_question_public(session, desk):
    [mug] = await a_shelf(session, prices=(1250,))
    question = await ask_question(
        session, await a_shopper(session), mug.product.id, QuestionInput(body="Is it heavy?")
    )
    tab = await desk(mug.vendor, QuestionsState, "/questions?reply=none")
    assert [row.body for row in tab.rows] == ["Is it heavy?"]

    await tab.edit(str(question.id))
    await press(tab.reply({"text": "It weighs 320 g."}))
    await session.refresh(question)

    assert (question.answer, tab.rows) == ("It weighs 320 g.", [])
