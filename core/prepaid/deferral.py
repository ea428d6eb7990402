"""What points are worth as revenue that is still to come (IFRS 15, example 52).

A pure report: the books hold points at what they buy; this says how much of past sales would be
deferred, and how much of that is earned by redemption, given what is expected to be redeemed.
"""

from core.kernel.money import Money


def deferred(sales: Money, points: int, expected: int, worth_of_point: Money) -> Money:
    """The part of ``sales`` that belongs to the points given with them, by relative
    standalone price.
    """
    standalone = worth_of_point * min(points, expected)
    return sales.scale(standalone.minor, sales.minor + standalone.minor)


def earned(liability: Money, redeemed: int, expected: int) -> Money:
    """How much of the deferred amount is revenue after ``redeemed`` of ``expected`` points."""
    return liability.scale(min(redeemed, expected), expected)
