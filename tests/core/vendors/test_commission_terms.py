"""Which rule decides, and what it takes: exact, bounded, frozen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.ids import new_id
from core.kernel.money import Money
from core.vendors.commission_terms import CommissionTerms, Sale, first_match
from core.vendors.models import CommissionRule

TODAY = date(2026, 5, 4)
POTTER, WEAVER, BOWLS, KITCHEN = (new_id() for _ in range(4))


def a_rule(name: str = "Rule", **facts) -> CommissionRule:
    return CommissionRule(name=name, position=1, **facts)


def a_sale(vendor=POTTER, categories=(BOWLS, KITCHEN), currency="EUR", on=TODAY) -> Sale:
    return Sale(vendor, frozenset(categories), currency, on)


def test_the_first_rule_that_matches_decides():
    kitchen = a_rule("Kitchen", category_id=KITCHEN, rate_bps=900)
    potter = a_rule("Potter", vendor_id=POTTER, rate_bps=500)

    assert first_match([kitchen, potter], a_sale()) is kitchen
    assert first_match([potter, kitchen], a_sale()) is potter
    assert first_match([kitchen], a_sale(categories=())) is None


@pytest.mark.parametrize(
    "facts",
    [
        {"vendor_id": WEAVER},
        {"category_id": new_id()},
        {"currency": "USD", "fixed_minor": 10},
        {"starts_on": TODAY + timedelta(days=1)},
        {"ends_on": TODAY - timedelta(days=1)},
        {"is_active": False},
    ],
)
def test_a_rule_that_speaks_of_something_else_does_not_match(facts):
    assert first_match([a_rule(**facts)], a_sale()) is None


def test_both_days_of_a_window_belong_to_it():
    rule = a_rule(starts_on=TODAY, ends_on=TODAY)

    assert first_match([rule], a_sale()) is rule


@pytest.mark.parametrize(
    ("terms", "quantity", "whole", "fee"),
    [
        (CommissionTerms("a", 1200), 1, 1200, 0),
        (CommissionTerms("b", 1200, fixed_minor=25), 4, 1300, 0),
        (CommissionTerms("c", 100, minimum_minor=300), 1, 300, 0),
        (CommissionTerms("d", 5000, maximum_minor=2000), 1, 2000, 0),
        (CommissionTerms("e", 1000, fee_bps=150, fee_fixed_minor=25), 1, 1175, 175),
        (CommissionTerms("f", 9900, fee_bps=500), 1, 10_000, 100),
        (CommissionTerms("g", 0, minimum_minor=99_999), 1, 10_000, 0),
    ],
)
def test_rate_fixed_part_bounds_and_fee(terms, quantity, whole, fee):
    charged = terms.charge(Money(10_000, "EUR"), quantity)

    assert (charged.whole.minor, charged.fee.minor) == (whole, fee)


AMOUNT = st.integers(0, 10**9)


@given(
    base=AMOUNT,
    quantity=st.integers(1, 99),
    rate=st.integers(0, 10_000),
    fixed=AMOUNT,
    minimum=st.none() | AMOUNT,
    more=st.none() | AMOUNT,
    fee_bps=st.integers(0, 10_000),
    fee_fixed=AMOUNT,
)
def test_commission_is_never_negative_and_never_more_than_the_line(
    base, quantity, rate, fixed, minimum, more, fee_bps, fee_fixed
):
    maximum = None if more is None else (minimum or 0) + more
    terms = CommissionTerms(
        "any",
        rate,
        fixed_minor=fixed,
        minimum_minor=minimum,
        maximum_minor=maximum,
        fee_bps=fee_bps,
        fee_fixed_minor=fee_fixed,
    )

    charged = terms.charge(Money(base, "EUR"), quantity)

    assert 0 <= charged.fee.minor <= charged.whole.minor <= base
    if maximum is not None:
        assert charged.whole.minor - charged.fee.minor <= maximum
