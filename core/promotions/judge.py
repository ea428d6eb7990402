"""Whether a rule may apply at all: a question of the goods at their prices, before any rule
took anything off, so that one promotion never makes another one valid or invalid.
"""

from collections.abc import Sequence

from core.kernel.money import Money
from core.promotions import refusals
from core.promotions.benefits import (
    complete_sets,
    is_reward,
    rewarded_units,
    tier_reached,
)
from core.promotions.models import PromotionKind, PromotionStatus
from core.promotions.pieces import Piece
from core.promotions.refusals import Refusal
from core.promotions.rules import Facts, Rule
from core.promotions.terms import TierBasis


def refuse(rule: Rule, pieces: Sequence[Piece], facts: Facts) -> Refusal | None:
    """Why not, or None. ``pieces`` are those in the rule's scope."""
    return (
        _of_time(rule, facts)
        or _of_use(rule)
        or _of_buyer(rule, facts)
        or _of_goods(rule, pieces, facts)
    )


def _of_time(rule: Rule, facts: Facts) -> Refusal | None:
    if rule.status is PromotionStatus.ENDED:
        return refusals.expired(rule, rule.ends_at)
    if rule.status is not PromotionStatus.ACTIVE:
        return refusals.not_running(rule)
    if rule.starts_at is not None and facts.at < rule.starts_at:
        return refusals.not_yet(rule, rule.starts_at)
    if rule.ends_at is not None and facts.at >= rule.ends_at:
        return refusals.expired(rule, rule.ends_at)
    return None


def _of_use(rule: Rule) -> Refusal | None:
    if rule.uses_left is not None and rule.uses_left <= 0:
        return refusals.used_up(rule)
    if rule.budget_left is not None and rule.budget_left.minor <= 0:
        return refusals.used_up(rule)
    if rule.uses_left_of_buyer is not None and rule.uses_left_of_buyer <= 0:
        return refusals.used_by_you(rule)
    return None


def _of_buyer(rule: Rule, facts: Facts) -> Refusal | None:
    terms = rule.terms
    if rule.currency is not None and rule.currency != facts.currency:
        return refusals.other_currency(rule)
    if terms.countries and facts.country and facts.country not in terms.countries:
        return refusals.other_country(rule)
    if terms.groups and not terms.groups & facts.groups:
        return refusals.other_group(rule)
    if terms.is_first_order and facts.is_first_order is False:
        return refusals.no_first_order(rule)
    return None


def _of_goods(rule: Rule, pieces: Sequence[Piece], facts: Facts) -> Refusal | None:
    if not pieces:
        return refusals.no_pieces(rule)
    terms = rule.terms
    goods = sum(piece.gross for piece in pieces)
    if terms.minimum_minor is not None and goods < terms.minimum_minor:
        wanted = Money(terms.minimum_minor, facts.currency)
        return refusals.minimum(rule, wanted, wanted - Money(goods, facts.currency))
    units = sum(piece.quantity for piece in pieces)
    if terms.minimum_quantity is not None and units < terms.minimum_quantity:
        return refusals.more_pieces(rule, terms.minimum_quantity - units)
    return _of_kind(rule, pieces, facts)


def _of_kind(rule: Rule, pieces: Sequence[Piece], facts: Facts) -> Refusal | None:
    if rule.kind is PromotionKind.BUNDLE and not complete_sets(rule, pieces):
        return refusals.incomplete_set(rule)
    if rule.kind is PromotionKind.TIER and not tier_reached(rule, pieces):
        return _below_the_first_tier(rule, pieces, facts)
    if rule.kind is PromotionKind.BUY_GET:
        return _too_few_bought(rule, pieces)
    return None


def _below_the_first_tier(rule: Rule, pieces: Sequence[Piece], facts: Facts) -> Refusal:
    units = sum(piece.quantity for piece in pieces)
    goods = sum(piece.gross for piece in pieces)
    first = min(tier.threshold for tier in rule.terms.tiers)
    if rule.terms.tier_basis is TierBasis.QUANTITY:
        return refusals.more_pieces(rule, first - units)
    wanted = Money(first, facts.currency)
    return refusals.minimum(rule, wanted, wanted - Money(goods, facts.currency))


def _too_few_bought(rule: Rule, pieces: Sequence[Piece]) -> Refusal | None:
    terms = rule.terms
    if not rewarded_units(rule, pieces):
        with_rewards = 0 if terms.reward_products else terms.get_quantity or 1
        needed = (terms.buy_quantity or 1) + with_rewards
        bought = sum(piece.quantity for piece in pieces if not is_reward(rule, piece))
        return refusals.more_pieces(rule, needed - bought)
    if terms.reward_products and not any(is_reward(rule, piece) for piece in pieces):
        return refusals.more_pieces(rule, 1)
    return None
