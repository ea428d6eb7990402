"""Who hears by mail of reviews, questions and decisions."""

from datetime import timedelta

import pytest
from sqlmodel import select

from core.events.models import OutboxMessage
from core.kernel.clock import utc_now
from core.kernel.errors import NotFound
from core.kernel.principal import GUEST
from core.notifications import review_subscribers as mails
from core.notifications.models import OutgoingMail
from core.orders.models import VendorOrder
from core.reviews import events
from core.reviews.ask_question import ask_question
from core.reviews.inputs import AnswerInput, QuestionInput, ReportInput, ReviewInput
from core.reviews.invite import invite_due, stop_invitations, stop_token
from core.reviews.models import ReviewInvitation
from core.reviews.moderate import decide_report
from core.reviews.reply import answer_question, reply_to_review
from core.reviews.report_content import report_content
from core.reviews.write_review import write_review
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import a_shopper

WRITTEN = ReviewInput(rating=2, body="The handle broke after a week.")
HEARD = {
    events.ReviewInvited: mails.mail_invitation,
    events.ReviewPublished: mails.mail_review,
    events.ReviewReplied: mails.mail_reply,
    events.QuestionPublished: mails.mail_question,
    events.QuestionAnswered: mails.mail_answer,
    events.ContentTakenDown: mails.mail_reasons,
    events.ReportDecided: mails.mail_decision,
}


@pytest.fixture
def posted(session):
    """Delivers what was told, twice, and gives the mails: kind and recipient."""

    async def deliver():
        found = (await session.exec(select(OutboxMessage).order_by(OutboxMessage.id))).all()
        for message in [*found, *found]:
            for kind, hear in HEARD.items():
                if message.event == kind.name():
                    await hear(session, kind.model_validate(message.payload))
        await session.flush()
        kept = (await session.exec(select(OutgoingMail).order_by(OutgoingMail.id))).all()
        return {(mail.kind, mail.recipient): mail for mail in kept}

    return deliver


async def test_workshop_and_author_hear_of_review_and_reply_once(session, bought, posted):
    review = await write_review(session, bought.buyer, bought.line.id, WRITTEN)
    await reply_to_review(
        session, owner_of(bought.piece.vendor), review.id, AnswerInput(text="A new one comes.")
    )

    mails_by_kind = await posted()

    assert set(mails_by_kind) == {
        ("review_received", bought.piece.vendor.email),
        ("review_answered", bought.buyer.email),
    }
    assert "A new one comes." in mails_by_kind["review_answered", bought.buyer.email].text


async def test_a_question_goes_to_the_maker_and_the_answer_comes_back(session, bought, posted):
    asker = await a_shopper(session)
    question = await ask_question(
        session, asker, bought.piece.product.id, QuestionInput(body="Is it heavy, the mug?")
    )
    await answer_question(
        session, owner_of(bought.piece.vendor), question.id, AnswerInput(text="320 g.")
    )

    assert set(await posted()) == {
        ("question_received", bought.piece.vendor.email),
        ("question_answered", asker.email),
    }


async def test_a_removal_is_explained_to_its_author_and_to_who_reported(
    session, bought, posted
):
    review = await write_review(session, bought.buyer, bought.line.id, WRITTEN)
    told = ReportInput(target="review", id=review.id, reason="illegal", email="eva@example.com")
    report = await report_content(session, GUEST, told)
    await decide_report(
        session, an_operator(), report.id, is_upheld=True, reason="It accuses of a crime."
    )

    sent = await posted()

    reasons = sent["content_taken_down", bought.buyer.email].text
    for words in ("It accuses of a crime.", WRITTEN.body, "within six months", "A person"):
        assert words in reasons
    assert "It was taken down." in sent["report_decided", "eva@example.com"].text


async def arrived(session, bought, *, days_ago):
    part = await session.get_one(VendorOrder, bought.line.vendor_order_id)
    part.delivered_at = utc_now() - timedelta(days=days_ago)
    await session.flush()


@pytest.mark.parametrize(("days", "invited"), [(4, 0), (6, 1), (20, 1), (22, 0)])
async def test_an_invitation_comes_once_some_days_after_the_parcel(
    session, bought, posted, days, invited
):
    await arrived(session, bought, days_ago=days)

    assert await invite_due(session) == invited
    assert await invite_due(session) == 0
    assert len(await posted()) == invited


async def test_who_has_reviewed_or_wants_no_such_mail_is_not_asked(session, bought, posted):
    await arrived(session, bought, days_ago=6)
    assert await invite_due(session) == 1
    invitation = (await session.exec(select(ReviewInvitation))).one()
    [mail] = (await posted()).values()
    assert f"/reviews/mails?token={stop_token(invitation.id)}" in mail.text

    await stop_invitations(session, stop_token(invitation.id))
    await stop_invitations(session, stop_token(invitation.id))
    await session.delete(invitation)
    await session.flush()

    assert await invite_due(session) == 0
    with pytest.raises(NotFound):
        await stop_invitations(session, "somebody's guess")


async def test_a_reviewed_parcel_brings_no_invitation(session, bought):
    await write_review(session, bought.buyer, bought.line.id, WRITTEN)
    await arrived(session, bought, days_ago=6)

    assert await invite_due(session) == 0
