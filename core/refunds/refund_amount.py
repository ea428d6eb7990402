"""Give back an amount instead of pieces: an agreement or a decision, spread over what was
paid.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.payments.models import Refund
from core.refunds.errors import RefundExceedsCapture
from core.refunds.plan import Adjustment
from core.refunds.request_refund import claim_refund


def left_of(line: OrderLine) -> int:
    """What of a line was neither given back nor kept back."""
    return line.total_minor - line.refunded_minor - line.withheld_minor


def most_of(part: VendorOrder, lines: Collection[OrderLine]) -> int:
    """The most that can still be given back: prices, what was kept back of them, delivery."""
    prices = sum(line.total_minor - line.refunded_minor for line in lines)
    return prices + part.delivery_left_minor


async def claim_amount(
    session: AsyncSession,
    caller: Principal,
    order: Order,
    part: VendorOrder,
    amount: Money,
    *,
    lines_first: Collection[UUID] = (),
    frees_first: bool = False,
    reason: str,
    idempotency_key: str,
) -> Refund:
    """``lines_first`` bear it before the others; then the delivery, then what was kept back.
    ``frees_first``: what was kept back of those lines goes before anything else.

    The caller holds the locks of order and vendor order and has checked who may.
    """
    lines = await orders.lock_lines(session, part.id)
    if amount.minor > most_of(part, lines):
        raise RefundExceedsCapture(Money(most_of(part, lines), order.currency))
    named = [line for line in lines if line.id in lines_first]
    others = [line for line in lines if line.id not in lines_first]
    freed: dict[UUID, int] = {}
    rest = amount
    if frees_first:
        rest, freed = _share(rest, named, [line.withheld_minor for line in named])
    rest, extra = _share(rest, named, [left_of(line) for line in named])
    rest, more = _share(rest, others, [left_of(line) for line in others])
    delivery = min(rest.minor, part.delivery_left_minor)
    rest = Money(rest.minor - delivery, rest.currency)
    if rest:
        kept = [line.withheld_minor - freed.get(line.id, 0) for line in lines]
        for line_id, minor in _share(rest, lines, kept)[1].items():
            freed[line_id] = freed.get(line_id, 0) + minor
    extra |= more
    adjust = {
        id_: Adjustment(withheld=-freed.get(id_, 0), extra=extra.get(id_, 0))
        for id_ in freed.keys() | extra.keys()
    }
    return await claim_refund(
        session,
        caller,
        order,
        part,
        {},
        delivery_minor=delivery,
        reason=reason,
        idempotency_key=idempotency_key,
        adjust=adjust,
    )


def _share(
    amount: Money, lines: Sequence[OrderLine], caps: Sequence[int]
) -> tuple[Money, dict[UUID, int]]:
    """What the lines cannot bear, and each line's share of what they can."""
    borne = Money(min(amount.minor, sum(caps)), amount.currency)
    if not borne:
        return amount, {}
    shares = borne.allocate(caps)
    by_line = {line.id: share.minor for line, share in zip(lines, shares, strict=True) if share}
    return amount - borne, by_line
