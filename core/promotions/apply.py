"""Which promotions apply to a bag, what each takes off which line, and why the others do not.

A pure function. The order is fixed: rules by priority, then id. Rules of one stacking group
compete and the one that saves most applies. A rule that combines with nothing stands against
all the others together, and the buyer gets whichever saves more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from core.kernel.money import Money, total
from core.promotions import refusals
from core.promotions.benefits import Plan, Remaining, plan
from core.promotions.discount import Discount
from core.promotions.judge import refuse
from core.promotions.models import WHOLE_BPS, PromotionKind
from core.promotions.pieces import Piece, in_scope, pieces_of
from core.promotions.refusals import Refusal
from core.promotions.rules import Delivery, Facts, Line, Rule


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that took something off the whole bag."""

    rule: Rule
    amount: Money
    subsidy: Money


@dataclass(frozen=True, slots=True)
class Refused:
    rule: Rule
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Result:
    """``lines`` follow the lines that were given; ``deliveries`` are by workshop."""

    currency: str
    lines: tuple[tuple[Discount, ...], ...] = ()
    deliveries: dict[UUID, tuple[Discount, ...]] = field(
        default_factory=dict[UUID, tuple[Discount, ...]]
    )
    applied: tuple[Applied, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def amount(self) -> Money:
        return total((one.amount for one in self.applied), self.currency)


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule that may apply, with the pieces it is about."""

    rule: Rule
    pieces: Sequence[Piece]


@dataclass(slots=True)
class _Outcome:
    """One way to combine rules."""

    plans: list[tuple[Rule, Plan]] = field(default_factory=list[tuple[Rule, Plan]])
    refused: list[Refused] = field(default_factory=list[Refused])

    @property
    def amount(self) -> int:
        return sum(made.amount for _, made in self.plans)


def apply(
    lines: Sequence[Line],
    deliveries: Sequence[Delivery],
    rules: Iterable[Rule],
    facts: Facts,
) -> Result:
    """Every rule is either applied or refused with a reason."""
    pieces = pieces_of(lines)
    cases: list[_Case] = []
    refused: list[Refused] = []
    for rule in sorted(rules, key=lambda rule: rule.order):
        meant = in_scope(pieces, rule.terms.scope)
        refusal = refuse(rule, meant, facts)
        if refusal is None:
            cases.append(_Case(rule, meant))
        else:
            refused.append(Refused(rule, refusal))
    best = _best(cases, pieces, deliveries)
    return _result(lines, pieces, best, [*refused, *best.refused], facts.currency)


def _best(
    cases: Sequence[_Case], pieces: Sequence[Piece], deliveries: Sequence[Delivery]
) -> _Outcome:
    """All that combine, or one that does not: what saves most, the former when equal."""
    together = [case for case in cases if not case.rule.is_exclusive]
    ways = [_combine(together, pieces, deliveries)]
    ways += [_combine([c], pieces, deliveries) for c in cases if c.rule.is_exclusive]
    best = max(ways, key=lambda way: way.amount)
    chosen = {rule.id for rule, _ in best.plans} | {one.rule.id for one in best.refused}
    winners = " and ".join(rule.name for rule, _ in best.plans)
    for case in cases:
        if case.rule.id not in chosen:
            why = (
                refusals.not_combined(case.rule, winners)
                if winners
                else refusals.nothing_left(case.rule)
            )
            best.refused.append(Refused(case.rule, why))
    return best


def _combine(
    cases: Sequence[_Case], pieces: Sequence[Piece], deliveries: Sequence[Delivery]
) -> _Outcome:
    """One after the other; each sees only what those before it have left."""
    left = Remaining(
        [piece.gross for piece in pieces],
        {delivery.vendor_id: delivery.price.minor for delivery in deliveries},
    )
    outcome = _Outcome()
    for slot in _slots(cases):
        tried = [(case.rule, plan(case.rule, case.pieces, deliveries, left)) for case in slot]
        fitting: list[tuple[Rule, Plan]] = []
        for rule, made in tried:
            if (why := _refuse_plan(rule, made)) is not None:
                outcome.refused.append(Refused(rule, why))
            else:
                fitting.append((rule, made))
        if not fitting:
            continue
        winner, made = max(fitting, key=lambda pair: pair[1].amount)
        outcome.refused += [
            Refused(rule, refusals.outdone(rule, winner))
            for rule, _ in fitting
            if rule is not winner
        ]
        outcome.plans.append((winner, made))
        for index, minor in made.pieces.items():
            left.pieces[index] -= minor
        for vendor_id, minor in made.deliveries.items():
            left.deliveries[vendor_id] -= minor
    return outcome


def _slots(cases: Sequence[_Case]) -> list[list[_Case]]:
    """Rules that compete share a slot, at the place of the first of them."""
    slots: dict[str, list[_Case]] = {}
    for case in cases:
        group = case.rule.stacking_group or f"alone:{case.rule.id}"
        slots.setdefault(group, []).append(case)
    return list(slots.values())


def _refuse_plan(rule: Rule, made: Plan) -> Refusal | None:
    if not made.amount:
        if rule.kind is PromotionKind.FREE_DELIVERY:
            return refusals.no_delivery(rule)
        return refusals.nothing_left(rule)
    if rule.budget_left is not None and made.amount > rule.budget_left.minor:
        return refusals.used_up(rule)
    return None


def _result(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    outcome: _Outcome,
    refused: Sequence[Refused],
    currency: str,
) -> Result:
    of_lines: list[list[Discount]] = [[] for _ in lines]
    of_deliveries: dict[UUID, list[Discount]] = {}
    applied: list[Applied] = []
    left = [line.unit.minor * line.quantity for line in lines]
    for rule, made in outcome.plans:
        targets, amounts = _entries(pieces, made, left, currency)
        amount = Money(made.amount, currency)
        subsidy = amount.scale(rule.platform_bps, WHOLE_BPS)
        subsidies = subsidy.allocate([one.minor for one in amounts])
        applied.append(Applied(rule, amount, subsidy))
        for target, part, paid in zip(targets, amounts, subsidies, strict=True):
            discount = Discount(rule.id, rule.label, rule.code, part, paid)
            if isinstance(target, int):
                of_lines[target].append(discount)
            else:
                of_deliveries.setdefault(target, []).append(discount)
    return Result(
        currency,
        tuple(tuple(found) for found in of_lines),
        {vendor: tuple(found) for vendor, found in of_deliveries.items()},
        tuple(applied),
        tuple(refused),
    )


def _entries(
    pieces: Sequence[Piece], made: Plan, left: list[int], currency: str
) -> tuple[list[int | UUID], list[Money]]:
    """Down to lines (by their place) and deliveries (by workshop); nothing is empty. ``left``
    is what each line still costs, and shrinks.
    """
    targets: list[int | UUID] = []
    amounts: list[Money] = []
    for index, minor in made.pieces.items():
        members = pieces[index].members
        shares = Money(minor, currency).allocate([left[place] for place in members])
        for place, share in zip(members, shares, strict=True):
            if share:
                left[place] -= share.minor
                targets.append(place)
                amounts.append(share)
    for vendor_id, minor in made.deliveries.items():
        targets.append(vendor_id)
        amounts.append(Money(minor, currency))
    return targets, amounts
