"""Reports, decisions, votes, replies: who may, and what follows."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from core.catalog.models import Product
from core.events.models import OutboxMessage
from core.identity.models import AuditEntry
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, Forbidden, Invalid, SignInRequired
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import GUEST, VendorRole
from core.reviews import desk
from core.reviews.errors import (
    ContactsNotAllowed,
    OwnReview,
    ReasonMissing,
    ReviewNotFound,
)
from core.reviews.inputs import AnswerInput, ReportInput, ReviewInput
from core.reviews.models import (
    ContentReport,
    ContentStatus,
    ReportReason,
    ReportStatus,
    ReportTarget,
    ReviewVote,
)
from core.reviews.moderate import Decision, decide_report, decide_review, decide_reviews
from core.reviews.reply import reply_to_review, withdraw_reply
from core.reviews.report_content import report_content
from core.reviews.vote import mark_helpful, unmark_helpful
from core.reviews.write_review import write_review
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import a_shopper, a_workshop

CLEAN = ReviewInput(rating=2, body="The handle broke after a week.")
SUSPICIOUS = ReviewInput(rating=2, body="The handle broke, see www.example.com")
THANKS = AnswerInput(text="We send you a new one.")


@pytest.fixture
async def review(session, bought):
    return await write_review(session, bought.buyer, bought.line.id, CLEAN)


@pytest.fixture
async def held(session, bought):
    return await write_review(session, bought.buyer, bought.line.id, SUSPICIOUS)


def a_report(review, target=ReportTarget.REVIEW, **facts):
    facts = {"reason": ReportReason.NOT_GENUINE, **facts}
    return ReportInput(target=target, id=review.id, **facts)


async def rating_of(session, review):
    await session.flush()
    product = await session.get_one(Product, review.product_id, populate_existing=True)
    return product.rating_count, product.rating_sum


async def count(session, table, *conditions):
    return await session.scalar(select(func.count()).select_from(table).where(*conditions))


async def told(session, event):
    found = await session.exec(select(OutboxMessage).where(OutboxMessage.event == event))
    return [message.payload for message in found]


async def test_a_moderator_lets_a_held_review_through(session, held):
    await decide_review(session, an_operator(), held.id, Decision.APPROVE)

    assert (held.status, held.held_for) == (ContentStatus.PUBLISHED, [])
    assert await rating_of(session, held) == (1, 2)
    assert len(await told(session, "ReviewPublished")) == 1
    assert await count(session, AuditEntry, AuditEntry.action == "reviews.approve") == 1


async def test_a_rejected_review_never_counted_and_its_author_is_told_why(session, held):
    await decide_review(session, an_operator(), held.id, Decision.TAKE_DOWN, "It advertises.")

    assert (held.status, held.decision_reason) == (ContentStatus.REJECTED, "It advertises.")
    assert await rating_of(session, held) == (0, 0)
    [event] = await told(session, "ContentTakenDown")
    assert (event["was_public"], event["reason"]) == (False, "It advertises.")


async def test_taking_down_needs_a_reason_and_staff(session, review, bought):
    with pytest.raises(ReasonMissing):
        await decide_review(session, an_operator(), review.id, Decision.TAKE_DOWN, " \n ")
    for nobody, refusal in ((GUEST, SignInRequired), (bought.buyer, Forbidden),
                            (owner_of(bought.piece.vendor), Forbidden)):  # fmt: skip
        with pytest.raises(refusal):
            await decide_review(session, nobody, review.id, Decision.TAKE_DOWN, "I want so.")
        with pytest.raises(refusal):
            await desk.list_reviews(session, nobody)

    assert await rating_of(session, review) == (1, 2)


async def test_one_report_leaves_a_review_where_it_is_and_queues_it(session, review):
    report = await report_content(session, await a_shopper(session), a_report(review))

    queue = await desk.list_reviews(session, an_operator())
    assert review.status is ContentStatus.PUBLISHED
    assert [(item.review.id, item.reports) for item in queue.items] == [(review.id, 1)]
    assert report.due_at - utc_now() > timedelta(days=2)


async def test_three_people_hide_it_until_it_is_decided(session, review):
    people = [await a_shopper(session) for _ in range(3)]
    for person in people[:2]:
        await report_content(session, person, a_report(review))
        await report_content(session, person, a_report(review))
    assert review.status is ContentStatus.PUBLISHED

    await report_content(session, people[2], a_report(review))

    assert (review.status, review.held_for) == (ContentStatus.PENDING, ["reported"])
    assert await rating_of(session, review) == (0, 0)
    assert await count(session, ContentReport) == 3

    operator = an_operator()
    reports = (await desk.list_reports(session, operator, status=ReportStatus.OPEN)).items
    for found in reports:
        await decide_report(session, operator, found.id, is_upheld=False, reason="It is fine.")
    assert review.status is ContentStatus.PUBLISHED
    assert await rating_of(session, review) == (1, 2)
    assert len(await told(session, "ReportDecided")) == 3
    assert len(await told(session, "ReviewPublished")) == 1


async def test_a_workshop_and_guests_hide_nothing(session, review, bought):
    await report_content(
        session, owner_of_shop(bought, await a_shopper(session)), a_report(review)
    )
    for name in ("a", "b", "c"):
        await report_content(session, GUEST, a_report(review, email=f"{name}@example.com"))

    assert review.status is ContentStatus.PUBLISHED
    assert await count(session, ContentReport) == 4


def owner_of_shop(bought, person):
    owner = owner_of(bought.piece.vendor)
    return type(owner)(
        person.user_id, owner.roles, person.email, owner.vendor_id, owner.vendor_role
    )


async def test_a_guest_who_reports_leaves_an_address(session, review):
    with pytest.raises(Invalid, match="e-mail"):
        await report_content(session, GUEST, a_report(review))

    assert await count(session, ContentReport) == 0


async def test_an_upheld_report_removes_the_review_and_closes_the_others(session, review):
    first = await report_content(session, await a_shopper(session), a_report(review))
    second = await report_content(
        session, GUEST, a_report(review, reason="illegal", email="eva@example.com")
    )
    assert second.due_at < first.due_at
    operator = an_operator()

    await decide_report(session, operator, first.id, is_upheld=True, reason="It is insulting.")

    assert (review.status, review.decision_reason) == (
        ContentStatus.REMOVED, "It is insulting.",
    )  # fmt: skip
    assert await rating_of(session, review) == (0, 0)
    await session.refresh(second)
    assert (first.status, second.status) == (ReportStatus.UPHELD, ReportStatus.UPHELD)
    [event] = await told(session, "ContentTakenDown")
    assert event["was_public"]
    with pytest.raises(Conflict, match="decided meanwhile"):
        await decide_report(session, operator, first.id, is_upheld=False, reason="No.")


async def test_an_upheld_report_of_a_reply_takes_the_reply_alone(session, review, bought):
    await reply_to_review(session, owner_of(bought.piece.vendor), review.id, THANKS)
    report = await report_content(
        session, bought.buyer, a_report(review, ReportTarget.REPLY, reason="offensive")
    )

    await decide_report(session, an_operator(), report.id, is_upheld=True, reason="Rude.")

    assert (review.reply, review.replied_at) == ("", None)
    assert review.status is ContentStatus.PUBLISHED
    assert report.status is ReportStatus.UPHELD


async def test_many_are_decided_together_or_not_at_all(session, held, bought):
    operator = an_operator()

    with pytest.raises(ReasonMissing):
        await decide_reviews(session, operator, [held.id], Decision.TAKE_DOWN)
    decided = await decide_reviews(session, operator, [held.id], Decision.APPROVE)

    assert decided == 1
    assert held.status is ContentStatus.PUBLISHED


async def test_a_removed_review_can_be_reinstated_but_not_rejected(session, review):
    operator = an_operator()
    await decide_review(session, operator, review.id, Decision.TAKE_DOWN, "Not about the mug.")
    with pytest.raises(IllegalMove):
        await decide_review(session, operator, review.id, Decision.TAKE_DOWN, "Again.")

    await decide_review(session, operator, review.id, Decision.APPROVE, "The author is right.")

    assert await rating_of(session, review) == (1, 2)
    assert len(await told(session, "ReviewPublished")) == 1


async def test_a_vote_counts_once_and_never_for_oneself(session, review, bought):
    reader = await a_shopper(session)

    assert await mark_helpful(session, reader, review.id) == 1
    assert await mark_helpful(session, reader, review.id) == 1
    assert await mark_helpful(session, await a_shopper(session), review.id) == 2
    assert await unmark_helpful(session, reader, review.id) == 1
    with pytest.raises(OwnReview):
        await mark_helpful(session, bought.buyer, review.id)
    with pytest.raises(SignInRequired):
        await mark_helpful(session, GUEST, review.id)

    assert await count(session, ReviewVote) == 1


async def test_what_is_not_public_gets_no_votes(session, held):
    with pytest.raises(ReviewNotFound):
        await mark_helpful(session, await a_shopper(session), held.id)


async def test_a_workshop_answers_its_own_reviews_and_may_think_again(session, review, bought):
    maker = owner_of(bought.piece.vendor, VendorRole.SUPPORT)

    await reply_to_review(session, maker, review.id, THANKS)
    await reply_to_review(session, maker, review.id, AnswerInput(text="It is on its way."))
    assert review.reply == "It is on its way."
    assert len(await told(session, "ReviewReplied")) == 1

    await withdraw_reply(session, maker, review.id)
    assert (review.reply, review.replied_at) == ("", None)


async def test_another_workshop_a_packer_and_an_address_are_refused(session, review, bought):
    shop = bought.piece.vendor

    with pytest.raises(ReviewNotFound):
        await reply_to_review(session, owner_of(await a_workshop(session)), review.id, THANKS)
    with pytest.raises(Forbidden, match="role"):
        await reply_to_review(session, owner_of(shop, VendorRole.FINANCE), review.id, THANKS)
    with pytest.raises(ContactsNotAllowed, match="e-mail addresses"):
        await reply_to_review(
            session, owner_of(shop), review.id, AnswerInput(text="Mail shop@example.com")
        )

    assert review.reply == ""
