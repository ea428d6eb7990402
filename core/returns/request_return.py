"""A buyer asks to send pieces back: checked against what was promised and what is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Invalid
from core.kernel.money import Money, total
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import OrderLine, VendorOrder
from core.refunds.plan import worth_of
from core.returns import queries
from core.returns.access import lock_buyers_part
from core.returns.errors import OfferTooLarge
from core.returns.exchange import reserve_replacements
from core.returns.models import ReturnLine, ReturnRequest
from core.returns.moves import deadline, start_return
from core.returns.numbers import RETURN, new_number
from core.returns.photos import MOST_PHOTOS, bind_photos
from core.returns.statuses import Resolution, ReturnReason
from core.returns.terms import (
    ANSWER,
    ensure_in_window,
    ensure_returnable,
    is_legal_right,
    vendor_pays,
)

MOST_LINES = 100


class ReturnWish(BaseModel):
    """What the wizard sends. ``units`` by order line; ``replacements`` name the variant that a
    line is exchanged for; ``keep_minor`` is asked for keeping the piece.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    units: dict[UUID, int] = Field(max_length=MOST_LINES)
    reason: ReturnReason
    resolution: Resolution = Resolution.REFUND
    note: str = Field(default="", max_length=1000)
    keep_minor: int = Field(default=0, ge=0)
    replacements: dict[UUID, UUID] = Field(default_factory=dict, max_length=MOST_LINES)
    photos: list[UUID] = Field(default_factory=list, max_length=MOST_PHOTOS)


async def request_return(
    session: AsyncSession,
    caller: Principal,
    vendor_order_id: UUID,
    wish: ReturnWish,
    *,
    token: str = "",
) -> ReturnRequest:
    """The units are claimed at once, so that they cannot be returned or given back twice."""
    order, part = await lock_buyers_part(session, caller, vendor_order_id, token)
    now = await orders.db_now(session)
    window = ensure_in_window(part, wish.reason, now)
    lines = await orders.lock_lines(session, part.id)
    unsettled = await queries.unsettled_units(session, part.id)
    units = ensure_returnable(lines, wish.units, unsettled)
    found = ReturnRequest(
        number=new_number(RETURN),
        order_id=order.id,
        vendor_order_id=part.id,
        vendor_id=part.vendor_id,
        resolution=wish.resolution,
        reason=wish.reason,
        note=wish.note,
        currency=order.currency,
        offer_minor=_asked(wish, lines, units, order.currency),
        vendor_pays_postage=vendor_pays(wish.reason, wish.resolution),
        gives_delivery_back=is_legal_right(window, wish.resolution, now)
        and _is_everything(lines, units),
        due_at=await deadline(session, ANSWER),
    )
    session.add(found)
    await session.flush()
    await add_lines(session, found, lines, units)
    if wish.resolution is Resolution.EXCHANGE:
        await reserve_replacements(session, caller, found, lines, wish.replacements)
    await start_return(session, order, found, caller, "You asked to return this.")
    await bind_photos(session, order.id, wish.photos, found)
    return found


async def add_lines(
    session: AsyncSession,
    found: ReturnRequest,
    lines: list[OrderLine],
    units: Mapping[UUID, int],
) -> None:
    """A piece that the buyer keeps does not come back."""
    by_id = {line.id: line for line in lines}
    for line_id, count in units.items():
        session.add(ReturnLine(return_id=found.id, order_line_id=line_id, quantity=count))
        if found.resolution is not Resolution.KEEP:
            by_id[line_id].quantity_returned += count
    await session.flush()


@dataclass(frozen=True, slots=True)
class Preview:
    """What comes back if the pieces are as they were: for themselves, and for the delivery."""

    goods: Money
    delivery: Money


def preview_return(
    part: VendorOrder, lines: Sequence[OrderLine], wish: ReturnWish, now: datetime
) -> Preview:
    """As the wizard tells before anything is sent, by the rules that pay later."""
    window = ensure_in_window(part, wish.reason, now)
    whole = is_legal_right(window, wish.resolution, now) and _is_everything(lines, wish.units)
    return Preview(
        total(
            (worth_of(line, wish.units[line.id], part.currency) for line in lines
             if wish.units.get(line.id)),
            part.currency,
        ),
        Money(part.delivery_left_minor if whole else 0, part.currency),
    )  # fmt: skip


def _asked(
    wish: ReturnWish, lines: list[OrderLine], units: Mapping[UUID, int], currency: str
) -> int:
    if wish.resolution is not Resolution.KEEP:
        return 0
    most = total(
        (worth_of(line, units[line.id], currency) for line in lines if line.id in units),
        currency,
    )
    if not wish.keep_minor:
        raise Invalid("Say how much you would like to have back.", field="amount")
    if wish.keep_minor > most.minor:
        raise OfferTooLarge(f"{most.decimal} {currency}")
    return wish.keep_minor


def _is_everything(lines: Sequence[OrderLine], units: Mapping[UUID, int]) -> bool:
    """Nothing of the part stays with the buyer."""
    return all(
        line.quantity - line.quantity_refunded == units.get(line.id, 0) for line in lines
    )
