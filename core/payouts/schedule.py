"""On which day a vendor is paid next. Pure."""

from datetime import date, timedelta

from core.payouts.models import PayoutSchedule


def next_day(schedule: PayoutSchedule, on_day: int, after: date) -> date:
    """The first pay day after ``after``. ``on_day`` is a weekday (Monday is 1) or a day of the
    month up to the 28th, so that every month has it.
    """
    if schedule is PayoutSchedule.DAILY:
        return after + timedelta(days=1)
    if schedule is PayoutSchedule.WEEKLY:
        return after + timedelta(days=(on_day - after.isoweekday() - 1) % 7 + 1)
    if after.day < on_day:
        return after.replace(day=on_day)
    first_of_next = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first_of_next.replace(day=on_day)
