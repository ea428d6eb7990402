"""Try a call again where that is safe, within one time budget.

Every call given here is idempotent: a read, or a write with a fixed idempotency key.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from core.outbound.errors import (
    NO_ANSWER,
    BreakerOpen,
    OutcomeUnknown,
    ServiceUnavailable,
    TurnedAway,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call may take, in seconds. ``total`` bounds all attempts together."""

    connect: float = 1
    read: float = 5
    total: float = 15
    attempts: int = 3
    pause: float = 0.25


async def with_retries(
    call: Callable[[], Awaitable[T]], patience: Patience, called: str = "service"
) -> T:
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
            raise doubt or OutcomeUnknown(NO_ANSWER.format(called=called)) from None
        except BreakerOpen as error:
            raise doubt or error from error
        except OutcomeUnknown as error:
            doubt, failure = error, error
        except ServiceUnavailable as error:
            failure = error
        pause = _pause(attempt, failure, patience)
        attempt += 1
        if attempt > patience.attempts or time.monotonic() + pause >= deadline:
            raise doubt or failure
        await asyncio.sleep(pause)


def _pause(
    attempt: int, failure: OutcomeUnknown | ServiceUnavailable, patience: Patience
) -> float:
    if isinstance(failure, TurnedAway) and failure.retry_after is not None:
        return failure.retry_after
    return patience.pause * 2 ** (attempt - 1) * random.uniform(0.5, 1.5)  # noqa: S311  jitter
