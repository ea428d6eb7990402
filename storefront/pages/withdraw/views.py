"""What of an order may be withdrawn, and what comes back for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from core.kernel.money import Money, total
from core.media.picture import media_url
from core.orders.models import Order, OrderLine
from core.returns.withdrawable import WithdrawablePart
from core.ui.format import money


@dataclass(frozen=True, slots=True)
class WithdrawableLine:
    id: str = ""
    title: str = ""
    about: str = ""
    image: str = ""
    left: int = 0
    chosen: str = "0"
    choices: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @classmethod
    def of(cls, line: OrderLine, part: WithdrawablePart, order: Order) -> Self:
        left = part.split.units.get(line.id, 0)
        unit = Money(line.total_minor, order.currency).scale(1, line.quantity)
        return cls(
            id=str(line.id),
            title=line.title,
            about=", ".join([*line.options, f"{money(unit)} each"]),
            image=media_url(line.image_key) if line.image_key else "",
            left=left,
            chosen=str(left),
            choices=[(str(count), str(count)) for count in range(left, -1, -1)],
        )


@dataclass(frozen=True, slots=True)
class SumsView:
    """What follows from the choice: the money, the delivery in it, and the way back."""

    is_any: bool = False
    amount: str = ""
    delivery: str = ""
    has_canceled: bool = False
    has_back: bool = False

    @classmethod
    def of(cls, parts: Sequence[WithdrawablePart], currency: str) -> Self:
        goods = total((part.goods for part in parts), currency)
        delivery = total((part.delivery for part in parts), currency)
        return cls(
            is_any=any(part.split.units for part in parts),
            amount=money(goods + delivery),
            delivery=money(delivery) if delivery else "",
            has_canceled=any(part.split.cancel for part in parts),
            has_back=any(part.split.back for part in parts),
        )
