"""Why money is not given back."""

from typing import ClassVar

from core.kernel.errors import Conflict, Invalid
from core.kernel.money import Money


class NothingToRefund(Invalid):
    code: ClassVar[str] = "nothing_to_refund"

    def __init__(self) -> None:
        super().__init__("Choose what to refund: pieces, delivery, or both.")


class RefundTooLarge(Conflict):
    """``left`` is what can still be refunded of the thing asked for."""

    code: ClassVar[str] = "refund_too_large"

    def __init__(self, what: str, left: str) -> None:
        super().__init__(f"{left} of {what} can still be refunded.")


class NotPaid(Conflict):
    code: ClassVar[str] = "not_paid"

    def __init__(self) -> None:
        super().__init__("No money was taken for this, so there is none to give back.")


class NoAccount(Conflict):
    code: ClassVar[str] = "no_account_for_credit"

    def __init__(self) -> None:
        super().__init__("This buyer has no account that could hold store credit.")


class RefundExceedsCapture(Conflict):
    code: ClassVar[str] = "refund_exceeds_capture"

    def __init__(self, left: Money) -> None:
        self.left = left
        super().__init__("This is more than was paid.")


class RefundChanged(Conflict):
    """The order moved on between the preview and the press; nothing was refunded."""

    code: ClassVar[str] = "refund_changed"

    def __init__(self, amount: Money) -> None:
        self.amount = amount
        super().__init__("The order has changed meanwhile. Look at the new amount first.")
