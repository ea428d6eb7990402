from random import Random

from hypothesis import given
from hypothesis import strategies as st

from core.kernel.money import Money, total
from core.taxes.calculate import Assessed, JurisdictionRate, Rounding, calculate, without_tax

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD"])
PPMS = st.integers(0, 300_000)


@st.composite
def lines_of(draw, *, is_included=None):
    currency = draw(CURRENCIES)
    included = draw(st.booleans()) if is_included is None else is_included
    rates = st.lists(PPMS, min_size=1, max_size=3).map(
        lambda ppms: tuple(JurisdictionRate(f"J{i}", ppm) for i, ppm in enumerate(ppms))
    )
    return draw(
        st.lists(
            st.builds(
                Assessed,
                st.integers(0, 10**9).map(lambda minor: Money(minor, currency)),
                rates,
                st.just(included),
                st.integers(1, 20),
            ),
            min_size=1,
            max_size=8,
        )
    )


@given(lines_of())
def test_no_tax_is_negative_or_more_than_the_price_it_lies_in(lines):
    for line, taxes in zip(lines, calculate(lines), strict=True):
        assert all(tax.minor >= 0 for tax in taxes)
        if line.is_included:
            assert total(taxes, line.amount.currency) <= line.amount


@given(lines_of(), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_tax(lines, random: Random):
    order = list(range(len(lines)))
    random.shuffle(order)

    shuffled = calculate([lines[i] for i in order])

    assert [shuffled[order.index(i)] for i in range(len(lines))] == calculate(lines)


@given(lines_of(is_included=True))
def test_base_and_tax_make_the_price_to_the_cent(lines):
    for line, taxes in zip(lines, calculate(lines), strict=True):
        base = line.amount - total(taxes, line.amount.currency)
        exact = line.amount.minor * 1_000_000 / (1_000_000 + sum(r.ppm for r in line.rates))
        assert abs(base.minor - exact) <= 0.5 + 1e-6


@given(st.integers(0, 10**9), PPMS)
def test_a_price_less_its_tax_bears_that_tax_again(minor, ppm):
    net = without_tax(Money(minor, "EUR"), ppm)
    ((again,),) = calculate([Assessed(net, (JurisdictionRate("DE", ppm),), is_included=False)])

    assert abs(net.minor + again.minor - minor) <= 1


@given(lines_of(is_included=False))
def test_rounding_by_order_differs_from_the_exact_sum_by_half_a_unit_at_most(lines):
    same_rate = [Assessed(line.amount, lines[0].rates, is_included=False) for line in lines]

    taxes = calculate(same_rate, Rounding.ORDER)

    for index, rate in enumerate(lines[0].rates):
        if sum(other == rate for other in lines[0].rates) > 1:
            continue
        exact = sum(line.amount.minor for line in same_rate) * rate.ppm / 1_000_000
        assert abs(sum(tax[index].minor for tax in taxes) - exact) <= 0.5 + 1e-3
