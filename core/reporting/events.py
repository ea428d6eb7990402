"""What the proofs found."""

from core.events.base import DomainEvent


class BooksContradicted(DomainEvent):
    """Something does not add up. ``findings`` are sentences with the rows they are about."""

    findings: list[str]
