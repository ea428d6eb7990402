"""Run a unit of work again when another one got there first."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from psycopg.errors import DeadlockDetected, SerializationFailure, UniqueViolation
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
ATTEMPTS = 4


def violated_constraint(error: DBAPIError) -> str | None:
    """Name of the unique constraint that refused, if that is what happened."""
    cause = error.orig
    return cause.diag.constraint_name if isinstance(cause, UniqueViolation) else None


async def retried(work: Callable[[], Awaitable[T]], *, on_unique: str | None = None) -> T:
    """Call ``work`` (which opens its own transaction) again after a deadlock, a serialization
    failure, or a
    violation of the constraint ``on_unique``, where the second run finds the first caller's
    result.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return await work()
        except DBAPIError as error:
            transient = isinstance(error.orig, DeadlockDetected | SerializationFailure)
            duplicate = on_unique is not None and violated_constraint(error) == on_unique
            if attempt == ATTEMPTS or not (transient or duplicate):
                raise
    raise AssertionError("unreachable")
