"""Promotions of the demo shop: two codes of the market, one of a workshop, and a draft."""

from uuid import UUID

from core.demo.bulk import Bulk
from core.promotions.models import (
    Coupon,
    FundedBy,
    Promotion,
    PromotionKind,
    PromotionStatus,
)
from core.promotions.terms import Terms, Tier


def add_promotions(bulk: Bulk, vendor_id: UUID) -> None:
    """Nothing applies by itself, so that the prices of the shop are those on its pages."""
    welcome = bulk.add(
        Promotion,
        name="Welcome",
        label="First order",
        status=PromotionStatus.ACTIVE,
        kind=PromotionKind.PERCENT,
        customer_limit=1,
        terms=Terms(percent_bps=1000, is_first_order=True).model_dump(mode="json"),
    )
    bulk.add(Coupon, promotion_id=welcome, code="WELCOME10")
    delivery = bulk.add(
        Promotion,
        name="Delivery in autumn",
        label="Free delivery",
        status=PromotionStatus.ACTIVE,
        kind=PromotionKind.FREE_DELIVERY,
        currency="EUR",
        terms=Terms(minimum_minor=6000, cap_minor=1500).model_dump(mode="json"),
    )
    bulk.add(Coupon, promotion_id=delivery, code="FREESHIP")
    own = bulk.add(
        Promotion,
        vendor_id=vendor_id,
        name="Regulars",
        label="From the workshop",
        status=PromotionStatus.ACTIVE,
        kind=PromotionKind.PERCENT,
        funded_by=FundedBy.VENDOR,
        platform_bps=0,
        terms=Terms(percent_bps=1500).model_dump(mode="json"),
    )
    bulk.add(Coupon, promotion_id=own, code="REGULAR15")
    steps = (Tier(threshold=3, percent_bps=500), Tier(threshold=6, percent_bps=1000))
    bulk.add(
        Promotion,
        name="More for more",
        label="More for more",
        kind=PromotionKind.TIER,
        is_automatic=True,
        terms=Terms(tiers=steps).model_dump(mode="json"),
    )
