"""IFRS 15, example 52, and two variants from KPMG's handbook, to the unit of currency."""

import pytest

from core.kernel.money import Money
from core.prepaid.deferral import deferred, earned


def units(amount):
    return round(amount.minor / 100)


def test_sales_are_shared_with_the_points_given():
    liability = deferred(Money(10_000_000, "EUR"), 10_000, 9_500, Money(100, "EUR"))

    assert (units(Money(10_000_000, "EUR") - liability), units(liability)) == (91_324, 8_676)


def test_redemption_earns_it_and_estimates_may_change():
    liability = Money(867_600, "EUR")
    first = earned(liability, 4_500, 9_500)

    assert units(first) == 4_110
    assert units(earned(liability, 8_500, 9_700) - first) == 3_493


@pytest.mark.parametrize(
    ("redeemed", "expected", "so_far", "now"),
    [(4_500, 9_700, 0, 4_175), (8_500, 9_900, 4_175, 3_552), (8_500, 9_200, 4_175, 4_140)],
)
def test_other_estimates(redeemed, expected, so_far, now):
    total = earned(Money(900_000, "EUR"), redeemed, expected)

    assert units(total) - so_far == now
