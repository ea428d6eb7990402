from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog.importing.export import amount
from core.catalog.importing.numbers import (
    Unreadable,
    read_decimal,
    read_grams,
    read_money,
    read_quantity,
    read_yes_no,
)
from core.kernel.money import Money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("12.5", "12.5"),
        ("12,50", "12.50"),
        ("0,125", "0.125"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, value):
    assert read_decimal(text) == Decimal(value)


def test_a_number_that_can_be_read_in_two_ways_is_refused():
    with pytest.raises(Unreadable, match=r"Write 1125\.00 or 1\.125"):
        read_decimal("1,125")


@pytest.mark.parametrize(
    "text",
    ["", "-", "1..2", "1,2,3", "12,34.5", "1e5", "Infinity", "0x10", "١٢", "12abc", "--1"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable):
        read_decimal(text)


@pytest.mark.parametrize("text", ["€12.50", "12.50 €", "EUR 12.50", "12,50 eur", " 12.5"])
def test_a_price_may_carry_its_currency(text):
    assert read_money(text, "EUR") == Money(1250, "EUR")


def test_a_price_of_another_currency_is_refused():
    with pytest.raises(Unreadable, match="is not a number"):
        read_money("$12.50", "EUR")


@given(st.integers(0, 9_999_999_99), st.sampled_from(["EUR", "USD", "JPY", "KWD"]))
def test_a_written_price_reads_back(minor, currency):
    money = Money(minor if currency != "JPY" else minor % 100_000_000, currency)

    assert read_money(amount(money), currency) == money


@pytest.mark.parametrize(
    ("text", "unit", "grams"),
    [
        ("1.5", "kg", 1500),
        ("2", "lb", 907),
        ("1", "oz", 28),
        ("0.4", "g", None),
        ("0.5", "g", 1),
        ("0", "kg", None),
    ],
)
def test_weights_become_whole_grams(text, unit, grams):
    assert read_grams(text, unit) == grams


@pytest.mark.parametrize(
    ("text", "quantity"), [("12", 12), ("12.0", 12), ("1 000", 1000), ("-2", -2)]
)
def test_quantities_are_whole(text, quantity):
    assert read_quantity(text) == quantity


@pytest.mark.parametrize("text", ["1.5", "many", "", "99999999999"])
def test_other_quantities_are_refused(text):
    with pytest.raises(Unreadable):
        read_quantity(text)


def test_yes_and_no_are_read_in_the_languages_of_spreadsheets():
    assert [read_yes_no(word) for word in ("TRUE", "wahr", "1")] == [True] * 3
    assert [read_yes_no(word) for word in ("false", "FALSCH", "0")] == [False] * 3
