"""A workshop's own promotions: at its own cost, for its own pieces, seen by nobody else."""

from sqlmodel import select

from core.promotions.models import FundedBy, Promotion
from core.promotions.terms import Terms
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.promotions import a_promotion
from tests.vendor_portal.pressing import press
from vendor_portal.pages.promotion.state import PromotionState
from vendor_portal.pages.promotions.state import PromotionsState

OWN = {
    "name": "Slow week",
    "label": "From the workshop",
    "percent": "20",
    "is_automatic": "on",
    "funded_by": "platform",
    "platform_percent": "100",
}


async def test_what_a_workshop_writes_is_its_own_and_at_its_own_cost(session, desk):
    mug, lamp = await a_shelf(session)
    tab = await desk(mug.vendor, PromotionState, "/promotions/new", promotion_id="new")

    await press(tab.save(OWN | {"workshops": lamp.vendor.slug}))
    await press(tab.move("active"))

    promotion = (await session.exec(select(Promotion))).one()
    assert (promotion.vendor_id, promotion.funded_by, promotion.platform_bps) == (
        mug.vendor.id,
        FundedBy.VENDOR,
        0,
    )
    assert Terms.model_validate(promotion.terms).scope.vendors == frozenset()
    order = await a_paid_order(session, [mug, lamp])
    assert order.discount_minor == 250


async def test_pieces_of_other_workshops_cannot_be_named(session, desk):
    mug, lamp = await a_shelf(session)
    tab = await desk(mug.vendor, PromotionState, "/promotions/new", promotion_id="new")

    await press(tab.save(OWN | {"products": lamp.product.slug}))

    assert tab.errors == {"products": f"There is no “{lamp.product.slug}”."}


async def test_promotions_of_others_do_not_exist_here(session, desk):
    mug, lamp = await a_shelf(session)
    own = await a_promotion(
        session, vendor_id=mug.vendor.id, funded_by=FundedBy.VENDOR, platform_bps=0
    )
    markets = await a_promotion(session)

    mine = await desk(mug.vendor, PromotionsState, "/promotions")
    theirs = await desk(lamp.vendor, PromotionsState, "/promotions")

    assert [row.id for row in mine.rows] == [str(own.id)]
    assert theirs.rows == []
    for vendor, promotion in ((lamp.vendor, own), (mug.vendor, markets)):
        path = f"/promotions/{promotion.id}"
        tab = await desk(vendor, PromotionState, path, promotion_id=str(promotion.id))
        assert tab.status == "missing"
