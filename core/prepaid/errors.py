"""Why prepaid value is not taken."""

from datetime import datetime
from typing import ClassVar

from core.kernel.errors import Conflict, Invalid, NotFound
from core.kernel.money import Money


class PrepaidChanged(Conflict):
    """What the buyer agreed to pay with is not there anymore as it was shown."""

    code: ClassVar[str] = "prepaid_changed"

    def __init__(self) -> None:
        super().__init__(
            "What your gift cards, credit or points can pay has changed. "
            "Check what is left to pay, then order."
        )


class UnknownCard(NotFound):
    code: ClassVar[str] = "unknown_gift_card"

    def __init__(self) -> None:
        super().__init__("We do not know this code. Check it letter by letter.")


class CardNotUsable(Conflict):
    """The code is right, and still it pays nothing."""

    code: ClassVar[str] = "gift_card_not_usable"

    def __init__(self, why: str) -> None:
        super().__init__(why)

    @classmethod
    def expired(cls, at: datetime | None) -> "CardNotUsable":
        when = f" on {at:%-d %B %Y}" if at else ""
        return cls(f"This gift card expired{when}.")


class CardSpent(Conflict):
    code: ClassVar[str] = "gift_card_spent"

    def __init__(self) -> None:
        super().__init__("This gift card has been used, so its price cannot be refunded.")


class CardInOtherCurrency(Conflict):
    code: ClassVar[str] = "gift_card_in_other_currency"

    def __init__(self, card: str, bag: str) -> None:
        super().__init__(
            f"This gift card is in {card} and your bag is in {bag}. "
            f"Change the currency of the shop to {card} to use it."
        )


class TooManyCards(Invalid):
    code: ClassVar[str] = "too_many_gift_cards"

    def __init__(self, most: int) -> None:
        super().__init__(f"An order can be paid with {most} gift cards at most.")


class AmountOutOfBounds(Invalid):
    code: ClassVar[str] = "gift_card_amount"

    def __init__(self, smallest: Money, largest: Money) -> None:
        self.smallest, self.largest = smallest, largest
        super().__init__(
            f"Choose an amount from {smallest.decimal} to {largest.decimal} "
            f"{smallest.currency}.",
            field="amount",
        )


class NotEnough(Conflict):
    code: ClassVar[str] = "not_enough_prepaid"

    def __init__(self, what: str) -> None:
        super().__init__(f"There is less {what} left than this.")
