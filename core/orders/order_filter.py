"""What a list of orders is narrowed to, as it stands in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Self
from uuid import UUID

from core.orders.statuses import OrderPaymentStatus, OrderStatus

LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """``text`` matches number, e-mail or the name on the parcel; ``first`` and ``last`` are
    days in UTC, both included.
    """

    text: str = ""
    status: OrderStatus | None = None
    payment: OrderPaymentStatus | None = None
    first: date | None = None
    last: date | None = None
    user_id: UUID | None = None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """From the parameters of an address; what makes no sense is left out."""
        status, payment = query.get("status", ""), query.get("payment", "")
        return cls(
            text=query.get("q", "").strip()[:LONGEST_TEXT],
            status=OrderStatus(status) if status in set(OrderStatus) else None,
            payment=OrderPaymentStatus(payment) if payment in set(OrderPaymentStatus) else None,
            first=_day(query.get("from", "")),
            last=_day(query.get("to", "")),
        )

    def query(self) -> dict[str, str]:
        """The parameters that say something."""
        written = {
            "q": self.text,
            "status": self.status or "",
            "payment": self.payment or "",
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in written.items() if value}

    @property
    def since(self) -> datetime | None:
        return _midnight(self.first) if self.first else None

    @property
    def until(self) -> datetime | None:
        """The first moment after the last day; the calendar's last day has none."""
        if self.last is None or self.last == date.max:
            return None
        return _midnight(self.last + timedelta(days=1))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
