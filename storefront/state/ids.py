"""Ids that come back from a browser are strings from strangers."""

from uuid import UUID

from core.kernel.errors import NotFound


def read_id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise NotFound("This is not there anymore. Reload the page.") from None
