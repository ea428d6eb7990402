"""Why stock is refused."""

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from core.kernel.errors import Conflict, NotFound


class OutOfStock(Conflict):
    """``available`` tells, for each variant that fell short, how many units are left."""

    code: ClassVar[str] = "out_of_stock"

    def __init__(self, available: Mapping[UUID, int]) -> None:
        self.available = dict(available)
        left = max(self.available.values(), default=0)
        if len(self.available) > 1:
            message = "Some of these are no longer available in the quantity you chose."
        elif left > 0:
            message = f"Only {left} left."
        else:
            message = "This is sold out."
        super().__init__(message)


class StockMoved(Conflict):
    code: ClassVar[str] = "stock_moved"

    def __init__(self, on_hand: int) -> None:
        self.on_hand = on_hand
        super().__init__(
            f"The stock changed to {on_hand} while you were looking. Check and save again."
        )


class NoSuchStock(NotFound):
    code: ClassVar[str] = "no_such_stock"

    def __init__(self) -> None:
        super().__init__("There is no such stock in your workshop.")
