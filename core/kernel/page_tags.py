"""What a page shows, noted while it is read, so that a cached copy goes when that changes."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

EVERYTHING = "*"
LISTS = "lists"  # an order or a count of products, wherever it stands
MISSING = "missing"  # an address that leads to nothing yet

_shown: ContextVar[set[str] | None] = ContextVar("shown", default=None)


def product_tag(product_id: UUID) -> str:
    return f"product:{product_id}"


def variant_tag(variant_id: UUID) -> str:
    return f"variant:{variant_id}"


def shows(*tags: str) -> None:
    """Note that what is being read shows these. Costs nothing outside of ``noting_tags``."""
    shown = _shown.get()
    if shown is not None:
        shown.update(tags)


@contextmanager
def noting_tags() -> Generator[set[str]]:
    """The tags of everything that is read within, tasks started within included."""
    tags: set[str] = set()
    token = _shown.set(tags)
    try:
        yield tags
    finally:
        _shown.reset(token)
