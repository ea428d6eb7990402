"""The way of a piece back to its workshop, in single steps."""

from sqlmodel import select

from core.inventory.models import StockLevel
from core.returns import queries
from core.returns.decide_return import (
    approve_return,
    send_back,
)
from core.returns.inspect_return import (
    Grade,
    receive_return,
)
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import (
    ReturnReason,
)
from tests.factories.returns import only_part


def a_wish(line, units=1, **changes):
    facts = {"reason": ReturnReason.CHANGED_MIND} | changes
    return ReturnWish(units={line.id: units}, **facts)


async def on_hand(session, variant):
    statement = select(StockLevel).where(StockLevel.variant_id == variant.id)
    row = (await session.exec(statement.execution_options(populate_existing=True))).one()
    return row.on_hand, row.allocated


async def graded(session, found, **facts):
    return {row.id: Grade(**facts) for row in await queries.lines_of(session, found.id)}


async def a_return(session, order, buyer, units=1, **changes):
    part, line = await only_part(session, order)
    return await request_return(session, buyer, part.id, a_wish(line, units, **changes))


async def back_at(session, owner, found, buyer):
    await approve_return(session, owner, found.id)
    await send_back(session, buyer, found.id, carrier="DHL", tracking_number="1")
    await receive_return(session, owner, found.id)
