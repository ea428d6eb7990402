"""Why a checkout does not go on."""

from typing import ClassVar

from core.checkout.quote import Quote
from core.kernel.errors import Conflict, Invalid


class EmptyBag(Invalid):
    code: ClassVar[str] = "empty_bag"

    def __init__(self) -> None:
        super().__init__("There is nothing in your bag to order.")


class QuoteChanged(Conflict):
    """Something the buyer agreed to is different now. ``quote`` is what it would cost."""

    code: ClassVar[str] = "quote_changed"

    def __init__(self, quote: Quote) -> None:
        self.quote = quote
        super().__init__("A price or delivery cost changed. Check the new total, then order.")


class NotForSaleAnymore(Conflict):
    code: ClassVar[str] = "not_for_sale_anymore"

    def __init__(self, titles: list[str]) -> None:
        self.titles = titles
        names = ", ".join(f"“{title}”" for title in titles)
        super().__init__(f"{names} cannot be bought at the moment. Take it out to go on.")


class NotPayable(Conflict):
    code: ClassVar[str] = "not_payable"

    def __init__(self) -> None:
        super().__init__("This order can no longer be paid. Your bag still has its contents.")
