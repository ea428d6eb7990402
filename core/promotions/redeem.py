"""Take a use of each promotion for an order, inside the order's own transaction, and give it
back. Counted per order, whatever number of lines was reduced.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.promotions import queries
from core.promotions.apply import Applied
from core.promotions.buyer_keys import lock_names
from core.promotions.errors import PromotionGone, UsedByYou
from core.promotions.models import Coupon, Promotion, Redemption, RedemptionStatus


async def redeem(
    session: AsyncSession, order_id: UUID, applied: Sequence[Applied], buyer_keys: list[str]
) -> None:
    """All or ``PromotionGone`` / ``UsedByYou``. The order is flushed already.

    The rows are written before the limits are read: an operator who sets a limit waits for
    them and counts them.
    """
    if not applied:
        return
    names = {one.rule.id: one.rule.name for one in applied}
    await _lock_buyer(session, applied, buyer_keys)
    made = [
        Redemption(
            promotion_id=one.rule.id,
            order_id=order_id,
            coupon_id=one.rule.coupon_id,
            currency=one.amount.currency,
            amount_minor=one.amount.minor,
            subsidy_minor=one.subsidy.minor,
            buyer_keys=buyer_keys,
        )
        for one in sorted(applied, key=lambda one: one.rule.id)
    ]
    session.add_all(made)
    await session.flush()
    await _count(session, made, names)
    await _ensure_allowed(session, order_id, applied, buyer_keys)


async def release(session: AsyncSession, order_id: UUID) -> None:
    """The order is over without a sale: what it held is free again. Repeating changes
    nothing.
    """
    held = await queries.lock_redemptions(session, order_id, RedemptionStatus.ACTIVE)
    by_promotion = {row.promotion_id: row for row in held}
    for promotion in await queries.lock_limited(session, by_promotion):
        promotion.redeemed_count -= 1
        promotion.spent_minor -= by_promotion[promotion.id].amount_minor
    coupon_ids = [row.coupon_id for row in held if row.coupon_id]
    for coupon in await queries.lock_coupons(session, coupon_ids):
        coupon.used_count -= 1
    for row in held:
        row.status = RedemptionStatus.RELEASED
    await session.flush()


async def take_again(session: AsyncSession, order_id: UUID) -> None:
    """An expired order was paid after all: its uses are taken again, or ``PromotionGone``."""
    given_back = await queries.lock_redemptions(session, order_id, RedemptionStatus.RELEASED)
    if not given_back:
        return
    await _ensure_allowed_again(session, given_back)
    await _count(session, given_back, {})
    for row in given_back:
        row.status = RedemptionStatus.ACTIVE
    await session.flush()


async def _ensure_allowed_again(session: AsyncSession, rows: Sequence[Redemption]) -> None:
    """Meanwhile the buyer may have used it in another order."""
    limits = await queries.customer_limits(session, [row.promotion_id for row in rows])
    for row in rows:
        if row.promotion_id not in limits or not row.buyer_keys:
            continue
        await queries.lock_buyer(session, lock_names(row.promotion_id, row.buyer_keys))
        held = await queries.uses_by_buyer(session, [row.promotion_id], row.buyer_keys)
        if held.get(row.promotion_id, 0) >= limits[row.promotion_id]:
            raise PromotionGone("The discount")


async def _lock_buyer(
    session: AsyncSession, applied: Sequence[Applied], buyer_keys: Sequence[str]
) -> None:
    names: list[str] = []
    for one in applied:
        if one.rule.uses_left_of_buyer is not None or one.rule.terms.is_first_order:
            names += lock_names(one.rule.id, buyer_keys)
    await queries.lock_buyer(session, sorted(names))


async def _count(
    session: AsyncSession, rows: Sequence[Redemption], names: dict[UUID, str]
) -> None:
    """Raise the counters of what is limited, under their locks."""
    by_promotion = {row.promotion_id: row for row in rows}
    promotions = await queries.lock_limited(session, by_promotion)
    for promotion in promotions:
        row = by_promotion[promotion.id]
        if not _has_room(promotion, row.amount_minor):
            raise PromotionGone(names.get(promotion.id, promotion.label))
    coupons = await queries.lock_coupons(
        session, [row.coupon_id for row in rows if row.coupon_id]
    )
    for coupon in coupons:
        if _is_used_up(coupon):
            raise PromotionGone(coupon.code)
    for promotion in promotions:
        promotion.redeemed_count += 1
        promotion.spent_minor += by_promotion[promotion.id].amount_minor
    for coupon in coupons:
        coupon.used_count += 1
    await session.flush()


def _has_room(promotion: Promotion, amount_minor: int) -> bool:
    limit, budget = promotion.total_limit, promotion.budget_minor
    if limit is not None and promotion.redeemed_count >= limit:
        return False
    return budget is None or promotion.spent_minor + amount_minor <= budget


def _is_used_up(coupon: Coupon) -> bool:
    return coupon.use_limit is not None and coupon.used_count >= coupon.use_limit


async def _ensure_allowed(
    session: AsyncSession, order_id: UUID, applied: Sequence[Applied], buyer_keys: list[str]
) -> None:
    """The buyer's own limits, counted with this order's uses in, under the buyer's lock."""
    limited = [one.rule for one in applied if one.rule.uses_left_of_buyer is not None]
    if limited and buyer_keys:
        held = await queries.uses_by_buyer(session, [rule.id for rule in limited], buyer_keys)
        limits = await queries.customer_limits(session, [rule.id for rule in limited])
        for rule in limited:
            if held.get(rule.id, 0) > limits.get(rule.id, held.get(rule.id, 0)):
                raise UsedByYou(rule.name)
    firsts = [one.rule for one in applied if one.rule.terms.is_first_order]
    if firsts and await queries.has_ordered(session, buyer_keys, but=order_id):
        raise UsedByYou(firsts[0].name)
