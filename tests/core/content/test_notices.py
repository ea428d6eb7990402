import pytest
from sqlmodel import select

from core.catalog.models import ProductStatus
from core.content.decide_notice import (
    count_by_status,
    decide_notice,
    get_notice,
    list_notices,
    take_notice,
)
from core.content.errors import (
    NobodyToSuspend,
    NothingToPause,
    NoticeIncomplete,
    NoticeNotFound,
)
from core.content.events import NoticeDecided, NoticeFiled
from core.content.file_notice import DECIDED_WITHIN, Complaint, file_notice
from core.content.models import Measure, Notice, NoticeStatus
from core.identity.models import AuditEntry
from core.kernel.clock import utc_now
from core.kernel.errors import Forbidden, Invalid, SignInRequired
from core.kernel.lifecycle import IllegalMove
from core.kernel.principal import GUEST
from core.settings import AppName, settings
from core.vendors.models import Vendor, VendorStatus
from tests.factories.catalog import a_product
from tests.factories.mails import told
from tests.factories.principals import an_operator
from tests.factories.shop import a_shopper

EXPLANATION = "This bowl is sold with our registered trade mark on its foot."
STATEMENT = "The mark is registered for ceramics, and the picture shows it on the foot."


def a_complaint(url="/p/nothing", **values):
    facts = {
        "reason": "counterfeit",
        "explanation": EXPLANATION,
        "name": "Rita Reporter",
        "email": "Rita@Example.com ",
        "in_good_faith": True,
    }
    return Complaint(url, **(facts | values))


async def a_notice(session, **values):
    return await file_notice(session, GUEST, a_complaint(**values))


async def test_a_notice_knows_the_piece_and_its_workshop(session):
    product = await a_product(session, title="Foot bowl")
    origin = settings().origin(AppName.STOREFRONT)

    notice = await a_notice(session, url=f"{origin}/p/{product.slug}?variant=A#reviews")

    vendor = await session.get_one(Vendor, product.vendor_id)
    assert (notice.product_id, notice.vendor_id) == (product.id, vendor.id)
    assert notice.subject == f"Foot bowl, {vendor.name}"
    assert notice.path == f"/p/{product.slug}?variant=A#reviews"
    assert notice.reporter_email == "rita@example.com"
    assert abs(notice.due_at - utc_now() - DECIDED_WITHIN).total_seconds() < 60
    assert await told(session, NoticeFiled) == [NoticeFiled(notice_id=notice.id)]


async def test_a_page_of_nobody_can_be_reported_too(session):
    notice = await a_notice(session, url="/help/returns", name="", email="")

    assert (notice.product_id, notice.vendor_id, notice.subject) == (None, None, "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": "https://else.example/p/x"}, "url"),
        ({"url": "//else.example"}, "url"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "/" + "a" * 600}, "url"),
        ({"url": "/p/\x00"}, "url"),
        ({"reason": "boredom"}, "reason"),
        ({"explanation": "bad"}, "explanation"),
        ({"explanation": " " * 50}, "explanation"),
        ({"in_good_faith": False}, "good_faith"),
        ({"email": "rita at example"}, "email"),
    ],
)
async def test_what_cannot_be_acted_on_is_refused_at_its_field(session, values, field):
    with pytest.raises(Invalid) as refusal:
        await a_notice(session, **values)

    assert refusal.value.field == field
    assert (await session.exec(select(Notice))).all() == []


async def test_pausing_the_piece_is_done_with_the_decision(session):
    product = await a_product(session)
    notice = await a_notice(session, url=f"/p/{product.slug}")
    staff = an_operator()
    await take_notice(session, staff, notice.number)

    await decide_notice(
        session, staff, notice.number, measure=Measure.PRODUCT_PAUSED, statement=STATEMENT
    )

    await session.refresh(product)
    assert product.status is ProductStatus.PAUSED
    assert (notice.status, notice.statement) == (NoticeStatus.DECIDED, STATEMENT)
    _, changes = await get_notice(session, staff, notice.number)
    assert [change.to_status for change in changes] == ["received", "in_review", "decided"]
    assert await told(session, NoticeDecided) == [NoticeDecided(notice_id=notice.id)]
    actions = [entry.action for entry in (await session.exec(select(AuditEntry))).all()]
    assert actions == ["content.take_notice", "catalog.paused", "content.decide_notice"]


async def test_a_workshop_can_be_suspended(session):
    product = await a_product(session)
    notice = await a_notice(session, url=f"/p/{product.slug}")

    await decide_notice(
        session,
        an_operator(),
        notice.number,
        measure=Measure.WORKSHOP_SUSPENDED,
        statement=STATEMENT,
    )

    vendor = await session.get_one(Vendor, product.vendor_id)
    await session.refresh(vendor)
    assert vendor.status is VendorStatus.SUSPENDED


async def test_finding_nothing_wrong_changes_nothing(session):
    product = await a_product(session)
    notice = await a_notice(session, url=f"/p/{product.slug}")

    await decide_notice(
        session, an_operator(), notice.number, measure=Measure.NONE, statement=STATEMENT
    )

    assert product.status is ProductStatus.PUBLISHED


@pytest.mark.parametrize(
    ("measure", "refusal"),
    [(Measure.PRODUCT_PAUSED, NothingToPause), (Measure.WORKSHOP_SUSPENDED, NobodyToSuspend)],
)
async def test_a_measure_needs_something_to_act_on(session, measure, refusal):
    notice = await a_notice(session, url="/help/returns")

    with pytest.raises(refusal):
        await decide_notice(
            session, an_operator(), notice.number, measure=measure, statement=STATEMENT
        )


async def test_a_decision_needs_reasons_and_is_made_once(session):
    notice = await a_notice(session)
    staff, number = an_operator(), notice.number

    with pytest.raises(NoticeIncomplete):
        await decide_notice(session, staff, number, measure=Measure.NONE, statement="No.")
    await decide_notice(session, staff, number, measure=Measure.NONE, statement=STATEMENT)
    with pytest.raises(IllegalMove):
        await decide_notice(session, staff, number, measure=Measure.NONE, statement=STATEMENT)
    with pytest.raises(IllegalMove):
        await take_notice(session, staff, number)


async def test_what_waits_comes_first_and_the_nearest_deadline_on_top(session):
    first, second, third = [await a_notice(session) for _ in range(3)]
    second.due_at = utc_now()
    staff = an_operator()
    await decide_notice(session, staff, first.number, measure=Measure.NONE, statement=STATEMENT)

    page = await list_notices(session, staff)

    assert [notice.number for notice in page.items] == [
        second.number,
        third.number,
        first.number,
    ]
    assert await count_by_status(session, staff) == {
        NoticeStatus.RECEIVED: 2,
        NoticeStatus.DECIDED: 1,
    }


async def test_only_staff_see_and_decide_notices(session):
    notice = await a_notice(session)
    shopper = await a_shopper(session)

    with pytest.raises(SignInRequired):
        await list_notices(session, GUEST)
    for refused in (
        list_notices(session, shopper),
        count_by_status(session, shopper),
        get_notice(session, shopper, notice.number),
        take_notice(session, shopper, notice.number),
        decide_notice(
            session, shopper, notice.number, measure=Measure.NONE, statement=STATEMENT
        ),
    ):
        with pytest.raises(Forbidden):
            await refused
    with pytest.raises(NoticeNotFound):
        await get_notice(session, an_operator(), "N-0000-0000")
