from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import Invalid
from core.kernel.money import MAX_MINOR, CurrencyMismatch, Money, exponent, total

currencies = st.sampled_from(["EUR", "USD", "JPY", "KWD", "ISK", "UGX"])
amounts = st.integers(-(10**15), 10**15)
moneys = st.builds(Money, amounts, st.just("EUR"))


@given(moneys, moneys, moneys)
def test_addition_is_associative_and_commutative(a, b, c):
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert a - a == Money.zero("EUR")


@given(amounts, currencies, st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_a_split_loses_and_makes_nothing(minor, currency, weights):
    whole = Money(minor, currency)

    parts = whole.allocate(weights)

    assert total(parts, currency) == whole
    assert len(parts) == len(weights)
    assert all(part.minor * minor >= 0 for part in parts)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_no_part_is_off_by_a_whole_unit(minor, weights):
    for part, weight in zip(Money(minor, "EUR").allocate(weights), weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)


@given(amounts, st.integers(0, 10_000))
def test_a_share_is_within_its_amount(minor, bps):
    amount = Money(minor, "EUR")

    assert abs(amount.share(bps).minor) <= abs(minor)
    assert amount.share(10_000) == amount


@pytest.mark.parametrize(
    ("minor", "bps", "share"), [(125, 1200, 15), (1250, 1200, 150), (50, 100, 0), (150, 100, 2)]
)
def test_shares_round_half_to_even(minor, bps, share):
    assert Money(minor, "EUR").share(bps).minor == share


@given(amounts, currencies)
def test_a_decimal_comes_back_as_it_was(minor, currency):
    money = Money(minor, currency)

    assert Money.from_decimal(money.decimal, currency) == money


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [("12.50", "EUR", 1250), ("1250", "JPY", 1250), ("1.250", "KWD", 1250), ("0", "ISK", 0)],
)
def test_currencies_have_their_own_decimals(typed, currency, minor):
    assert Money.from_decimal(Decimal(typed), currency) == Money(minor, currency)
    assert exponent("XYZ") == 2


@pytest.mark.parametrize(
    ("typed", "currency"),
    [("1.001", "EUR"), ("0.5", "JPY"), ("NaN", "EUR"), ("Infinity", "EUR"), ("1e30", "EUR")],
)
def test_amounts_a_currency_cannot_hold_are_refused(typed, currency):
    with pytest.raises(Invalid):
        Money.from_decimal(Decimal(typed), currency)


def test_currencies_do_not_mix():
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(CurrencyMismatch):
        sorted([Money(1, "EUR"), Money(1, "USD")])


@pytest.mark.parametrize("minor", [1.0, True, "1", None, Decimal(1)])
def test_only_whole_numbers_are_money(minor):
    with pytest.raises(TypeError):
        Money(minor, "EUR")


@pytest.mark.parametrize("code", ["eur", "EURO", "E1", "", "ЕUR"])
def test_a_currency_is_three_capitals(code):
    with pytest.raises(Invalid):
        Money(1, code)


def test_amounts_are_bounded():
    with pytest.raises(Invalid, match="too large"):
        Money(MAX_MINOR, "EUR") * 2


@pytest.mark.parametrize("weights", [[], [-1, 2]])
def test_impossible_splits_are_refused(weights):
    with pytest.raises(Invalid):
        Money(1, "EUR").allocate(weights)
