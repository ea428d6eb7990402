"""One service as this process reaches it: retries, breaker and measurements around a call."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from core.kernel.errors import DomainError
from core.outbound.breaker import Breaker, BreakerState
from core.outbound.errors import (
    UNREACHABLE,
    BreakerOpen,
    OutcomeUnknown,
    ServiceUnavailable,
    TurnedAway,
)
from core.outbound.patience import Patience, with_retries

T = TypeVar("T")
log = logging.getLogger(__name__)


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt, as it is counted."""

    service: str
    operation: str
    outcome: Outcome
    seconds: float
    breaker: BreakerState


Listener = Callable[[Call], Awaitable[None]]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have ``listener`` told of every attempt of this process."""
    if listener not in _listeners:
        _listeners.append(listener)


@dataclass(slots=True)
class Line:
    """``called`` is the service in sentences for people."""

    name: str
    called: str = "service"
    patience: Patience = field(default_factory=Patience)
    breaker: Breaker = field(default_factory=Breaker)

    async def write(self, operation: str, attempt: Callable[[], Awaitable[T]]) -> T:
        """A call with an effect; every attempt of it carries the same idempotency key."""
        return await with_retries(
            lambda: self._measured(operation, attempt), self.patience, self.called
        )

    async def read(self, operation: str, attempt: Callable[[], Awaitable[T]]) -> T:
        try:
            return await self.write(operation, attempt)
        except OutcomeUnknown as error:  # reading has no effect that could be in doubt
            raise ServiceUnavailable(error.message) from error

    async def _measured(self, operation: str, attempt: Callable[[], Awaitable[T]]) -> T:
        if not self.breaker.lets_through():
            raise BreakerOpen(UNREACHABLE.format(called=self.called))
        began = time.monotonic()
        outcome = None
        try:
            answer = await attempt()
        except TurnedAway:  # busy is not broken
            self.breaker.abandoned()
            outcome = Outcome.UNAVAILABLE
            raise
        except OutcomeUnknown:
            self.breaker.failed()
            outcome = Outcome.UNKNOWN
            raise
        except ServiceUnavailable:
            self.breaker.failed()
            outcome = Outcome.UNAVAILABLE
            raise
        except DomainError:  # a definite no is a sign of health
            self.breaker.succeeded()
            outcome = Outcome.REFUSED
            raise
        except asyncio.CancelledError:  # the time of all attempts is over
            self.breaker.failed()
            outcome = Outcome.UNKNOWN
            raise
        except BaseException:
            self.breaker.abandoned()
            raise
        else:
            self.breaker.succeeded()
            outcome = Outcome.DONE
            return answer
        finally:
            if outcome is not None:
                await self._tell(operation, outcome, time.monotonic() - began)

    async def _tell(self, operation: str, outcome: Outcome, seconds: float) -> None:
        call = Call(self.name, operation, outcome, seconds, self.breaker.state)
        for listener in _listeners:
            await listener(call)
