from typing import ClassVar

from core.kernel.errors import Conflict, Unavailable

NO_ANSWER = "The {called} did not answer in time."
UNREADABLE = "The {called} gave an answer that cannot be read."
UNREACHABLE = "The {called} cannot be reached at the moment."


class ServiceRefused(Conflict):
    """It understood and will not do it. ``refusal`` is its own word for why."""

    code: ClassVar[str] = "service_refused"

    def __init__(self, message: str, *, refusal: str = "") -> None:
        super().__init__(message)
        self.refusal = refusal


class ServiceUnavailable(Unavailable):
    """Certainly not processed: no connection, or turned away at the door. May be retried."""

    code: ClassVar[str] = "service_unavailable"


class TurnedAway(ServiceUnavailable):
    """The service said when to come back."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BreakerOpen(ServiceUnavailable):
    """It failed so often lately that it is left alone for a while. Nothing was sent."""


class OutcomeUnknown(Unavailable):
    """Sent, and no readable answer came. The same idempotency key must be used again."""

    code: ClassVar[str] = "outcome_unknown"
