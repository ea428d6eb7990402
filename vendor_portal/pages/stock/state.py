from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from core.catalog.queries import get_product
from core.db.session import read_session
from core.inventory.errors import NoSuchStock
from core.inventory.models import MovementKind, StockMovement
from core.inventory.queries import find_vendor_variant, list_movements
from core.ui.format import moment
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

WORDS = {
    MovementKind.RECEIVED: "Put on the shelf",
    MovementKind.ADJUSTED: "Counted",
    MovementKind.RESERVED: "Held for a checkout",
    MovementKind.RELEASED: "Given back by a checkout",
    MovementKind.EXPIRED: "Checkout not finished",
    MovementKind.ALLOCATED: "Ordered",
    MovementKind.DEALLOCATED: "Order canceled",
    MovementKind.SHIPPED: "Sent",
    MovementKind.RETURNED: "Came back",
}
SHOWN = 100


@dataclass(frozen=True, slots=True)
class MovementRow:
    at: str
    word: str
    on_hand: str
    reserved: str
    allocated: str
    reason: str

    @classmethod
    def of(cls, movement: StockMovement) -> Self:
        return cls(
            at=moment(movement.created_at),
            word=WORDS[movement.kind],
            on_hand=_signed(movement.on_hand_delta),
            reserved=_signed(movement.reserved_delta),
            allocated=_signed(movement.allocated_delta),
            reason=movement.reason,
        )


class StockState(LoadState, SessionState):
    """Everything that happened to the stock of one variant, newest first."""

    if TYPE_CHECKING:
        variant_id: str  # from the route, /inventory/[variant_id]

    title: str = ""
    options: str = ""
    sku: str = ""
    rows: list[MovementRow] = []

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        vendor_id, variant_id = caller.require_vendor(), read_id(self.variant_id)
        async with read_session() as session:
            found = await find_vendor_variant(session, vendor_id, variant_id)
            if found is None:
                raise NoSuchStock
            product = await get_product(session, found.product_id)
            movements = await list_movements(session, vendor_id, variant_id, limit=SHOWN)
        self.title, self.sku = product.title, found.sku
        self.options = ", ".join(found.options)
        self.rows = [MovementRow.of(movement) for movement in movements]


def _signed(delta: int) -> str:
    if delta == 0:
        return ""
    return f"+{delta}" if delta > 0 else f"−{-delta}"
