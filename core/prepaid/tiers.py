"""Tiers: what was spent in twelve months decides how much comes back as points."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.prepaid.models import PointsTier

BPS = 10_000


@dataclass(frozen=True, slots=True)
class Tier:
    """``rate_bps`` of a purchase come back as points."""

    code: str
    name: str
    from_minor: int
    rate_bps: int


USUAL = (
    Tier("thread", "Thread", 0, 100),
    Tier("cloth", "Cloth", 30_000, 150),
    Tier("selvedge", "Selvedge", 100_000, 200),
)


def tiers_of(rows: Sequence[PointsTier]) -> tuple[Tier, ...]:
    """Lowest first; the usual ones unless an operator has made others."""
    made = (Tier(row.code, row.name, row.from_minor, row.rate_bps) for row in rows)
    return tuple(sorted(made, key=lambda tier: tier.from_minor)) or USUAL


def tier_for(tiers: Sequence[Tier], spent_minor: int) -> Tier:
    reached = [tier for tier in tiers if tier.from_minor <= spent_minor]
    return reached[-1] if reached else tiers[0]


def next_tier(tiers: Sequence[Tier], spent_minor: int) -> Tier | None:
    return next((tier for tier in tiers if tier.from_minor > spent_minor), None)


def points_for(base_minor: int, rate_bps: int, point_minor: int) -> int:
    """Whole points; what is less than one is not given."""
    return base_minor * rate_bps // BPS // point_minor
