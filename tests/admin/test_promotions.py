"""Operators write promotions, make codes, and try them on a bag before they run."""

import pytest
from sqlmodel import col, select

from admin.pages.promotion.state import PromotionState
from admin.pages.promotions.state import PromotionsState
from core.api.exports import _line
from core.db.session import read_session
from core.promotions.manage_queries import walk_codes
from core.promotions.models import Coupon, FundedBy, Promotion, PromotionStatus
from core.promotions.terms import Terms
from tests.admin.pressing import press
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.promotions import a_promotion

SPRING = {"name": "Spring sale", "label": "Spring", "percent": "12.5", "code": "spring"}


async def editor(desk, promotion_id="new"):
    return await desk(
        PromotionState, f"/promotions/{promotion_id}", promotion_id=str(promotion_id)
    )


async def saved(session):
    return (await session.exec(select(Promotion))).one()


async def test_a_promotion_is_written_and_started(session, desk):
    tab = await editor(desk)

    await press(
        tab.save(SPRING | {"minimum": "50", "currency": "EUR", "ends_on": "2027-03-31"})
    )

    assert tab.errors == {}
    promotion = await saved(session)
    terms = Terms.model_validate(promotion.terms)
    assert (promotion.status, terms.percent_bps, terms.minimum_minor) == (
        PromotionStatus.DRAFT,
        1250,
        5000,
    )
    assert f"{promotion.ends_at:%Y-%m-%d}" == "2027-04-01"
    tab = await editor(desk, promotion.id)
    assert (tab.form["percent"], tab.form["minimum"], tab.form["ends_on"]) == (
        "12.5",
        "50.00",
        "2027-03-31",
    )
    await press(tab.move("active"))
    await session.refresh(promotion)
    assert promotion.status is PromotionStatus.ACTIVE
    assert tab.moves == ["paused", "ended"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"percent": ""}, "form"),
        ({"minimum": "50"}, "form"),
        ({"percent": "120"}, "percent"),
        ({"funded_by": "vendor"}, "workshops"),
        ({"products": "no-such-thing"}, "products"),
        ({"code": "Ö"}, "code"),
        ({"countries": "Portugal"}, "countries"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "form"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field_and_stays(session, desk, changed, field):
    tab = await editor(desk)

    await press(tab.save(SPRING | changed))

    assert list(tab.errors) == [field]
    assert tab.form["name"] == "Spring sale"


async def test_a_limit_below_what_was_used_is_refused(session, desk):
    pieces = await a_shelf(session)
    promotion = await a_promotion(session)
    await a_paid_order(session, pieces)
    await a_paid_order(session, pieces)
    tab = await editor(desk, promotion.id)

    await press(tab.save({"name": "N", "label": "L", "percent": "10", "total_limit": "1"}))

    assert tab.errors == {"total_limit": "It has been used 2 times already."}
    await press(tab.save({"name": "N", "label": "L", "percent": "10", "total_limit": "2",
                          "is_automatic": "on"}))  # fmt: skip
    await session.refresh(promotion)
    assert (promotion.total_limit, promotion.redeemed_count) == (2, 2)
    assert tab.promotion.uses == "2 of 2"


async def test_codes_are_made_in_batches_and_exported_without_formulas(session, desk):
    promotion = await a_promotion(session, code="ONE")
    tab = await editor(desk, promotion.id)

    await press(tab.make_batch({"batch": "=1+1", "prefix": "fair", "count": "25",
                                "use_limit": "1"}))  # fmt: skip

    codes = (await session.exec(select(Coupon).where(col(Coupon.batch) == "=1+1"))).all()
    assert len({coupon.code for coupon in codes}) == 25
    assert all(coupon.code.startswith("FAIR-") and coupon.use_limit == 1 for coupon in codes)
    assert [row.codes for row in tab.batches] == ["1 code", "25 codes"]
    async with read_session() as reading:
        rows = [row async for row in walk_codes(reading, promotion.id, "=1+1")]
    assert len(rows) == 25
    assert _line((rows[0][0].code, rows[0][0].batch)).endswith(",'=1+1\r\n")


async def test_the_simulator_says_what_applies_and_why_the_rest_does_not(session, desk):
    mug, lamp = await a_shelf(session)
    draft = await a_promotion(session, code="DRAFT", terms=Terms(percent_bps=2000))
    draft.status = PromotionStatus.DRAFT
    await a_promotion(session, code="BIG", terms=Terms(percent_bps=500, minimum_minor=10**6))
    await session.flush()
    tab = await editor(desk, draft.id)

    await press(
        tab.simulate(
            {
                "lines": f"{mug.variant.sku} x2\n{lamp.variant.sku}",
                "codes": "big",
                "country": "PT",
            }
        )
    )

    assert tab.refusal == ""
    assert [(one.name, one.amount) for one in tab.simulation.verdicts if one.is_applied] == [
        ("Ten percent", "−€13.00")
    ]
    assert tab.simulation.verdicts[-1].answer.startswith("BIG needs pieces for")
    assert tab.simulation.total == "€61.00"


async def test_the_list_tells_uses_and_what_was_given(session, desk):
    promotion = await a_promotion(
        session, currency="EUR", funded_by=FundedBy.SHARED, platform_bps=5000
    )
    await a_paid_order(session, await a_shelf(session))

    tab = await desk(PromotionsState, "/promotions")

    (row,) = tab.rows
    assert (row.id, row.uses, row.spent) == (str(promotion.id), "1", "€5.25")
    assert (row.benefit, row.trigger, row.status) == ("10% off", "By itself", "Running")
