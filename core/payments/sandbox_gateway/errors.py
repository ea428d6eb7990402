"""What the gateway refuses. The API turns the kind into a status code."""

from typing import ClassVar

from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class UnknownKey(Forbidden):
    code: ClassVar[str] = "unknown_api_key"


class NoSuchSession(NotFound):
    code: ClassVar[str] = "no_such_session"


class NoSuchRefund(NotFound):
    code: ClassVar[str] = "no_such_refund"


class NoSuchPayout(NotFound):
    code: ClassVar[str] = "no_such_payout"


class NoSuchMethod(NotFound):
    code: ClassVar[str] = "no_such_method"


class Refused(Conflict):
    code: ClassVar[str] = "refused"


class WrongState(Conflict):
    code: ClassVar[str] = "wrong_state"


class AmountTooLarge(Conflict):
    code: ClassVar[str] = "amount_too_large"


class KeyReused(Invalid):
    """An idempotency key came back with a different request."""

    code: ClassVar[str] = "idempotency_key_reused"


class KeyMissing(Invalid):
    code: ClassVar[str] = "idempotency_key_missing"


class CardDeclined(Conflict):
    """Said in answer to a charge without its owner; ``code`` is the bank's word."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.decline_code = code


class BadCard(Invalid):
    """The form cannot be sent to the bank as filled in."""

    code: ClassVar[str] = "bad_card"
