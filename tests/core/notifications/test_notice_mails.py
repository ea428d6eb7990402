import pytest

import core.notifications.notice_subscribers  # noqa: F401
from core.content.decide_notice import decide_notice
from core.content.file_notice import Complaint, file_notice
from core.content.models import Measure
from core.kernel.principal import GUEST
from core.vendors.models import Vendor
from tests.factories.catalog import a_product
from tests.factories.principals import an_operator

STATEMENT = "The mark is registered for ceramics, and the picture shows it."


async def a_notice(session, product, email="rita@example.com"):
    complaint = Complaint(
        url=f"/p/{product.slug}",
        reason="counterfeit",
        explanation="It bears our registered mark.",
        name="Rita",
        email=email,
        in_good_faith=True,
    )
    return await file_notice(session, GUEST, complaint)


async def test_who_reports_gets_a_receipt_with_number_and_deadline(session, postman):
    notice = await a_notice(session, await a_product(session, title="Bowl"))

    (mail,) = await postman()

    assert (mail.recipient, mail.subject) == (
        "rita@example.com",
        f"We have your notice {notice.number}",
    )
    assert "It bears our registered mark." in mail.text
    assert "A person decides about it until" in mail.text


async def test_both_sides_are_told_a_restriction_with_its_reasons(session, postman):
    product = await a_product(session, title="Bowl")
    notice = await a_notice(session, product)
    await decide_notice(
        session,
        an_operator(),
        notice.number,
        measure=Measure.PRODUCT_PAUSED,
        statement=STATEMENT,
    )

    mails = await postman()

    vendor = await session.get_one(Vendor, product.vendor_id)
    by_kind = {mail.kind: mail for mail in mails}
    assert set(by_kind) == {"notice_received", "notice_decided", "statement_of_reasons"}
    assert by_kind["statement_of_reasons"].recipient == vendor.email
    for kind in ("notice_decided", "statement_of_reasons"):
        assert STATEMENT in by_kind[kind].text
        assert "The piece is no longer shown or sold." in by_kind[kind].text
        assert "within six months" in by_kind[kind].text
    assert "Rita" not in by_kind["statement_of_reasons"].text
    assert "rita@example.com" not in by_kind["statement_of_reasons"].html


@pytest.mark.parametrize(("email", "mails"), [("", 0), ("rita@example.com", 2)])
async def test_a_workshop_hears_nothing_of_a_notice_that_leads_nowhere(
    session, postman, email, mails
):
    notice = await a_notice(session, await a_product(session), email)
    await decide_notice(
        session, an_operator(), notice.number, measure=Measure.NONE, statement=STATEMENT
    )

    found = await postman()

    assert [mail.recipient for mail in found] == ["rita@example.com"] * mails
