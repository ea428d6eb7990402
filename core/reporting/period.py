"""A span of time, beside the one it is compared with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Range(StrEnum):
    TODAY = "today"
    WEEK = "7d"
    MONTH = "30d"


DAYS = {Range.TODAY: 1, Range.WEEK: 7, Range.MONTH: 30}


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``; the one before it is as long and ends at the same hour."""

    start: datetime
    end: datetime
    length: timedelta

    @classmethod
    def of(cls, chosen: Range, now: datetime) -> "Period":
        """Whole days up to now: today since midnight (UTC), or the last 7 or 30 days."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        days = DAYS[chosen]
        return cls(midnight - timedelta(days=days - 1), now, timedelta(days=days))

    @property
    def before(self) -> "Period":
        return Period(self.start - self.length, self.end - self.length, self.length)


def change_bps(now: int, before: int) -> int | None:
    """By how much something grew, in ten-thousandths; None without anything to compare with."""
    return None if before == 0 else round((now - before) * 10_000 / before)
