"""Ids and numbers that come back from a browser are strings from strangers."""

from uuid import UUID

from core.kernel.errors import Invalid, NotFound

LONGEST = 7


def read_id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise NotFound("This is not there anymore. Reload the page.") from None


def find_id(text: object) -> UUID | None:
    """For a filter in an address, where nonsense is no filter."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def read_count(text: object, *, field: str = "") -> int:
    """A whole number of pieces; nothing typed is none."""
    digits = str(text).strip()
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST):
        raise Invalid("Enter a whole number.", field=field or None)
    return int(digits)
