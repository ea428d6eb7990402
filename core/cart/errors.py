"""Why a bag refuses."""

from datetime import date
from typing import ClassVar

from core.cart.models import MAX_LINES
from core.kernel.errors import Conflict, Invalid, NotFound


class NoBagCookie(Invalid):
    code: ClassVar[str] = "no_bag_cookie"

    def __init__(self) -> None:
        super().__init__("Your browser keeps no cookies for this shop, so it can keep no bag.")


class NotForSale(NotFound):
    """The variant is unknown, hidden, or its workshop does not sell at present."""

    code: ClassVar[str] = "not_for_sale"

    def __init__(self) -> None:
        super().__init__("This is not for sale at the moment.")


class WorkshopAway(Conflict):
    """On holiday: nothing is ordered until it is back."""

    code: ClassVar[str] = "workshop_away"

    def __init__(self, workshop: str, back_on: date) -> None:
        self.back_on = back_on
        super().__init__(
            f"{workshop} is on holiday and sells again from {back_on.day} {back_on:%B}."
        )


class NoPrice(Conflict):
    code: ClassVar[str] = "no_price"

    def __init__(self, currency: str) -> None:
        self.currency = currency
        super().__init__(f"This is not sold in {currency}.")


class NoSuchLine(NotFound):
    code: ClassVar[str] = "no_such_line"

    def __init__(self) -> None:
        super().__init__("This is no longer in your bag.")


class NothingToShare(Invalid):
    code: ClassVar[str] = "nothing_to_share"

    def __init__(self) -> None:
        super().__init__("There is nothing in your bag to show.")


class NoSuchSharedBag(NotFound):
    code: ClassVar[str] = "no_such_shared_bag"

    def __init__(self) -> None:
        super().__init__("This link shows no bag. It may be cut short, or older than 30 days.")


class BagFull(Conflict):
    code: ClassVar[str] = "bag_full"

    def __init__(self) -> None:
        super().__init__(f"A bag holds {MAX_LINES} different things. Order these first.")


class BagClosed(Conflict):
    """The bag was merged or ordered in another tab."""

    code: ClassVar[str] = "bag_closed"

    def __init__(self) -> None:
        super().__init__("This bag was closed in another window. Reload the page.")
