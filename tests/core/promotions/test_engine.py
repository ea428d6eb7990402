"""Each kind of promotion with numbers that can be checked by hand."""

from datetime import timedelta

import pytest

from core.kernel.money import Money
from core.promotions.apply import apply
from core.promotions.models import PromotionKind, PromotionStatus
from core.promotions.refusals import Reason
from core.promotions.rules import Facts
from core.promotions.terms import Scope, SetPiece, Terms, Tier, TierBasis
from tests.factories.promotions import (
    CATEGORIES,
    FACTS,
    NOW,
    a_delivery,
    a_line,
    a_rule,
    product,
    vendor,
)


def off(lines, rules, *, deliveries=(), facts=FACTS):
    result = apply(lines, deliveries, rules, facts)
    return [sum(one.amount.minor for one in found) for found in result.lines]


def reasons(lines, rules, *, deliveries=(), facts=FACTS):
    result = apply(lines, deliveries, rules, facts)
    return {one.rule.name: one.refusal.reason for one in result.refused}


def test_ten_percent_is_rounded_once_and_spread_by_largest_remainder():
    lines = [a_line(0, 333), a_line(1, 333), a_line(2, 339)]

    # 100.5 is 101; exact shares are 33.47, 33.47 and 34.07.
    assert off(lines, [a_rule()]) == [34, 33, 34]


def test_an_amount_never_takes_more_than_there_is():
    lines = [a_line(0, 300), a_line(1, 100)]
    gift = a_rule(kind=PromotionKind.AMOUNT, terms=Terms(amount_minor=1000))

    assert off(lines, [gift]) == [300, 100]


def test_a_cap_limits_a_percentage():
    capped = a_rule(terms=Terms(percent_bps=5000, cap_minor=300))

    assert off([a_line(0, 1000), a_line(1, 2000)], [capped]) == [100, 200]


def test_free_delivery_pays_the_usual_way_and_no_faster_one():
    free = a_rule(kind=PromotionKind.FREE_DELIVERY, terms=Terms())
    deliveries = [a_delivery(0, 990, usual=450), a_delivery(1, 500)]
    lines = [a_line(0, of=0), a_line(1, of=1)]

    result = apply(lines, deliveries, [free], FACTS)

    paid = {v: sum(d.amount.minor for d in found) for v, found in result.deliveries.items()}
    assert paid == {vendor(0): 450, vendor(1): 500}


def test_free_delivery_of_one_workshop_leaves_the_other_alone():
    free = a_rule(
        kind=PromotionKind.FREE_DELIVERY, terms=Terms(scope=Scope(vendors={vendor(1)}))
    )
    lines = [a_line(0, of=0), a_line(1, of=1)]

    result = apply(lines, [a_delivery(0), a_delivery(1)], [free], FACTS)

    assert set(result.deliveries) == {vendor(1)}


def test_buy_two_get_the_cheapest_third_free():
    terms = Terms(buy_quantity=2, get_quantity=1, percent_bps=10_000)
    rule = a_rule(kind=PromotionKind.BUY_GET, terms=terms)

    assert off([a_line(0, 1000, 2), a_line(1, 400, 1)], [rule]) == [0, 400]
    assert off([a_line(0, 1000, 4), a_line(1, 400, 3)], [rule]) == [0, 800]
    assert reasons([a_line(0, 1000, 2)], [rule]) == {"Rule 0": Reason.MORE_PIECES}


def test_buy_one_thing_get_half_off_another():
    terms = Terms(
        buy_quantity=1,
        get_quantity=1,
        percent_bps=5000,
        reward_products=frozenset({product(1)}),
    )
    rule = a_rule(kind=PromotionKind.BUY_GET, terms=terms)

    assert off([a_line(0, 1000, 1), a_line(1, 400, 2)], [rule]) == [0, 200]
    assert reasons([a_line(0, 1000, 1)], [rule]) == {"Rule 0": Reason.MORE_PIECES}


def test_a_bundle_counts_whole_sets_only():
    terms = Terms(
        bundle=(SetPiece(product_id=product(0)), SetPiece(product_id=product(1), quantity=2)),
        amount_minor=300,
    )
    rule = a_rule(kind=PromotionKind.BUNDLE, terms=terms)

    assert off([a_line(0, 1000, 2), a_line(1, 500, 4)], [rule]) == [300, 300]
    assert off([a_line(0, 1000, 2), a_line(1, 500, 3)], [rule]) == [150, 150]
    assert reasons([a_line(0, 1000, 2)], [rule]) == {"Rule 0": Reason.INCOMPLETE_SET}


def test_tiers_by_quantity_and_by_sum():
    steps = (Tier(threshold=3, percent_bps=500), Tier(threshold=5, percent_bps=1000))
    by_units = a_rule(kind=PromotionKind.TIER, terms=Terms(tiers=steps))
    by_sum = a_rule(
        kind=PromotionKind.TIER,
        terms=Terms(tiers=(Tier(threshold=5000, percent_bps=2000),), tier_basis=TierBasis.SUM),
    )

    assert off([a_line(0, 1000, 4)], [by_units]) == [200]
    assert off([a_line(0, 1000, 5)], [by_units]) == [500]
    assert off([a_line(0, 1000, 5)], [by_sum]) == [1000]
    assert reasons([a_line(0, 1000, 2)], [by_units]) == {"Rule 0": Reason.MORE_PIECES}
    assert reasons([a_line(0, 1000, 2)], [by_sum]) == {"Rule 0": Reason.MINIMUM}


def test_rules_follow_each_other_by_priority_on_what_is_left():
    half = a_rule(1, terms=Terms(percent_bps=5000), priority=2)
    fixed = a_rule(2, PromotionKind.AMOUNT, terms=Terms(amount_minor=100), priority=1)

    assert off([a_line(0, 1000)], [fixed, half]) == [600]
    assert off([a_line(0, 1000)], [a_rule(2, PromotionKind.AMOUNT,
        terms=Terms(amount_minor=100), priority=3), half]) == [550]  # fmt: skip


def test_of_one_stacking_group_the_one_that_saves_most_applies():
    small = a_rule(1, code="SMALL", stacking_group="season", priority=9)
    large = a_rule(2, code="LARGE", stacking_group="season", terms=Terms(percent_bps=3000))

    assert off([a_line(0, 1000)], [small, large]) == [300]
    assert reasons([a_line(0, 1000)], [small, large]) == {"SMALL": Reason.OUTDONE}


def test_what_combines_with_nothing_applies_alone_if_it_saves_more():
    alone = a_rule(1, code="ALONE", terms=Terms(percent_bps=2500), is_exclusive=True)
    ten, five = a_rule(2, code="TEN"), a_rule(3, code="FIVE", terms=Terms(percent_bps=500))

    assert off([a_line(0, 1000)], [alone, ten, five]) == [250]
    assert reasons([a_line(0, 1000)], [alone, ten, five]) == {
        "TEN": Reason.NOT_COMBINED,
        "FIVE": Reason.NOT_COMBINED,
    }
    more = a_rule(4, code="MORE", terms=Terms(percent_bps=4000))
    assert reasons([a_line(0, 1000)], [alone, more]) == {"ALONE": Reason.NOT_COMBINED}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": PromotionStatus.DRAFT}, Reason.NOT_RUNNING),
        ({"status": PromotionStatus.PAUSED}, Reason.NOT_RUNNING),
        ({"status": PromotionStatus.ENDED}, Reason.EXPIRED),
        ({"starts_at": NOW + timedelta(seconds=1)}, Reason.NOT_YET),
        ({"ends_at": NOW}, Reason.EXPIRED),
        ({"uses_left": 0}, Reason.USED_UP),
        ({"uses_left_of_buyer": 0}, Reason.USED_BY_YOU),
        ({"budget_left": Money(99, "EUR")}, Reason.USED_UP),
        ({"currency": "USD"}, Reason.CURRENCY),
        ({"terms": Terms(percent_bps=1000, countries=("DE",))}, Reason.COUNTRY),
        ({"terms": Terms(percent_bps=1000, groups={vendor(9)})}, Reason.GROUP),
        ({"terms": Terms(percent_bps=1000, is_first_order=True)}, Reason.FIRST_ORDER),
        ({"terms": Terms(percent_bps=1000, minimum_minor=1001)}, Reason.MINIMUM),
        ({"terms": Terms(percent_bps=1000, minimum_quantity=2)}, Reason.MORE_PIECES),
        (
            {"terms": Terms(percent_bps=1000, scope=Scope(categories={CATEGORIES[1]}))},
            Reason.OTHER_PIECES,
        ),
        (
            {
                "terms": Terms(percent_bps=1000, scope=Scope(vendors={vendor(3)})),
                "vendor_name": "Oak & Iron",
            },
            Reason.OTHER_WORKSHOP,
        ),
        ({"terms": Terms(percent_bps=1), "label": "Tiny"}, Reason.NOTHING_LEFT),
    ],
)
def test_every_refusal_has_its_reason_and_a_sentence(changes, reason):
    facts = Facts("EUR", NOW, "PT", is_first_order=False)

    result = apply([a_line(0, 1000)], [], [a_rule(code="X", **changes)], facts)

    refused = result.refused[0]
    assert result.amount.minor == 0
    assert refused.refusal.reason is reason
    assert "X" in refused.refusal.sentence


def test_what_is_not_known_yet_bars_nothing():
    terms = Terms(percent_bps=1000, is_first_order=True, countries=("DE",))

    assert off([a_line(0, 1000)], [a_rule(terms=terms)], facts=Facts("EUR", NOW)) == [100]


def test_the_minimum_is_told_with_what_is_missing():
    rule = a_rule(code="SPRING", terms=Terms(percent_bps=1000, minimum_minor=3000))

    result = apply([a_line(0, 1000)], [], [rule], FACTS)

    assert result.refused[0].refusal.sentence == (
        "SPRING needs pieces for €30.00. €20.00 to go."
    )


def test_shared_costs_are_split_to_the_cent():
    rule = a_rule(platform_bps=3333, terms=Terms(percent_bps=1000))

    result = apply([a_line(0, 333), a_line(1, 667)], [], [rule], FACTS)

    paid = [(one.amount.minor, one.subsidy.minor) for found in result.lines for one in found]
    assert paid == [(33, 11), (67, 22)]
    assert result.applied[0].subsidy.minor == 33
