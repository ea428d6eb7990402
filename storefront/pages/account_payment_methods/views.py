"""A saved card, as its owner tells it from others."""

from dataclasses import dataclass
from typing import Self

from core.kernel.clock import utc_now
from core.payments.method_models import SavedMethod


@dataclass(frozen=True, slots=True)
class MethodView:
    id: str = ""
    label: str = ""
    until: str = ""
    is_expired: bool = False

    @classmethod
    def of(cls, method: SavedMethod) -> Self:
        year, month, now = method.expiry_year or 0, method.expiry_month or 0, utc_now()
        brand = method.brand.capitalize() or method.kind.capitalize()
        return cls(
            id=str(method.id),
            label=f"{brand} ending in {method.last4}" if method.last4 else brand,
            until=f"Good until {month:02} / {year}" if year else "",
            is_expired=bool(year) and (year, month) < (now.year, now.month),
        )
