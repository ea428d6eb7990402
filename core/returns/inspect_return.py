"""The parcel is back: received, graded, and what follows from it, once."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.inventory.take_back import put_back, send_promised
from core.kernel.clock import utc_now
from core.kernel.errors import Conflict, Invalid
from core.kernel.money import Money
from core.kernel.principal import Principal
from core.orders import queries as orders
from core.orders.carriers import tracking_url
from core.orders.models import OrderLine, VendorOrder
from core.refunds.plan import worth_of
from core.returns import queries
from core.returns.access import lock_return_for, vendor_of
from core.returns.errors import OfferTooLarge
from core.returns.events import ReplacementSent
from core.returns.exchange import give_up_replacements, promised
from core.returns.models import ReturnLine, ReturnRequest
from core.returns.moves import move_return, say
from core.returns.pay_back import (
    ensure_no_attempt_runs,
    give_difference_back,
    pay_for_keeping,
    pay_return,
)
from core.returns.statuses import (
    EXCHANGE_LIFECYCLE,
    Condition,
    Disposition,
    ExchangeStatus,
    Resolution,
    ReturnStatus,
)
from core.returns.terms import INSPECT
from core.vendors import queries as vendors


class Grade(BaseModel):
    """What a returned line is like. A deduction needs words that the buyer reads."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    condition: Condition = Condition.AS_NEW
    disposition: Disposition = Disposition.RESTOCK
    withheld_minor: int = Field(default=0, ge=0)
    because: str = Field(default="", max_length=300)


FLAWLESS = Grade(disposition=Disposition.KEEP)


async def receive_return(session: AsyncSession, caller: Principal, return_id: UUID) -> None:
    """The workshop has the parcel, and seven days to look at what is in it."""
    order, _, found = await lock_return_for(session, vendor_of(caller), return_id)
    await move_return(
        session,
        order,
        found,
        ReturnStatus.RECEIVED,
        caller,
        "The workshop has the parcel.",
        within=INSPECT,
    )
    found.received_at = await orders.db_now(session)


async def inspect_return(
    session: AsyncSession,
    caller: Principal,
    return_id: UUID,
    grades: Mapping[UUID, Grade],
    *,
    pays_instead: bool = False,
) -> None:
    """Grade every returned line (by its id; the system takes all as flawless). Restocked pieces
    go on the shelf in this very transaction, and a refund is claimed in it.

    ``pays_instead``: money although an exchange or a repair was wished, as when it cannot be
    done.
    """
    order, part, found = await lock_return_for(session, vendor_of(caller), return_id)
    lines = {line.id: line for line in await orders.lock_lines(session, part.id)}
    rows = await queries.lines_of(session, found.id)
    for row in rows:
        grade = FLAWLESS if caller.is_system else grades.get(row.id)
        if grade is None:
            raise Invalid("Say of every piece what it is like.", field="grades")
        _grade(row, lines[row.order_line_id], grade, order.currency, found)
    await move_return(
        session, order, found, ReturnStatus.INSPECTED, caller, _result(rows, order.currency)
    )
    await _restock(session, caller, part, found, rows, lines)
    if pays_instead and found.resolution in {Resolution.EXCHANGE, Resolution.REPAIR}:
        await give_up_replacements(session, caller, found)
        found.resolution = Resolution.REFUND
    if found.resolution is Resolution.REFUND:
        await pay_return(session, caller, order, part, found)


async def pay_again(session: AsyncSession, caller: Principal, return_id: UUID) -> None:
    """The gateway had refused: staff have it asked once more."""
    caller.require_staff()
    order, part, found = await lock_return_for(session, None, return_id)
    keeps = found.resolution is Resolution.KEEP and found.status is ReturnStatus.APPROVED
    if not keeps and found.status is not ReturnStatus.INSPECTED:
        raise Conflict("This return waits for no money.")
    await ensure_no_attempt_runs(session, found)
    pay = pay_for_keeping if keeps else pay_return
    await pay(session, caller, order, part, found)


async def send_replacement(
    session: AsyncSession,
    caller: Principal,
    return_id: UUID,
    *,
    carrier: str,
    tracking_number: str = "",
) -> None:
    """What was set aside, or the repaired piece, goes to the buyer: no second payment."""
    order, part, found = await lock_return_for(session, vendor_of(caller), return_id)
    carrier, tracking_number = carrier.strip()[:60], tracking_number.strip()[:60]
    if not carrier:
        raise Invalid("Name the carrier that takes the parcel.", field="carrier")
    words = (
        "Repaired and on its way back to you"
        if (found.resolution is Resolution.REPAIR)
        else "The replacement is on its way to you"
    )
    await move_return(
        session, order, found, ReturnStatus.REPLACED, caller, f"{words} with {carrier}."
    )
    rows = await queries.open_exchanges(session, found.id)
    for row in rows:
        EXCHANGE_LIFECYCLE.check(row.status, ExchangeStatus.SENT)
        row.status, row.sent_at = ExchangeStatus.SENT, utc_now()
        row.carrier, row.tracking_number = carrier, tracking_number
        row.tracking_url = tracking_url(carrier, tracking_number)
    await send_promised(session, promised(rows, found), actor=caller.actor)
    await give_difference_back(session, caller, order, part, found)
    await emit(
        session,
        ReplacementSent(order_id=order.id, return_id=found.id, vendor_id=found.vendor_id),
    )
    await move_return(
        session, order, found, ReturnStatus.CLOSED, caller, "The return is complete."
    )


def _grade(
    row: ReturnLine, line: OrderLine, grade: Grade, currency: str, found: ReturnRequest
) -> None:
    most = worth_of(line, row.quantity, currency)
    if grade.withheld_minor > most.minor:
        raise OfferTooLarge(f"{most.decimal} {currency}")
    if grade.withheld_minor and not grade.because:
        raise Invalid("Say why you keep a part of the price.", field="because")
    if found.withdrawal_id and grade.condition is Condition.AS_NEW and grade.withheld_minor:
        raise Invalid("A piece that is as new has lost no value.", field="withheld")
    row.condition, row.disposition = grade.condition, grade.disposition
    row.withheld_minor, row.withheld_because = grade.withheld_minor, grade.because


async def _restock(
    session: AsyncSession,
    caller: Principal,
    part: VendorOrder,
    found: ReturnRequest,
    rows: list[ReturnLine],
    lines: dict[UUID, OrderLine],
) -> None:
    units: Counter[UUID] = Counter()
    for row in rows:
        if row.disposition is Disposition.RESTOCK:
            units[lines[row.order_line_id].variant_id] += row.quantity
    if not units:
        return
    vendor = await vendors.get_vendor(session, part.vendor_id)
    put = await put_back(
        session, vendor.id, vendor.country, units, reference=found.number, actor=caller.actor
    )
    for row in rows:
        if (
            row.disposition is Disposition.RESTOCK
            and lines[row.order_line_id].variant_id in put
        ):
            row.restocked = row.quantity
    if put:
        say(session, found, caller, f"{sum(put.values())} back on the shelf.")


def _result(rows: list[ReturnLine], currency: str) -> str:
    kept = [row for row in rows if row.withheld_minor]
    if not kept:
        return "The pieces were looked at and are as they should be."
    amount = Money(sum(row.withheld_minor for row in kept), currency)
    why = "; ".join(row.withheld_because for row in kept)
    return f"{amount.decimal} {currency} are kept back: {why}"[:1000]
