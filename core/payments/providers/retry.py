"""Try a gateway call again where that is safe, within one time budget.

Every call given here is idempotent: a read, or a write with a fixed idempotency key.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from core.payments.providers.base import OutcomeUnknown, ProviderUnavailable

T = TypeVar("T")

NO_ANSWER = "The payment service did not answer in time."
UNREADABLE = "The payment service gave an answer that cannot be read."
UNREACHABLE = "The payment service cannot be reached at the moment."


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds. ``total`` bounds all attempts together."""

    connect: float = 1
    read: float = 5
    total: float = 15
    attempts: int = 3
    pause: float = 0.25


class TurnedAway(ProviderUnavailable):
    """The gateway said when to come back."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


async def with_retries(call: Callable[[], Awaitable[T]], patience: Patience) -> T:
    """The first definite answer, or why there is none.

    Once one attempt may have had its effect, no later failure can say that nothing happened:
    the result stays ``OutcomeUnknown`` until a definite answer comes.
    """
    deadline = time.monotonic() + patience.total
    doubt: OutcomeUnknown | None = None
    attempt = 1
    while True:
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                return await call()
        except TimeoutError:
            raise doubt or OutcomeUnknown(NO_ANSWER) from None
        except OutcomeUnknown as error:
            doubt, failure = error, error
        except ProviderUnavailable as error:
            failure = error
        pause = _pause(attempt, failure, patience)
        attempt += 1
        if attempt > patience.attempts or time.monotonic() + pause >= deadline:
            raise doubt or failure
        await asyncio.sleep(pause)


def _pause(
    attempt: int, failure: OutcomeUnknown | ProviderUnavailable, patience: Patience
) -> float:
    if isinstance(failure, TurnedAway) and failure.retry_after is not None:
        return failure.retry_after
    return patience.pause * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311  jitter
