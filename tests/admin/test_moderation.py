"""The queues of moderators: what waits, what the verbs do, what comes next."""

import pytest
from sqlmodel import select

from admin.pages.moderation_questions.state import QuestionQueueState
from admin.pages.moderation_reports.state import UPHOLD, ReportsState
from admin.pages.moderation_reviews.state import ReviewQueueState
from core.identity.models import AuditEntry
from core.kernel.principal import GUEST
from core.reviews.ask_question import ask_question
from core.reviews.inputs import QuestionInput, ReportInput, ReviewInput
from core.reviews.models import ContentStatus, ReportStatus
from core.reviews.report_content import report_content
from core.reviews.write_review import write_review
from tests.admin.pressing import press
from tests.factories.identity import a_user
from tests.factories.orders import a_shelf
from tests.factories.reviews import a_delivered_order, line_of
from tests.factories.shop import a_shopper

HELD = ReviewInput(rating=5, body="Cheaper at www.example.com, go there.")
CLEAN = ReviewInput(rating=5, body="It keeps tea warm for an hour.")


async def written(session, what, *, pieces=1):
    reviews = []
    for piece in await a_shelf(session, prices=(1250,) * pieces):
        buyer = await a_shopper(session)
        order = await a_delivered_order(session, [piece], buyer=buyer)
        line = await line_of(session, order, piece)
        reviews.append(await write_review(session, buyer, line.id, what))
    return reviews


async def test_after_a_decision_the_next_one_is_marked(session, desk):
    first, second = await written(session, HELD, pieces=2)
    tab = await desk(ReviewQueueState, "/moderation/reviews")
    assert [row.id for row in tab.rows] == [str(first.id), str(second.id)]
    assert (tab.current, tab.rows[0].flags, tab.tabs[0].count) == (
        str(first.id), ["Web address"], "2",
    )  # fmt: skip

    await press(tab.approve(str(first.id)))

    await session.refresh(first)
    assert first.status is ContentStatus.PUBLISHED
    assert (tab.current, [row.id for row in tab.rows]) == (str(second.id), [str(second.id)])


async def test_a_rejection_keeps_its_dialog_until_it_has_a_reason(session, desk):
    [review] = await written(session, HELD)
    tab = await desk(ReviewQueueState, "/moderation/reviews")

    await tab.ask_reason(str(review.id))
    await press(tab.take_down({"reason": " "}))
    assert (tab.panel, review.status) == ("take_down", ContentStatus.PENDING)
    await press(tab.take_down({"reason": "It advertises."}))
    await session.refresh(review)

    assert (tab.panel, tab.rows, review.status) == ("", [], ContentStatus.REJECTED)
    entry = (await session.exec(select(AuditEntry))).one()
    assert (entry.action, entry.data) == ("reviews.reject", {"reason": "It advertises."})


async def test_what_is_picked_is_decided_together(session, desk):
    reviews = await written(session, HELD, pieces=3)
    tab = await desk(ReviewQueueState, "/moderation/reviews", query={"flag": "link"})
    for review in reviews[:2]:
        await tab.pick(str(review.id))
    await tab.pick("nonsense")

    await press(tab.approve_picked())
    for review in reviews:
        await session.refresh(review)

    assert [review.status.value for review in reviews] == ["published", "published", "pending"]
    assert (tab.picked, tab.done) == ([], "2 entries approved.")


async def test_a_report_is_upheld_with_a_reason_and_the_review_goes(session, desk):
    [review] = await written(session, CLEAN)
    told = ReportInput(
        target="review", id=review.id, reason="off_topic", email="eva@example.com"
    )
    report = await report_content(session, GUEST, told)
    tab = await desk(ReportsState, "/moderation/reports")
    assert [(row.text, row.reporter) for row in tab.rows] == [(CLEAN.body, "eva@example.com")]

    await tab.ask(UPHOLD, str(report.id))
    await press(tab.uphold({"reason": "It is about another shop."}))
    await session.refresh(review)
    await session.refresh(report)

    assert (report.status, review.status) == (ReportStatus.UPHELD, ContentStatus.REMOVED)
    assert tab.rows == []


async def test_a_held_question_reaches_its_maker_only_when_it_is_let_through(session, desk):
    [mug] = await a_shelf(session, prices=(1250,))
    question = await ask_question(
        session, await a_shopper(session), mug.product.id,
        QuestionInput(body="Is it on www.example.com too?"),
    )  # fmt: skip
    tab = await desk(QuestionQueueState, "/moderation/questions")

    await press(tab.approve(str(question.id)))
    await session.refresh(question)

    assert question.status is ContentStatus.PUBLISHED


@pytest.mark.parametrize("kind", [ReviewQueueState, QuestionQueueState, ReportsState])
async def test_a_customer_sees_no_queue(session, desk, kind):
    await written(session, HELD)

    tab = await desk(kind, "/moderation/reviews", user=await a_user(session))

    assert tab.rows == []
    assert tab.status == "loading"
