"""Why a return, an issue or a dispute is refused."""

from datetime import date
from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound


class NoSuchCase(NotFound):
    """Also the answer for cases that are somebody else's."""

    code: ClassVar[str] = "no_such_case"

    def __init__(self) -> None:
        super().__init__("We cannot find this case.")


class NotDeliveredYet(Conflict):
    code: ClassVar[str] = "not_delivered_yet"

    def __init__(self) -> None:
        super().__init__(
            "This has not arrived yet. Cancel the order, withdraw from it, or report that it "
            "did not arrive."
        )


class WindowOver(Conflict):
    code: ClassVar[str] = "return_window_over"

    def __init__(self, ended_on: date) -> None:
        self.ended_on = ended_on
        super().__init__(
            f"The time to return this ended on {ended_on:%-d %B %Y}. If it is faulty, say so: "
            "that right lasts two years."
        )


class NothingToReturn(Invalid):
    code: ClassVar[str] = "nothing_to_return"

    def __init__(self) -> None:
        super().__init__("Choose at least one piece.", field="units")


class TooManyToReturn(Invalid):
    code: ClassVar[str] = "too_many_to_return"

    def __init__(self, title: str, left: int) -> None:
        super().__init__(f"{left} of “{title}” can still come back.", field="units")


class LegalRight(Conflict):
    """Within 14 days of delivery a consumer needs no reason, so there is nothing to refuse."""

    code: ClassVar[str] = "legal_right"

    def __init__(self) -> None:
        super().__init__(
            "The buyer withdraws within 14 days of delivery: the law leaves no refusal. A loss "
            "in value can be kept back when you have the piece."
        )


class NoSuchVariant(Invalid):
    code: ClassVar[str] = "no_such_variant"

    def __init__(self) -> None:
        super().__init__(
            "Choose another variant of the same piece that costs no more.", field="replacement"
        )


class AlreadyOpen(Conflict):
    code: ClassVar[str] = "case_already_open"

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} about this is still open.")


class OfferTooLarge(Invalid):
    code: ClassVar[str] = "offer_too_large"

    def __init__(self, most: str) -> None:
        super().__init__(f"At most {most}.", field="amount")


class BankDecides(Conflict):
    code: ClassVar[str] = "bank_decides"

    def __init__(self) -> None:
        super().__init__("The buyer's bank has the money and decides. Answer it with evidence.")


class OfferOver(Conflict):
    code: ClassVar[str] = "offer_over"

    def __init__(self) -> None:
        super().__init__("This offer is no longer open.")
