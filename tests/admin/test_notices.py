from admin.pages.notice.state import NoticeState
from admin.pages.notices.state import NoticesState
from core.catalog.models import ProductStatus
from core.content.file_notice import Complaint, file_notice
from core.kernel.principal import GUEST
from tests.admin.pressing import press
from tests.factories.catalog import a_product

STATEMENT = "The mark is registered for ceramics, and the picture shows it."


async def a_notice(session, url):
    complaint = Complaint(
        url=url,
        reason="counterfeit",
        explanation="It bears our registered mark.",
        name="Rita",
        email="rita@example.com",
        in_good_faith=True,
    )
    return await file_notice(session, GUEST, complaint)


async def open_notice(desk, notice):
    path = f"/moderation/notices/{notice.number}"
    return await desk(NoticeState, path, notice_number=notice.number)


async def test_notices_are_listed_with_their_deadlines(session, desk):
    product = await a_product(session, title="Bowl")
    notice = await a_notice(session, f"/p/{product.slug}")

    tab = await desk(NoticesState, "/moderation/notices")
    decided = await desk(NoticesState, "/moderation/notices", query={"status": "decided"})

    assert [(row.number, row.is_late) for row in tab.rows] == [(notice.number, False)]
    assert tab.rows[0].subject.startswith("Bowl, ")
    assert decided.rows == []


async def test_a_notice_is_taken_and_decided(session, desk, operator):
    product = await a_product(session)
    notice = await a_notice(session, f"/p/{product.slug}")
    tab = await open_notice(desk, notice)
    await press(tab.take())
    assert (tab.notice.can_take, tab.notice.can_decide) == (False, True)

    await press(tab.decide({"measure": "product_paused", "statement": STATEMENT}))

    await session.refresh(product)
    assert product.status is ProductStatus.PAUSED
    assert (tab.notice.statement, tab.notice.can_decide) == (STATEMENT, False)
    assert [step.who for step in tab.notice.history] == [
        "A visitor",
        operator.email,
        operator.email,
    ]
    assert tab.done == "Decided. Both sides are told by mail."


async def test_a_decision_without_a_choice_or_reasons_is_refused(session, desk):
    notice = await a_notice(session, "/help/returns")
    tab = await open_notice(desk, notice)

    await press(tab.decide({"statement": STATEMENT}))
    assert tab.refusal == "Choose what follows."
    await press(tab.decide({"measure": "none", "statement": "No."}))
    assert tab.refusal.startswith("Give the reasons")
    await press(tab.decide({"measure": "product_paused", "statement": STATEMENT}))
    assert "not about a product" in tab.refusal
