"""A change of one stock level, and the log line that goes with it."""

from dataclasses import dataclass

from core.inventory.models import StockLevel


@dataclass(frozen=True, slots=True)
class Change:
    """Deltas for a *locked* level. ``reference`` names the order line or order that causes
    it.
    """

    level: StockLevel
    on_hand: int = 0
    reserved: int = 0
    allocated: int = 0
    reference: str = ""

    @property
    def available_before(self) -> int:
        return self.level.available

    @property
    def available_after(self) -> int:
        return self.level.available + self.on_hand - self.reserved - self.allocated
