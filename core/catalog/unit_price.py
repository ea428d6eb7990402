"""The price per kilogram or liter that Directive 98/6/EC wants beside what is sold by
measure.
"""

from core.kernel.money import Money

BASE = {"g": ("kg", 1000), "ml": ("l", 1000)}


def unit_price(price: Money, amount: int | None, unit: str) -> tuple[Money, str] | None:
    """Of a variant that holds ``amount`` grams or milliliters; None for what is sold by the
    piece.
    """
    if not amount or unit not in BASE:
        return None
    name, whole = BASE[unit]
    return price.scale(whole, amount), name
