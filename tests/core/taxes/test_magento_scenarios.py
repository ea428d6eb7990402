"""The 23 tax scenarios of Magento's integration tests, their numbers in minor units.

The market rounds per line; the scenarios that round per unit or per order show that the other
two ways are known as well.
"""

from dataclasses import dataclass, field

import pytest

from core.kernel.money import Money, total
from core.taxes.calculate import (
    Assessed,
    JurisdictionRate,
    Rounding,
    calculate,
    without_tax,
)

UNIT, LINE, ORDER = Rounding.UNIT, Rounding.LINE, Rounding.ORDER


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def tax(name: str, percent: str, *, compound: bool = False) -> JurisdictionRate:
    whole, _, part = percent.partition(".")
    return JurisdictionRate(name, int(f"{whole}{part:0<4}"), is_compound=compound)


TX825 = (tax("TX", "8.25"),)
TX20 = (tax("TX", "20"),)
TX10 = (tax("TX", "10"),)
SHIPPING = (tax("SHIPPING", "7.5"),)
BESIDE = (tax("TX", "7.5"), tax("AUSTIN", "5.5"))
UPON = (tax("TX", "7.5"), tax("AUSTIN", "5.5", compound=True))
NINE_FIVE = (tax("TX", "9"), tax("AUSTIN", "5"))


@dataclass(frozen=True)
class Scenario:
    """``lines`` are (unit price, quantity, rates, taxed amount if another than the price)."""

    name: str
    rounding: Rounding
    lines: list[tuple[int, int, tuple[JurisdictionRate, ...], int | None]]
    taxes: list[tuple[int, ...]]
    grand_total: int
    discount: int = 0
    is_included: bool = False
    store_ppm: int = field(default=0)


SCENARIOS = [
    Scenario(
        "excluding_tax_apply_origin_price_with_custom_price", LINE,
        [(1400, 1, TX825, 1624)], [(134,)], 1534,
    ),
    Scenario(
        "excluding_tax_apply_tax_after_discount", LINE,
        [(1000, 2, TX20, 1000), (1000, 1, SHIPPING, None)], [(200,), (75,)], 2275,
        discount=1000,
    ),
    Scenario(
        "excluding_tax_apply_tax_after_discount_discount_tax", LINE,
        [(1000, 2, TX20, 800), (1000, 1, SHIPPING, None)], [(160,), (75,)], 2035,
        discount=1200,
    ),
    Scenario(
        "excluding_tax_apply_tax_before_discount", LINE,
        [(1000, 2, TX20, None), (1000, 1, TX20, None)], [(400,), (200,)], 2600,
        discount=1000,
    ),
    Scenario(
        "excluding_tax_multi_item_row", LINE,
        [(1000, 1, TX825, None), (1100, 1, TX825, None)], [(83,), (91,)], 2274,
    ),
    Scenario(
        "excluding_tax_multi_item_total", ORDER,
        [(1000, 1, TX825, None), (1100, 1, TX825, None)], [(83,), (90,)], 2273,
    ),
    Scenario(
        "excluding_tax_multi_item_unit", UNIT,
        [(1000, 1, TX825, None), (1100, 1, TX825, None)], [(83,), (91,)], 2274,
    ),
    Scenario("excluding_tax_row", LINE, [(1000, 2, TX825, None)], [(165,)], 2165),
    Scenario("excluding_tax_total", ORDER, [(1000, 2, TX825, None)], [(165,)], 2165),
    Scenario("excluding_tax_unit", UNIT, [(1000, 2, TX825, None)], [(166,)], 2166),
    # Magento's own total is 18.545, which is no amount of money: its half cents are dropped.
    Scenario(
        "including_tax_apply_tax_after_discount", LINE,
        [(2900, 1, TX10, 1582), (500, 1, TX10, 272)], [(144,), (25,)], 1854,
        discount=1318 + 228, is_included=True,
    ),
    Scenario(
        "including_tax_cross_border_trade_disabled", UNIT,
        [(999, 2, TX20, None)], [(364,)], 2180, store_ppm=100_000,
    ),
    Scenario(
        "including_tax_cross_border_trade_enabled", UNIT,
        [(999, 2, TX20, None)], [(334,)], 1998, is_included=True,
    ),
    Scenario(
        "including_tax_row", LINE, [(999, 2, TX20, None)], [(333,)], 1998, is_included=True,
    ),
    Scenario(
        "including_tax_total", ORDER, [(999, 2, TX20, None)], [(333,)], 1998, is_included=True,
    ),
    Scenario(
        "including_tax_unit", UNIT, [(999, 2, TX20, None)], [(334,)], 1998, is_included=True,
    ),
    Scenario(
        "including_tax_with_custom_price", LINE,
        [(1400, 1, TX825, None)], [(107,)], 1400, is_included=True,
    ),
    Scenario(
        "multi_tax_rule_total_calculate_subtotal_no", ORDER,
        [(100, 10, UPON, None)], [(75, 59)], 1134,
    ),
    Scenario(
        "multi_tax_rule_total_calculate_subtotal_yes", ORDER,
        [(100, 10, BESIDE, None)], [(75, 55)], 1130,
    ),
    Scenario(
        "multi_tax_rule_two_row_calculate_subtotal_yes_row", LINE,
        [(1005, 1, NINE_FIVE, None), (1045, 1, NINE_FIVE, None)], [(90, 50), (94, 52)], 2336,
    ),
    Scenario(
        "multi_tax_rule_two_row_calculate_subtotal_yes_total", ORDER,
        [(1005, 1, NINE_FIVE, None), (1045, 1, NINE_FIVE, None)], [(90, 50), (95, 53)], 2338,
    ),
    Scenario(
        "multi_tax_rule_unit_calculate_subtotal_no", UNIT,
        [(100, 10, UPON, None)], [(80, 60)], 1140,
    ),
    Scenario(
        "multi_tax_rule_unit_calculate_subtotal_yes", UNIT,
        [(100, 10, BESIDE, None)], [(80, 60)], 1140,
    ),
]  # fmt: skip


def test_there_are_23_of_them():
    assert len({scenario.name for scenario in SCENARIOS}) == 23


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_taxes_and_total_are_those_of_magento(scenario):
    units = [without_tax(usd(price), scenario.store_ppm) for price, *_ in scenario.lines]
    lines = [
        Assessed(
            unit * quantity if taxed is None else usd(taxed),
            rates,
            scenario.is_included,
            quantity,
        )
        for unit, (_, quantity, rates, taxed) in zip(units, scenario.lines, strict=True)
    ]

    taxes = calculate(lines, scenario.rounding)

    assert [tuple(t.minor for t in line) for line in taxes] == scenario.taxes
    goods = total(
        (unit * row[1] for unit, row in zip(units, scenario.lines, strict=True)), "USD"
    )
    on_top = 0 if scenario.is_included else sum(t.minor for line in taxes for t in line)
    assert goods.minor - scenario.discount + on_top == scenario.grand_total


@pytest.mark.parametrize(("rounding", "charged"), [(UNIT, 3318), (LINE, 3317)])
def test_three_at_10_05_and_ten_percent_are_rounded_as_by_xero(rounding, charged):
    ((tax_of_three,),) = calculate(
        [Assessed(usd(3015), TX10, is_included=False, quantity=3)], rounding
    )

    assert 3015 + tax_of_three.minor == charged
