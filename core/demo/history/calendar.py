"""When people buy: seasons, weekdays, hours, growth and the weeks before feasts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from core.demo.source import Record

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_A_MONTH = 30.4


def order_times(history: Record, now: datetime, total: int, random: Random) -> list[datetime]:
    """``total`` moments up to now, oldest first."""
    first = now.date() - timedelta(days=round(history["months"] * DAYS_A_MONTH))
    days = [first + timedelta(days=n) for n in range((now.date() - first).days + 1)]
    weights = [_weight(history, day, first) for day in days]
    weights[-1] *= _passed(history["hour_index"], now)
    chosen = random.choices(days, weights, k=total)
    return sorted(_moment(day, history["hour_index"], now, random) for day in chosen)


def _weight(history: Record, day: date, first: date) -> float:
    months = (day - first).days / DAYS_A_MONTH
    weight = (
        history["monthly_index"][str(day.month)]
        * history["weekday_index"][WEEKDAYS[day.weekday()]]
        * (1 + history["growth_per_month"]) ** months
    )
    for event in history["events"]:
        begins, ends = date.fromisoformat(event["from"]), date.fromisoformat(event["to"])
        if (begins.month, begins.day) <= (day.month, day.day) <= (ends.month, ends.day):
            weight *= event["factor"]
    return weight


def _passed(hours: Sequence[float], now: datetime) -> float:
    """Which part of today's orders has come in so far."""
    return (sum(hours[: now.hour]) + hours[now.hour] * now.minute / 60) / sum(hours)


def _moment(day: date, hours: Sequence[float], now: datetime, random: Random) -> datetime:
    open_hours = hours[: now.hour + 1] if day == now.date() else hours
    hour = random.choices(range(len(open_hours)), open_hours)[0]
    moment = datetime.combine(day, time(hour, random.randrange(60), random.randrange(60)), UTC)
    return min(moment, now - timedelta(minutes=random.randrange(8, 50)))
