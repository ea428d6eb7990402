"""Why money does not leave."""

from typing import ClassVar

from core.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class NoSuchPayout(NotFound):
    code: ClassVar[str] = "no_such_payout"

    def __init__(self) -> None:
        super().__init__("There is no such payout.")


class NoSuchSepaFile(NotFound):
    code: ClassVar[str] = "no_such_sepa_file"

    def __init__(self) -> None:
        super().__init__("There is no such bank file.")


class PayoutAccountInvalid(Invalid):
    code: ClassVar[str] = "payout_account_invalid"


class PayoutPlanInvalid(Invalid):
    code: ClassVar[str] = "payout_plan_invalid"


class NotPayable(Conflict):
    """``reason`` is a sentence for the workshop and for staff."""

    code: ClassVar[str] = "not_payable"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class OwnPayout(Forbidden):
    code: ClassVar[str] = "own_payout"

    def __init__(self) -> None:
        super().__init__("You made this payout: a colleague has to approve it.")


class NothingToSend(Conflict):
    code: ClassVar[str] = "nothing_to_send"

    def __init__(self) -> None:
        super().__init__("No approved payout waits for a bank file.")


class SepaNotSetUp(Conflict):
    code: ClassVar[str] = "sepa_not_set_up"

    def __init__(self) -> None:
        super().__init__("Set ECOMARKET_SEPA_DEBTOR_IBAN to pay by bank file.")
