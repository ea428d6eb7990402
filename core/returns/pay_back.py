"""The money of a return: what its pieces were worth, less what they lost, claimed once.

The refund's key is made of the return and the attempt. An attempt that the gateway refuses
gives its claim up, so that another one may follow; one that is under way is never repeated.
"""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.errors import Conflict
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.models import Order, OrderLine, VendorOrder
from core.payments import queries as payments
from core.payments.models import Refund, RefundStatus
from core.refunds.plan import Adjustment, worth_of
from core.refunds.request_refund import claim_refund
from core.returns import queries
from core.returns.models import ReturnLine, ReturnRequest
from core.returns.moves import move_return
from core.returns.statuses import Resolution, ReturnStatus

CAUSE = "return:"


def refund_key(found: ReturnRequest) -> str:
    return f"{CAUSE}{found.id}:{found.refund_attempts}"


def return_of_key(key: str) -> UUID | None:
    """The return that a refund belongs to, from the refund's key."""
    return UUID(key.split(":")[1]) if key.startswith(CAUSE) else None


async def pay_return(
    session: AsyncSession, caller: Principal, order: Order, part: VendorOrder,
    found: ReturnRequest,
) -> None:  # fmt: skip
    """After the inspection. Where nothing is left to give back the return is closed."""
    lines = {line.id: line for line in await orders.lock_lines(session, part.id)}
    rows = await queries.lines_of(session, found.id)
    units, adjust = _units_and_deductions(rows, lines, order.currency)
    delivery = part.delivery_left_minor if found.gives_delivery_back else 0
    worth = sum(worth_of(lines[line_id], count, order.currency).minor
                for line_id, count in units.items())  # fmt: skip
    kept = sum(change.withheld for change in adjust.values())
    if worth - kept + delivery <= 0:
        _take_without_money(lines, units, adjust)
        words = "The pieces were looked at: nothing is left to give back."
        await move_return(session, order, found, ReturnStatus.CLOSED, caller, words)
        return
    found.refund_attempts += 1
    refund = await claim_refund(
        session, caller, order, part, units, delivery_minor=delivery,
        reason=f"Return {found.number}", idempotency_key=refund_key(found), adjust=adjust,
    )  # fmt: skip
    found.refund_minor = refund.amount_minor


async def pay_for_keeping(
    session: AsyncSession, caller: Principal, order: Order, part: VendorOrder,
    found: ReturnRequest,
) -> None:  # fmt: skip
    """A part of the price for pieces that stay with the buyer."""
    lines = {line.id: line for line in await orders.lock_lines(session, part.id)}
    rows = await queries.lines_of(session, found.id)
    caps = [worth_of(lines[r.order_line_id], r.quantity, order.currency).minor for r in rows]
    if found.offer_minor > sum(caps):
        raise Conflict("More than that was given back for these pieces already.")
    shares = found.offer.allocate(caps)
    found.refund_attempts += 1
    refund = await claim_refund(
        session, caller, order, part, {}, delivery_minor=0,
        reason=f"Return {found.number}: you keep the piece",
        idempotency_key=refund_key(found),
        adjust={
            row.order_line_id: Adjustment(extra=share.minor)
            for row, share in zip(rows, shares, strict=True)
            if share
        },
    )  # fmt: skip
    found.refund_minor = refund.amount_minor


async def give_difference_back(
    session: AsyncSession, caller: Principal, order: Order, part: VendorOrder,
    found: ReturnRequest,
) -> None:  # fmt: skip
    """A replacement that costs less than the piece it replaces."""
    rows = {row.id: row for row in await queries.lines_of(session, found.id)}
    extra = {
        rows[one.return_line_id].order_line_id: Adjustment(extra=-one.difference_minor)
        for one in await queries.exchanges_of(session, found.id)
        if one.difference_minor < 0
    }
    if not extra:
        return
    found.refund_attempts += 1
    refund = await claim_refund(
        session, caller, order, part, {}, delivery_minor=0,
        reason=f"Return {found.number}: the replacement costs less",
        idempotency_key=refund_key(found), adjust=extra,
    )  # fmt: skip
    found.refund_minor = refund.amount_minor


async def ensure_no_attempt_runs(session: AsyncSession, found: ReturnRequest) -> None:
    refund = await payments.find_refund_by_key(session, refund_key(found))
    if refund is not None and refund.status is not RefundStatus.FAILED:
        raise Conflict("The refund of this return is under way already.")


async def settle_return(session: AsyncSession, caller: Principal, refund: Refund) -> None:
    """The refund went through. The caller has found out that it belongs to a return."""
    return_id = return_of_key(refund.idempotency_key)
    found = await queries.find_return(session, return_id) if return_id else None
    if found is None:
        return
    order, _ = await orders.lock_own_vendor_order(session, None, found.vendor_order_id)
    found = await queries.lock_return(session, found.id)
    keeps = found.resolution is Resolution.KEEP and found.status is ReturnStatus.APPROVED
    if not keeps and found.status is not ReturnStatus.INSPECTED:
        return
    await move_return(
        session, order, found, ReturnStatus.REFUNDED, caller, "The money has been paid back."
    )
    await move_return(
        session, order, found, ReturnStatus.CLOSED, caller, "The return is complete."
    )


def _units_and_deductions(
    rows: list[ReturnLine], lines: dict[UUID, OrderLine], currency: str
) -> tuple[dict[UUID, int], dict[UUID, Adjustment]]:
    """Units whose money went back another way meanwhile are passed over."""
    units: dict[UUID, int] = {}
    adjust: dict[UUID, Adjustment] = {}
    for row in rows:
        line = lines[row.order_line_id]
        count = min(row.quantity, line.quantity - line.quantity_refunded)
        worth = worth_of(line, count, currency).minor
        if count:
            units[line.id] = count
            adjust[line.id] = Adjustment(withheld=min(row.withheld_minor, worth))
    return units, adjust


def _take_without_money(
    lines: dict[UUID, OrderLine], units: dict[UUID, int], adjust: dict[UUID, Adjustment]
) -> None:
    for line_id, count in units.items():
        lines[line_id].quantity_refunded += count
        lines[line_id].withheld_minor += adjust[line_id].withheld
