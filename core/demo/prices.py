"""Price history from the first price on, so that “lowest in 30 days” is a fact of the shop."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

from core.catalog.models import PriceChange
from core.demo.bulk import Bulk
from core.demo.source import Record, Source


def price_changes(
    bulk: Bulk,
    source: Source,
    product: Record,
    variant: Record,
    variant_id: UUID,
    created: datetime,
) -> None:
    """One row for the first price, one for each step since, in both currencies."""
    compare_at = variant["compare_at"]
    for currency, today in variant["price"].items():
        usual = compare_at[currency] if compare_at else today
        bulk.add(
            PriceChange, at=created, variant_id=variant_id, currency=currency,
            amount_minor=usual, actor="system", reason="First price",
        )  # fmt: skip
        for day, amount in steps(product, variant, currency):
            moment = max(created, source.moment(day, hour=0))
            is_reduced = amount < usual
            bulk.add(
                PriceChange, at=moment, variant_id=variant_id, currency=currency,
                amount_minor=amount, compare_at_minor=usual if is_reduced else None,
                actor="system", reason="Reduced" if is_reduced else "Regular price",
            )  # fmt: skip


def steps(product: Record, variant: Record, currency: str) -> list[tuple[str, int]]:
    """Days on which the variant's price changed, with the new price.

    The file tells the first variant's prices in euros; the others move on the same days in
    proportion, and end at their own price of today.
    """
    history = product["price_history_30d"]
    compare_at = variant["compare_at"]
    if not history or not compare_at:
        return []
    days = [(row["date"], row["EUR"]) for row in history]
    first = product["variants"][0]
    found: list[tuple[str, int]] = []
    for (_, before), (day, after) in pairwise(days):
        if before != after:
            found.append((day, _scaled(after, first, variant, currency)))
    return found or [(days[0][0], variant["price"][currency])]


def _scaled(euros: int, first: Record, variant: Record, currency: str) -> int:
    if euros == first["price"]["EUR"]:
        return variant["price"][currency]
    if first["compare_at"] and euros == first["compare_at"]["EUR"]:
        return variant["compare_at"][currency]
    return round(euros * variant["price"][currency] / first["price"]["EUR"])
