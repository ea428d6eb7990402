"""Withdrawal from the contract, as article 11a of Directive 2011/83/EU (by 2023/2673) wants it:
one statement, one confirmation, no account, and at once a receipt that says what came and when.

What has not left is canceled; what has left becomes an approved return.
"""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.kernel.errors import Conflict
from core.kernel.principal import SYSTEM, Principal
from core.orders import queries as orders
from core.orders.errors import NoSuchOrder
from core.orders.history import note
from core.orders.models import Order, VendorOrder
from core.orders.statuses import OrderStatus
from core.refunds.cancel_units import cancel_units
from core.refunds.cancel_vendor_order import cancel_vendor_order
from core.returns import queries
from core.returns.decide_return import grant
from core.returns.errors import NothingToReturn
from core.returns.events import WithdrawalReceived
from core.returns.models import ReturnRequest, Withdrawal
from core.returns.moves import start_return
from core.returns.numbers import RETURN, WITHDRAWAL, new_number
from core.returns.request_return import add_lines
from core.returns.statuses import Resolution, ReturnReason
from core.returns.withdrawable import Split, split_of, wanted_of


class NothingToWithdraw(Conflict):
    code = "nothing_to_withdraw"

    def __init__(self) -> None:
        super().__init__(
            "There is nothing left in this order that you can withdraw from. If a piece is "
            "faulty or did not arrive, report a problem on the page of your order."
        )


class Statement(BaseModel):
    """What the form asks: who, which contract, where the receipt goes. ``units`` by line, or
    nothing for the whole order.
    """

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    number: str = Field(min_length=1, max_length=16)
    email: EmailStr = Field(max_length=254)
    note: str = Field(default="", max_length=1000)
    units: dict[UUID, int] = Field(default_factory=dict, max_length=100)


async def find_contract(session: AsyncSession, statement: Statement) -> Order:
    """The first step: the order that the number and the address name. Wrong ones are told
    apart by nothing.
    """
    order = await orders.find_by_number_and_email(session, statement.number, statement.email)
    if order is None or order.status is not OrderStatus.PLACED:
        raise NoSuchOrder
    return order


async def withdraw(
    session: AsyncSession, statement: Statement, caller: Principal
) -> Withdrawal:
    """The second step: it counts from now. The receipt leaves with this transaction."""
    if statement.units and not any(statement.units.values()):
        raise NothingToReturn
    found = await find_contract(session, statement)
    order = await orders.lock_order(session, found.id)
    parts = await orders.lock_vendor_orders(session, order.id)
    withdrawal = Withdrawal(
        number=new_number(WITHDRAWAL),
        order_id=order.id,
        name=statement.name,
        email=order.email,
        note=statement.note,
        units={str(line_id): count for line_id, count in statement.units.items() if count},
    )
    session.add(withdrawal)
    await session.flush()
    note(
        session, order.id, "withdrawal.received",
        f"{withdrawal.number}: you withdrew from the contract.", caller,
    )  # fmt: skip
    taken: dict[UUID, int] = {}
    canceled: dict[UUID, int] = {}
    for part in parts:
        split = await _withdraw_part(session, withdrawal, order, part)
        taken |= split.units
        canceled |= split.cancel
    if not taken:
        raise NothingToWithdraw
    await emit(
        session,
        WithdrawalReceived(order_id=order.id, withdrawal_id=withdrawal.id, canceled=canceled),
    )
    return withdrawal


async def _withdraw_part(
    session: AsyncSession, withdrawal: Withdrawal, order: Order, part: VendorOrder
) -> Split:
    lines = await orders.lock_lines(session, part.id)
    unsettled = await queries.unsettled_units(session, part.id)
    now = await orders.db_now(session)
    split = split_of(part, lines, unsettled, wanted_of(withdrawal.units), now)
    reason = f"Withdrawal {withdrawal.number}"
    if split.ends_part:
        await cancel_vendor_order(session, SYSTEM, part.id, reason=reason)
        return split
    if split.cancel:
        await cancel_units(
            session, SYSTEM, order, part, split.cancel,
            delivery_minor=0 if split.back or not split.is_whole else part.delivery_left_minor,
            reason=reason, idempotency_key=f"{withdrawal.id}:{part.id}",
        )  # fmt: skip
    if split.back:
        await _return_part(session, withdrawal, order, part, split)
    return split


async def _return_part(
    session: AsyncSession,
    withdrawal: Withdrawal,
    order: Order,
    part: VendorOrder,
    split: Split,
) -> None:
    """Pieces that have left come back without a reason. Postage is the buyer's, as the legal
    text says.
    """
    lines = await orders.lock_lines(session, part.id)
    found = ReturnRequest(
        number=new_number(RETURN),
        order_id=order.id,
        vendor_order_id=part.id,
        vendor_id=part.vendor_id,
        withdrawal_id=withdrawal.id,
        resolution=Resolution.REFUND,
        reason=ReturnReason.CHANGED_MIND,
        note=withdrawal.note,
        currency=order.currency,
        gives_delivery_back=split.is_whole,
    )
    session.add(found)
    await session.flush()
    await add_lines(session, found, lines, split.back)
    await start_return(session, order, found, SYSTEM, f"Withdrawal {withdrawal.number}.")
    words = "A withdrawal within 14 days needs no reason and no approval."
    await grant(session, SYSTEM, order, part, found, words)
