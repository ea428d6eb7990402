"""When a parcel arrives: working days at the workshop, then working days on the way."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """A span in working days, both ends included."""

    least: int
    most: int

    def __add__(self, other: "Days") -> "Days":
        return Days(self.least + other.least, self.most + other.most)


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first and the last day on which the parcel is expected."""

    first: date
    last: date


def arrival_of(
    placed_on: date, dispatch: Days, transit: Days, *, lead_time_days: int = 0
) -> Arrival:
    """``lead_time_days`` are calendar days of making, before the dispatch days begin.

    A parcel never arrives at a weekend: a span of no days at all still ends on a working day.
    """
    ready_on = placed_on + timedelta(days=lead_time_days)
    span = dispatch + transit
    return Arrival(
        add_working_days(ready_on, span.least), add_working_days(ready_on, span.most)
    )


def add_working_days(start: date, days: int) -> date:
    """The working day that lies ``days`` working days after ``start``."""
    day = start
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    weeks, rest = divmod(days, SATURDAY)
    day += timedelta(weeks=weeks)
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == SATURDAY - 1 else 1)
    return day
