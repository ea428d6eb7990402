from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.kernel.money import Money
from core.ui import format as write

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "locale", "written"),
    [
        (Money(4800, "EUR"), "en_IE", "€48.00"),
        (Money(124000, "EUR"), "en_IE", "€1,240.00"),
        (Money(4800, "EUR"), "de_DE", f"48,00{NBSP}€"),
        (Money(4800, "EUR"), "fr_FR", f"48,00{NBSP}€"),
        (Money(4800, "USD"), "en_US", "$48.00"),
        (Money(4800, "JPY"), "en_IE", "JP¥4,800"),
        (Money(-480, "EUR"), "en_IE", "-€4.80"),
    ],
)
def test_money_is_written_as_the_place_writes_it(amount, locale, written):
    assert write.money(amount, locale) == written


def test_statements_show_the_sign():
    assert write.signed_money(Money(4800, "EUR")) == "+€48.00"
    assert write.signed_money(Money(-480, "EUR")) == "−€4.80"


def test_nothing_to_pay_is_free():
    assert write.money_or_free(Money(0, "EUR")) == "Free"


def test_a_range_of_one_price_is_that_price():
    assert write.price_range(Money(100, "EUR"), Money(100, "EUR")) == "€1.00"
    assert write.price_range(Money(100, "EUR"), Money(250, "EUR")) == f"€1.00{NBSP}–{NBSP}€2.50"


def test_a_money_field_gets_a_plain_decimal():
    assert write.amount_input(Money(123456, "EUR")) == "1234.56"
    assert write.amount_input(Money(500, "JPY")) == "500"


def test_rates_keep_their_decimals():
    assert write.percent(1200) == "12%"
    assert write.percent(1250) == "12.5%"


def test_quantities_agree_with_their_noun():
    assert write.quantity(1, "piece") == "1 piece"
    assert write.quantity(1240, "piece") == "1,240 pieces"
    assert write.quantity(2, "batch", "batches") == "2 batches"


def test_weights_change_unit_at_a_kilogram():
    assert write.weight(760) == f"760{NBSP}g"
    assert write.weight(2500) == f"2.5{NBSP}kg"


@pytest.mark.parametrize(
    ("last", "written"),
    [
        (date(2026, 11, 26), "26 Nov"),
        (date(2026, 11, 28), "26–28 Nov"),
        (date(2026, 12, 2), f"26 Nov{NBSP}–{NBSP}2 Dec"),
    ],
)
def test_a_span_of_days_names_the_month_once(last, written):
    assert write.day_range(date(2026, 11, 26), last) == written


def test_moments_are_told_in_a_time_zone():
    noon = datetime(2026, 3, 12, 12, 5, tzinfo=UTC)

    assert write.moment(noon) == "12 Mar 2026, 12:05"
    assert write.moment(noon, zone="Europe/Lisbon") == "12 Mar 2026, 12:05"
    assert write.moment(noon, zone="Asia/Tokyo") == "12 Mar 2026, 21:05"


def test_how_long_ago():
    now = datetime(2026, 3, 12, 12, tzinfo=UTC)

    assert write.ago(now - timedelta(hours=3), now=now) == "3 hours ago"
    assert write.ago(now + timedelta(days=2), now=now) == "in 2 days"


@pytest.mark.parametrize(
    ("current", "before", "written"),
    [
        (112, 100, f"▲ 12{NBSP}% up"),
        (88, 100, f"▼ 12{NBSP}% down"),
        (100, 100, "No change"),
        (5, 0, ""),
    ],
)
def test_a_change_is_told_in_sign_and_word(current, before, written):
    assert write.change(current, before) == written


def test_numbers_of_any_kind_are_grouped():
    assert write.number(Decimal("1234.5")) == "1,234.5"
