"""The clock. Rules that guard money or stock use the database's ``now()``; this one is for
stamps and display.
"""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)
