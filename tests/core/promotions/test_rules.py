"""What holds for every bag and every set of promotions (CO3-CO5, MO2, MO3, MO5, MO6)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.money import Money
from core.promotions.apply import apply
from core.promotions.codes import normal_code, random_code
from core.promotions.models import PromotionStatus
from core.promotions.terms import Scope, Terms
from tests.factories.promotions import (
    FACTS,
    bags,
    many_rules,
    rules,
    vendor,
)


def by_variant(lines, result):
    found = {}
    for line, discounts in zip(lines, result.lines, strict=True):
        amount = sum(one.amount.minor for one in discounts)
        found[line.variant_id] = found.get(line.variant_id, 0) + amount
    return found


def of_deliveries(result):
    return {v: sum(one.amount.minor for one in d) for v, d in result.deliveries.items()}


@given(bag=bags(), given_rules=many_rules())
def test_nothing_is_lost_and_nothing_gets_negative(bag, given_rules):
    lines, deliveries = bag

    result = apply(lines, deliveries, given_rules, FACTS)

    for line, discounts in zip(lines, result.lines, strict=True):
        amount = sum(one.amount.minor for one in discounts)
        assert 0 <= amount <= line.unit.minor * line.quantity
        assert all(one.amount.minor > 0 for one in discounts)
        assert all(0 <= one.subsidy.minor <= one.amount.minor for one in discounts)
    charges = {one.vendor_id: one.price.minor for one in deliveries}
    for vendor_id, amount in of_deliveries(result).items():
        assert 0 < amount <= charges[vendor_id]
    parts = [d for found in (*result.lines, *result.deliveries.values()) for d in found]
    for applied in result.applied:
        own = [part for part in parts if part.promotion_id == applied.rule.id]
        assert sum(part.amount.minor for part in own) == applied.amount.minor
        assert sum(part.subsidy.minor for part in own) == applied.subsidy.minor
        assert applied.subsidy == applied.amount.scale(applied.rule.platform_bps, 10_000)
    assert sum(part.amount.minor for part in parts) == result.amount.minor
    assert {part.amount.currency for part in parts} <= {"EUR"}


@given(bag=bags(), given_rules=many_rules())
def test_every_rule_is_applied_or_refused_with_a_reason(bag, given_rules):
    result = apply(*bag, given_rules, FACTS)

    applied = [one.rule.id for one in result.applied]
    refused = [one.rule.id for one in result.refused]
    assert sorted([*applied, *refused]) == sorted(rule.id for rule in given_rules)
    assert all(one.refusal.sentence for one in result.refused)


@given(bag=bags(), given_rules=many_rules(), random=st.randoms(use_true_random=False))
def test_neither_the_order_of_lines_nor_of_rules_matters(bag, given_rules, random):
    lines, deliveries = bag
    before = apply(lines, deliveries, given_rules, FACTS)
    shuffled = [list(lines), list(deliveries), list(given_rules)]
    for one in shuffled:
        random.shuffle(one)

    after = apply(*shuffled, FACTS)

    assert by_variant(shuffled[0], after) == by_variant(lines, before)
    assert of_deliveries(after) == of_deliveries(before)
    assert [one.rule.id for one in after.applied] == [one.rule.id for one in before.applied]


@given(bag=bags(), given_rules=many_rules(), data=st.data())
def test_a_quantity_in_two_lines_costs_what_it_costs_in_one(bag, given_rules, data):
    lines, deliveries = bag
    before = apply(lines, deliveries, given_rules, FACTS)
    parted = []
    for line in lines:
        first = data.draw(st.integers(0, line.quantity))
        parted += [replace(line, quantity=n) for n in (first, line.quantity - first) if n]

    after = apply(parted, deliveries, given_rules, FACTS)

    assert by_variant(parted, after) == by_variant(lines, before)
    assert of_deliveries(after) == of_deliveries(before)
    for line, discounts in zip(parted, after.lines, strict=True):
        taken = sum(one.amount.minor for one in discounts)
        assert taken <= line.unit.minor * line.quantity


INELIGIBLE = (
    {"status": PromotionStatus.PAUSED},
    {"status": PromotionStatus.ENDED},
    {"uses_left": 0},
    {"uses_left_of_buyer": 0},
    {"budget_left": Money(0, "EUR")},
    {"currency": "USD"},
    {"ends_at": FACTS.at},
    {"terms": Terms(percent_bps=9000, minimum_minor=10**9)},
    {"terms": Terms(percent_bps=9000, scope=Scope(vendors={vendor(99)}))},
)


@given(
    bag=bags(),
    given_rules=many_rules(),
    code=rules(10**7),
    changes=st.sampled_from(INELIGIBLE),
    is_exclusive=st.booleans(),
)
def test_a_code_that_is_not_eligible_changes_nothing(
    bag, given_rules, code, changes, is_exclusive
):
    code = replace(code, code="NOT-FOR-YOU", is_exclusive=is_exclusive, **changes)
    before = apply(*bag, given_rules, FACTS)

    after = apply(*bag, [*given_rules, code], FACTS)

    assert (after.lines, after.deliveries) == (before.lines, before.deliveries)
    assert "NOT-FOR-YOU" in {one.rule.name for one in after.refused}


@given(bag=bags(), given_rules=many_rules())
def test_taking_a_line_out_prices_the_rest_anew(bag, given_rules):
    lines, deliveries = bag
    without = lines[1:]
    left = {line.vendor_id for line in without}
    parcels = [one for one in deliveries if one.vendor_id in left]

    there_and_gone = apply(without, parcels, given_rules, FACTS)
    apply(lines, deliveries, given_rules, FACTS)
    again = apply(without, parcels, given_rules, FACTS)

    assert there_and_gone == again
    goods = sum(line.unit.minor * line.quantity for line in without)
    charged = goods + sum(one.price.minor for one in parcels)
    assert 0 <= again.amount.minor <= charged


@given(bag=bags(), code=rules(), of=st.integers(0, 3))
def test_a_workshop_s_discount_touches_its_own_lines_alone(bag, code, of):
    lines, deliveries = bag
    scope = code.terms.scope.model_copy(update={"vendors": frozenset({vendor(of)})})
    own = replace(code, platform_bps=0, terms=code.terms.model_copy(update={"scope": scope}))

    result = apply(lines, deliveries, [own], FACTS)

    for line, discounts in zip(lines, result.lines, strict=True):
        assert not discounts or line.vendor_id == vendor(of)
        assert all(one.subsidy.minor == 0 for one in discounts)
    assert set(result.deliveries) <= {vendor(of)}


@given(bag=bags(), given_rules=many_rules())
def test_of_a_stacking_group_one_applies_and_what_is_exclusive_stands_alone(bag, given_rules):
    applied = [one.rule for one in apply(*bag, given_rules, FACTS).applied]

    groups = [rule.stacking_group for rule in applied if rule.stacking_group]
    assert len(groups) == len(set(groups))
    assert len(applied) <= 1 or not any(rule.is_exclusive for rule in applied)


@given(bag=bags(), budget=st.integers(1, 5000), code=rules())
def test_no_budget_is_overdrawn(bag, budget, code):
    code = replace(code, budget_left=Money(budget, "EUR"), is_exclusive=False)

    assert apply(*bag, [code], FACTS).amount.minor <= budget


@settings(max_examples=300)
@given(st.text(max_size=60) | st.none() | st.lists(st.text(max_size=5), max_size=3))
def test_a_code_is_one_word_of_plain_letters_or_nothing(typed):
    code = normal_code(typed)

    if code is not None:
        assert code == normal_code(f" {code.lower()}\t")
        assert code.isascii()
        assert len(code) <= 40


def test_what_is_no_code():
    for typed in (["A1", "A1"], {"a": 1}, "A%00", "ＡＢＣ", "ОАК10", "", "A", "A,B", 7, None):
        assert normal_code(typed) is None
    assert normal_code(" spring 10\n") == "SPRING10"


def test_random_codes_do_not_repeat_and_are_codes():
    made = {random_code("AUTUMN") for _ in range(2000)}

    assert len(made) == 2000
    assert all(normal_code(code) == code for code in made)
