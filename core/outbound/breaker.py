"""Leaves a service alone that fails, and lets one call find out whether it is back."""

import time
from dataclasses import dataclass, field
from enum import StrEnum


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(slots=True)
class Breaker:
    """Opens after ``threshold`` failures in a row. After ``pause`` seconds one call may pass;
    its result closes or opens it again.
    """

    threshold: int = 5
    pause: float = 30
    failures: int = 0
    opened_at: float = field(default=0, init=False)
    is_probing: bool = field(default=False, init=False)

    @property
    def state(self) -> BreakerState:
        if self.failures < self.threshold:
            return BreakerState.CLOSED
        is_over = time.monotonic() - self.opened_at >= self.pause
        return BreakerState.HALF_OPEN if is_over else BreakerState.OPEN

    def lets_through(self) -> bool:
        """Whether a call may be made now; a yes in the half-open state is given once."""
        match self.state:
            case BreakerState.CLOSED:
                return True
            case BreakerState.OPEN:
                return False
            case BreakerState.HALF_OPEN:
                is_first, self.is_probing = not self.is_probing, True
                return is_first

    def succeeded(self) -> None:
        self.failures, self.is_probing = 0, False

    def failed(self) -> None:
        self.failures += 1
        self.is_probing = False
        if self.failures >= self.threshold:
            self.opened_at = time.monotonic()

    def abandoned(self) -> None:
        """The call ended without telling anything about the service."""
        self.is_probing = False
