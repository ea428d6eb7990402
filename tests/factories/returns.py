"""Orders that have arrived, and what buyers and workshops do with them afterwards."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.money import Money
from core.kernel.principal import GUEST, Principal
from core.kernel.secrets import derived_token
from core.orders import queries as orders
from core.orders.accept_vendor_order import accept_vendor_order
from core.orders.deliver_parcel import deliver_parcel
from core.orders.hand_over_parcel import hand_over_parcel
from core.orders.models import Order, OrderLine, VendorOrder
from core.orders.pack_parcel import pack_parcel
from core.payments import queries as payments
from core.returns import queries as returns
from core.returns.chargebacks import BankClaim, receive_chargeback
from core.returns.decide_return import approve_return
from core.returns.disputes import decide_dispute
from core.returns.inspect_return import Grade, inspect_return, receive_return
from core.returns.issues import Complaint, decline_offer, make_offer, open_issue
from core.returns.request_return import ReturnWish, request_return
from core.returns.statuses import DisputeOutcome, IssueKind, Resolution, ReturnReason
from core.settings import settings
from tests.factories.orders import a_paid_order, a_shelf
from tests.factories.principals import an_operator, owner_of
from tests.factories.shop import Sold, a_shopper


async def a_delivered_order(
    session: AsyncSession,
    pieces: Mapping[Sold, int] | Sequence[Sold],
    *,
    buyer: Principal = GUEST,
    days_ago: int = 2,
) -> Order:
    """Paid, sent and arrived ``days_ago``."""
    order = await a_paid_order(session, pieces, buyer=buyer)
    vendors = {piece.vendor.id: piece.vendor for piece in pieces}
    for part in await orders.vendor_orders_of(session, order.id):
        owner = owner_of(vendors[part.vendor_id])
        await deliver(session, owner, part)
        part.delivered_at = await orders.db_now(session) - timedelta(days=days_ago)
    await session.flush()
    return order


async def send(session: AsyncSession, owner: Principal, part: VendorOrder) -> UUID:
    await accept_vendor_order(session, owner, part.id)
    parcel = await pack_parcel(session, owner, part.id)
    await hand_over_parcel(session, owner, part.id, parcel.id, carrier="DHL")
    return parcel.id


async def deliver(session: AsyncSession, owner: Principal, part: VendorOrder) -> None:
    await deliver_parcel(session, owner, part.id, await send(session, owner, part))


async def only_part(session: AsyncSession, order: Order) -> tuple[VendorOrder, OrderLine]:
    (part,) = await orders.vendor_orders_of(session, order.id)
    (line,) = await orders.lines_of_vendor_order(session, part.id)
    return part, line


def link_of(order: Order) -> str:
    """The secret of the order's own link."""
    return derived_token(settings().secret_key.get_secret_value(), "order", order.id)


async def cases_of_every_kind(session: AsyncSession) -> None:
    """A return that was looked at, an exchange under way, a dispute that was decided, and a
    chargeback at the bank.
    """
    mug, lamp = await a_shelf(session)
    buyer = await a_shopper(session)
    await _a_graded_return(session, buyer, mug)
    part, line = await only_part(
        session, await a_delivered_order(session, {mug: 2}, buyer=buyer)
    )
    await request_return(
        session,
        buyer,
        part.id,
        ReturnWish(
            units={line.id: 1},
            reason=ReturnReason.DOES_NOT_FIT,
            resolution=Resolution.EXCHANGE,
            replacements={line.id: mug.variant.id},
        ),
    )
    await _a_decided_dispute(session, buyer, mug)
    order = await a_delivered_order(session, {mug: 1, lamp: 1}, buyer=buyer)
    (payment,) = await payments.payments_of(session, order.id)
    claim = BankClaim(
        provider=payment.provider,
        reference=f"dp_{order.number}",
        payment_id=payment.id,
        amount=Money(order.total_minor, order.currency),
        fee=Money(1500, order.currency),
        reason="fraudulent",
    )
    await receive_chargeback(session, claim)


async def _a_graded_return(session: AsyncSession, buyer: Principal, piece: Sold) -> None:
    owner = owner_of(piece.vendor)
    order = await a_delivered_order(session, {piece: 3}, buyer=buyer)
    part, line = await only_part(session, order)
    wish = ReturnWish(units={line.id: 2}, reason=ReturnReason.CHANGED_MIND)
    found = await request_return(session, buyer, part.id, wish)
    await approve_return(session, owner, found.id)
    await receive_return(session, owner, found.id)
    (row,) = await returns.lines_of(session, found.id)
    await inspect_return(session, owner, found.id, {row.id: Grade()})


async def _a_decided_dispute(session: AsyncSession, buyer: Principal, piece: Sold) -> None:
    order = await a_delivered_order(session, {piece: 2}, buyer=buyer)
    part, line = await only_part(session, order)
    complaint = Complaint(
        kind=IssueKind.DAMAGED, description="The handle is broken off.", units={line.id: 1}
    )
    issue = await open_issue(session, buyer, part.id, complaint)
    offer = Money(100, order.currency)
    await make_offer(session, owner_of(piece.vendor), issue.id, offer, note="Sorry")
    dispute = await decline_offer(session, buyer, issue.id)
    await decide_dispute(
        session, an_operator(), dispute.id, outcome=DisputeOutcome.BUYER, reason="Broken"
    )
