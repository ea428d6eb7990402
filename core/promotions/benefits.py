"""What a rule takes off the pieces that it is about: whole minor units, rounded once.

The sum is rounded half up over all of them and then spread by largest remainder, so that it is
the same however the pieces lie in lines.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.kernel.money import Money
from core.promotions.models import WHOLE_BPS, PromotionKind
from core.promotions.pieces import Piece
from core.promotions.rules import Delivery, Rule
from core.promotions.terms import TierBasis


@dataclass(slots=True)
class Remaining:
    """What is still to be paid after the rules before: by piece, and by workshop."""

    pieces: list[int]
    deliveries: dict[UUID, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a rule would take off: minor units by piece, and by workshop's delivery."""

    pieces: Mapping[int, int] = field(default_factory=dict[int, int])
    deliveries: Mapping[UUID, int] = field(default_factory=dict[UUID, int])

    @property
    def amount(self) -> int:
        return sum(self.pieces.values()) + sum(self.deliveries.values())


def plan(
    rule: Rule, pieces: Sequence[Piece], deliveries: Sequence[Delivery], left: Remaining
) -> Plan:
    """``pieces`` are in the rule's scope and meet its conditions."""
    if rule.kind is PromotionKind.FREE_DELIVERY:
        return _free_delivery(rule, pieces, deliveries, left)
    return Plan(_BENEFITS[rule.kind](rule, pieces, left))


def tier_reached(rule: Rule, pieces: Iterable[Piece]) -> int:
    """Percent (in bps) of the highest step reached, 0 below the first."""
    by_sum = rule.terms.tier_basis is TierBasis.SUM
    count = sum(piece.gross if by_sum else piece.quantity for piece in pieces)
    reached = [tier.percent_bps for tier in rule.terms.tiers if tier.threshold <= count]
    return max(reached, default=0)


def rewarded_units(rule: Rule, pieces: Sequence[Piece]) -> int:
    """How many units are reduced: Y for every X (with others), or for every X + Y bought."""
    bought, got = rule.terms.buy_quantity or 1, rule.terms.get_quantity or 1
    paid = sum(piece.quantity for piece in pieces if not is_reward(rule, piece))
    return paid // (bought if rule.terms.reward_products else bought + got) * got


def is_reward(rule: Rule, piece: Piece) -> bool:
    return piece.line.product_id in rule.terms.reward_products


def complete_sets(rule: Rule, pieces: Iterable[Piece]) -> int:
    there: dict[UUID, int] = {}
    for piece in pieces:
        product = piece.line.product_id
        there[product] = there.get(product, 0) + piece.quantity
    parts = rule.terms.bundle
    return min((there.get(p.product_id, 0) // p.quantity for p in parts), default=0)


def _percent(rule: Rule, pieces: Sequence[Piece], left: Remaining) -> dict[int, int]:
    bases = {piece.index: left.pieces[piece.index] for piece in pieces}
    return _spread(rule, _share(sum(bases.values()), rule.terms.percent_bps or 0), bases)


def _amount(rule: Rule, pieces: Sequence[Piece], left: Remaining) -> dict[int, int]:
    bases = {piece.index: left.pieces[piece.index] for piece in pieces}
    return _spread(rule, rule.terms.amount_minor or 0, bases)


def _tier(rule: Rule, pieces: Sequence[Piece], left: Remaining) -> dict[int, int]:
    bases = {piece.index: left.pieces[piece.index] for piece in pieces}
    return _spread(rule, _share(sum(bases.values()), tier_reached(rule, pieces)), bases)


def _buy_get(rule: Rule, pieces: Sequence[Piece], left: Remaining) -> dict[int, int]:
    """The cheapest are the reduced ones."""
    candidates = [p for p in pieces if not rule.terms.reward_products or is_reward(rule, p)]
    cheapest = sorted(candidates, key=lambda piece: (piece.unit, piece.index))
    bases = _worth_of(cheapest, rewarded_units(rule, pieces), left)
    percent = rule.terms.percent_bps or WHOLE_BPS
    return _spread(rule, _share(sum(bases.values()), percent), bases)


def _bundle(rule: Rule, pieces: Sequence[Piece], left: Remaining) -> dict[int, int]:
    sets = complete_sets(rule, pieces)
    bases: dict[int, int] = {}
    for part in rule.terms.bundle:
        own = [piece for piece in pieces if piece.line.product_id == part.product_id]
        own.sort(key=lambda piece: (-piece.unit, piece.index))
        bases |= _worth_of(own, part.quantity * sets, left)
    if rule.terms.amount_minor:
        return _spread(rule, rule.terms.amount_minor * sets, bases)
    return _spread(rule, _share(sum(bases.values()), rule.terms.percent_bps or 0), bases)


def _free_delivery(
    rule: Rule, pieces: Sequence[Piece], deliveries: Sequence[Delivery], left: Remaining
) -> Plan:
    """The usual way of the workshops whose pieces are meant; a faster way costs its surplus."""
    vendors = {piece.line.vendor_id for piece in pieces}
    owed = {
        delivery.vendor_id: min(
            left.deliveries[delivery.vendor_id], delivery.price.minor, delivery.usual.minor
        )
        for delivery in sorted(deliveries, key=lambda one: one.vendor_id)
        if delivery.vendor_id in vendors
    }
    amount = min(sum(owed.values()), rule.terms.cap_minor or sum(owed.values()))
    if not amount:
        return Plan()
    shares = _split(amount, list(owed.values()))
    return Plan(
        deliveries={vendor: share for vendor, share in zip(owed, shares, strict=True) if share}
    )


_BENEFITS: Mapping[
    PromotionKind, Callable[[Rule, Sequence[Piece], Remaining], dict[int, int]]
] = {
    PromotionKind.PERCENT: _percent,
    PromotionKind.AMOUNT: _amount,
    PromotionKind.TIER: _tier,
    PromotionKind.BUY_GET: _buy_get,
    PromotionKind.BUNDLE: _bundle,
}


def _worth_of(pieces: Iterable[Piece], units: int, left: Remaining) -> dict[int, int]:
    """What the first ``units`` of these pieces still cost."""
    bases: dict[int, int] = {}
    for piece in pieces:
        taken = min(units, piece.quantity)
        if not taken:
            break
        bases[piece.index] = _part(left.pieces[piece.index], taken, piece.quantity)
        units -= taken
    return bases


def _spread(rule: Rule, amount: int, bases: Mapping[int, int]) -> dict[int, int]:
    """Never more than there is to take it off, never more than the cap."""
    amount = min(amount, sum(bases.values()), rule.terms.cap_minor or amount)
    if amount <= 0:
        return {}
    places = sorted(bases)
    shares = _split(amount, [bases[place] for place in places])
    return {place: share for place, share in zip(places, shares, strict=True) if share}


def _split(amount: int, weights: list[int]) -> list[int]:
    return [part.minor for part in Money(amount, "XXX").allocate(weights)]


def _share(minor: int, bps: int) -> int:
    return _part(minor, bps, WHOLE_BPS)


def _part(minor: int, numerator: int, denominator: int) -> int:
    """Half up; nothing here is negative."""
    return (2 * minor * numerator + denominator) // (2 * denominator)
