from dataclasses import replace
from datetime import date

import pytest

from core.kernel.europe import EU_MEMBERS
from core.taxes.decide import Supply, decide
from core.taxes.models import Goods, OwedBy, Treatment, VatStatus
from core.taxes.rate_table import rate_table

By, T = OwedBy, Treatment
REGISTERED, SMALL = VatStatus.REGISTERED, VatStatus.SMALL_BUSINESS
UNREGISTERED = VatStatus.NOT_REGISTERED
PT_HOME = Supply("PT", "PT", "PT", REGISTERED)
BERLIN = replace(PT_HOME, destination="DE")
TEXAS = replace(PT_HOME, destination="US")
SAFI = Supply("MA", "MA", "DE", REGISTERED)


@pytest.mark.parametrize(
    ("supply", "treatment", "owed_by", "country", "is_charged"),
    [
        (PT_HOME, T.DOMESTIC, By.VENDOR, "PT", True),
        (replace(PT_HOME, is_business=True), T.DOMESTIC, By.VENDOR, "PT", True),
        (replace(PT_HOME, status=SMALL), T.SMALL_BUSINESS, By.NOBODY, "PT", False),
        (replace(BERLIN, status=UNREGISTERED), T.NOT_REGISTERED, By.NOBODY, "PT", False),
        (BERLIN, T.ORIGIN, By.VENDOR, "PT", True),
        (replace(BERLIN, is_distance=True), T.DISTANCE, By.VENDOR, "DE", True),
        (replace(BERLIN, is_business=True), T.REVERSE_CHARGE, By.BUYER, "DE", False),
        (replace(BERLIN, established_in="MA"), T.DEEMED_SUPPLIER, By.MARKET, "DE", True),
        (replace(PT_HOME, established_in="MA"), T.DEEMED_SUPPLIER, By.MARKET, "PT", True),
        (SAFI, T.DEEMED_SUPPLIER, By.MARKET, "DE", True),
        (replace(SAFI, is_small=False), T.IMPORT, By.BUYER, "DE", False),
        (replace(SAFI, is_business=True), T.IMPORT, By.BUYER, "DE", False),
        (Supply("GB", "GB", "DE", REGISTERED), T.DEEMED_SUPPLIER, By.MARKET, "DE", True),
        (replace(PT_HOME, destination="GB"), T.DEEMED_SUPPLIER, By.MARKET, "GB", True),
        (replace(PT_HOME, destination="GB", is_small=False), T.IMPORT, By.BUYER, "GB", False),
        (Supply("GB", "GB", "GB", REGISTERED), T.DOMESTIC, By.VENDOR, "GB", True),
        (Supply("GB", "GB", "GB", SMALL), T.SMALL_BUSINESS, By.NOBODY, "GB", False),
        (Supply("GB", "PT", "GB", REGISTERED), T.DEEMED_SUPPLIER, By.MARKET, "GB", True),
        (replace(PT_HOME, destination="CH"), T.EXPORT, By.NOBODY, "CH", False),
        (Supply("MA", "MA", "MA", REGISTERED), T.NONE, By.NOBODY, "MA", False),
        (TEXAS, T.EXPORT, By.NOBODY, "US", False),
        (replace(TEXAS, is_facilitated=True), T.FACILITATOR, By.MARKET, "US", True),
        (Supply("US", "US", "US", UNREGISTERED), T.NONE, By.NOBODY, "US", False),
    ],
)  # fmt: skip
def test_the_law_of_a_supply(supply, treatment, owed_by, country, is_charged):
    decision = decide(supply)

    assert (decision.treatment, decision.owed_by) == (treatment, owed_by)
    assert (decision.country, decision.is_charged) == (country, is_charged)


STANDARD = {
    "AT": 20, "BE": 21, "BG": 20, "CY": 19, "CZ": 21, "DE": 19, "DK": 25, "EE": 24, "ES": 21,
    "FI": 25.5, "FR": 20, "GB": 20, "GR": 24, "HR": 25, "HU": 27, "IE": 23, "IT": 22, "LT": 21,
    "LU": 17, "LV": 21, "MT": 18, "NL": 21, "PL": 23, "PT": 23, "RO": 21, "SE": 25, "SI": 22,
    "SK": 23,
}  # fmt: skip


@pytest.mark.parametrize(("country", "percent"), STANDARD.items())
def test_standard_rates_of_the_european_union_and_the_united_kingdom(country, percent):
    assert rate_table().ppm(country, Goods.STANDARD, date(2026, 11, 1)) == percent * 10_000
    assert STANDARD.keys() - {"GB"} == EU_MEMBERS


@pytest.mark.parametrize(
    ("country", "last_day", "before", "after"),
    [
        ("DE", date(2020, 6, 30), 19, 16),
        ("EE", date(2025, 6, 30), 22, 24),
        ("FI", date(2024, 8, 31), 24, 25.5),
        ("RO", date(2025, 7, 31), 19, 21),
        ("SK", date(2024, 12, 31), 20, 23),
    ],
)
def test_a_rate_changes_on_its_day(country, last_day, before, after):
    table = rate_table()
    next_day = last_day.fromordinal(last_day.toordinal() + 1)

    assert table.ppm(country, Goods.STANDARD, last_day) == before * 10_000
    assert table.ppm(country, Goods.STANDARD, next_day) == after * 10_000


@pytest.mark.parametrize(
    ("country", "goods", "percent"),
    [
        ("DE", Goods.BOOKS, 7),
        ("FR", Goods.BOOKS, 5.5),
        ("GB", Goods.BOOKS, 0),
        ("IE", Goods.CHILDRENS_CLOTHES, 0),
        ("LU", Goods.FOOD, 3),
        ("DK", Goods.BOOKS, 25),
        ("FR", Goods.EXEMPT, 0),
        ("US-MN", Goods.STANDARD, 6.875),
        ("US-OR", Goods.STANDARD, 0),
    ],
)
def test_kinds_of_goods_have_their_rate_or_the_standard_one(country, goods, percent):
    assert rate_table().ppm(country, goods, date(2026, 11, 1)) == percent * 10_000


def test_every_rate_has_its_source_and_no_two_hold_at_once():
    rates = rate_table().rates

    assert all(rate.source for rate in rates)
    for rate in rates:
        same = [
            other
            for other in rates
            if (other.jurisdiction, other.goods) == (rate.jurisdiction, rate.goods)
            and other.holds(rate.valid_from)
        ]
        assert same == [rate]
