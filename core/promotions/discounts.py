"""Price a bag's discounts from the database: load what may apply, then ask the engine.

Two statements where nothing needs more: what applies by itself, and the codes if there are any.
Categories, collections, groups and a buyer's history are read only for rules that ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.identity.group_queries import group_ids_of
from core.identity.queries import get_user
from core.kernel.money import Money
from core.promotions import queries, refusals
from core.promotions.apply import Refused, Result, apply
from core.promotions.buyer_keys import NOBODY, Buyer
from core.promotions.models import Coupon, Promotion, PromotionStatus
from core.promotions.rules import Delivery, Facts, Line, Rule
from core.promotions.terms import Terms
from core.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Goods:
    """Pieces in a bag, with the category of their product."""

    variant_id: UUID
    product_id: UUID
    vendor_id: UUID
    category_id: UUID | None
    unit: Money
    quantity: int


@dataclass(frozen=True, slots=True)
class Purchase:
    """Who would buy, into which country, with which codes."""

    currency: str
    at: datetime
    country: str | None = None
    codes: tuple[str, ...] = ()
    buyer: Buyer = NOBODY


async def discounts_for(
    session: AsyncSession,
    goods: Sequence[Goods],
    deliveries: Sequence[Delivery],
    purchase: Purchase,
    *,
    also: Sequence[Rule] = (),
) -> Result:
    """``also`` are rules that are not in the database yet: drafts in the simulator."""
    vendor_ids = {one.vendor_id for one in goods}
    automatic = await queries.list_automatic(session, vendor_ids, purchase.at)
    rules = [rule_of(promotion, vendor) for promotion, vendor in automatic]
    coupons = await queries.list_coupons(session, purchase.codes) if purchase.codes else []
    unlocked, twice = _unlocked(coupons, purchase.codes)
    rules = [*rules, *unlocked]
    known = {one.id for one in rules}
    rules += [one for one in also if one.id not in known]
    if not rules:
        return Result(purchase.currency, tuple(() for _ in goods))
    facts, rules = await _known(session, rules, purchase)
    lines = await _lines(session, goods, rules)
    result = apply(lines, deliveries, rules, facts)
    return replace(result, refused=(*result.refused, *twice))


def rule_of(
    promotion: Promotion, vendor: Vendor | None = None, coupon: Coupon | None = None
) -> Rule:
    """What the engine needs of a promotion. Its own workshop always narrows its scope."""
    terms = Terms.model_validate(promotion.terms)
    if promotion.vendor_id is not None:
        own = terms.scope.model_copy(update={"vendors": frozenset({promotion.vendor_id})})
        terms = terms.model_copy(update={"scope": own})
    is_closed = coupon is not None and not coupon.is_active
    is_running = promotion.status is PromotionStatus.ACTIVE
    return Rule(
        id=promotion.id,
        label=promotion.label,
        kind=promotion.kind,
        terms=terms,
        platform_bps=promotion.platform_bps,
        currency=promotion.currency,
        status=PromotionStatus.PAUSED if is_running and is_closed else promotion.status,
        code=coupon.code if coupon else "",
        coupon_id=coupon.id if coupon else None,
        vendor_id=promotion.vendor_id,
        vendor_name=vendor.name if vendor else "",
        priority=promotion.priority,
        stacking_group=promotion.stacking_group,
        is_exclusive=promotion.is_exclusive,
        starts_at=promotion.starts_at,
        ends_at=promotion.ends_at,
        uses_left=_least(
            _left(promotion.total_limit, promotion.redeemed_count),
            _left(coupon.use_limit, coupon.used_count) if coupon else None,
        ),
        uses_left_of_buyer=promotion.customer_limit,
        budget_left=Money(promotion.budget_minor - promotion.spent_minor, promotion.currency)
        if promotion.budget_minor is not None and promotion.currency
        else None,
    )


def _unlocked(
    coupons: Sequence[tuple[Coupon, Promotion, Vendor | None]], codes: Sequence[str]
) -> tuple[list[Rule], list[Refused]]:
    """One code counts per promotion: the first that was typed in and still has a use."""
    rules = [rule_of(promotion, vendor, coupon) for coupon, promotion, vendor in coupons]
    rules.sort(key=lambda rule: (rule.uses_left == 0, codes.index(rule.code)))
    first: dict[UUID, Rule] = {}
    twice: list[Refused] = []
    for rule in rules:
        before = first.setdefault(rule.id, rule)
        if before is not rule:
            twice.append(Refused(rule, refusals.same_offer(rule, before)))
    return list(first.values()), twice


async def _known(
    session: AsyncSession, rules: Sequence[Rule], purchase: Purchase
) -> tuple[Facts, list[Rule]]:
    """What the rules ask of the buyer, as far as it is known who that is."""
    buyer = purchase.buyer
    limited = {rule.id for rule in rules if rule.uses_left_of_buyer is not None}
    asks_first = any(rule.terms.is_first_order for rule in rules)
    keys = await keys_of(session, buyer) if limited or asks_first else []
    uses = await queries.uses_by_buyer(session, limited, keys) if limited and keys else {}
    groups: frozenset[UUID] = frozenset()
    if buyer.user_id and any(rule.terms.groups for rule in rules):
        groups = await group_ids_of(session, buyer.user_id)
    facts = Facts(
        currency=purchase.currency,
        at=purchase.at,
        country=purchase.country,
        groups=groups,
        is_first_order=not await queries.has_ordered(session, keys)
        if asks_first and keys
        else None,
    )
    return facts, [_counted(rule, uses) for rule in rules]


async def keys_of(session: AsyncSession, buyer: Buyer) -> list[str]:
    """The buyer's hashed identities, with the address of the account."""
    if buyer.user_id is None:
        return buyer.keys()
    user = await get_user(session, buyer.user_id)
    return Buyer(buyer.user_id, (*buyer.emails, user.email)).keys()


def _counted(rule: Rule, uses: Mapping[UUID, int]) -> Rule:
    if rule.uses_left_of_buyer is None:
        return rule
    return replace(rule, uses_left_of_buyer=rule.uses_left_of_buyer - uses.get(rule.id, 0))


async def _lines(
    session: AsyncSession, goods: Sequence[Goods], rules: Sequence[Rule]
) -> list[Line]:
    scopes = [rule.terms.scope for rule in rules]
    parents: Mapping[UUID, UUID | None] = {}
    if any(scope.categories or scope.not_categories for scope in scopes):
        parents = await queries.category_parents(session)
    collections: Mapping[UUID, frozenset[UUID]] = {}
    if any(scope.collections for scope in scopes):
        collections = await queries.collections_of(session, {one.product_id for one in goods})
    return [
        Line(
            variant_id=one.variant_id,
            product_id=one.product_id,
            vendor_id=one.vendor_id,
            unit=one.unit,
            quantity=one.quantity,
            categories=_upwards(one.category_id, parents),
            collections=collections.get(one.product_id, frozenset()),
        )
        for one in goods
    ]


def _upwards(category_id: UUID | None, parents: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    found: set[UUID] = set()
    while category_id is not None and category_id not in found:
        found.add(category_id)
        category_id = parents.get(category_id)
    return frozenset(found)


def _left(limit: int | None, used: int) -> int | None:
    return None if limit is None else max(0, limit - used)


def _least(*counts: int | None) -> int | None:
    return min((count for count in counts if count is not None), default=None)
