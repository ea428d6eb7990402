"""Terms in calendar months."""

from calendar import monthrange
from datetime import datetime

MONTHS = 12


def months_after(when: datetime, months: int) -> datetime:
    """The same day ``months`` later, or the last one of a shorter month."""
    years, month = divmod(when.month - 1 + months, MONTHS)
    year, month = when.year + years, month + 1
    return when.replace(year=year, month=month, day=min(when.day, monthrange(year, month)[1]))
