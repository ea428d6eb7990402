"""Bought gift cards leave the house: by mail, on the day that was asked for."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.outbox import emit
from core.identity import audit
from core.kernel.clock import utc_now
from core.kernel.ids import new_id
from core.kernel.principal import SYSTEM, Principal
from core.orders import queries as orders
from core.orders.history import move_vendor_order
from core.orders.models import Fulfillment, FulfillmentLine, Order, VendorOrder
from core.orders.numbers import parcel_number
from core.orders.statuses import FulfillmentStatus, VendorOrderStatus
from core.orders.summarize import summarize
from core.prepaid import shelf_queries
from core.prepaid.cards import lock_card
from core.prepaid.errors import CardNotUsable
from core.prepaid.events import GiftCardReady
from core.prepaid.models import GiftCardStatus

CARRIER = "E-mail"


async def hand_out(session: AsyncSession, order_id: UUID) -> None:
    """The gift cards of an order are delivered: they can be spent from now on."""
    parts = set(await shelf_queries.voucher_parts(session, order_id))
    if not parts:
        return
    order = await orders.lock_order(session, order_id)
    for part in await orders.lock_vendor_orders(session, order_id):
        if part.id in parts and part.status is VendorOrderStatus.ACCEPTED:
            await _deliver(session, order, part)
    await mail_due_cards(session)


async def _deliver(session: AsyncSession, order: Order, part: VendorOrder) -> None:
    now = utc_now()
    parcel = Fulfillment(
        vendor_order_id=part.id,
        number=parcel_number(part.number, 0),
        status=FulfillmentStatus.DELIVERED,
        carrier=CARRIER,
        handed_over_at=now,
        delivered_at=now,
    )
    session.add(parcel)
    await session.flush()
    lines = await orders.lock_lines(session, part.id)
    for line in lines:
        units = line.quantity_open
        line.quantity_fulfilled += units
        session.add(
            FulfillmentLine(fulfillment_id=parcel.id, order_line_id=line.id, quantity=units)
        )
    for status, message in (
        (VendorOrderStatus.FULFILLED, "Your gift cards are ready."),
        (
            VendorOrderStatus.DELIVERED,
            "Your gift cards can be spent. Each is mailed on its day.",
        ),
    ):
        move_vendor_order(session, part, status, SYSTEM, message)
    part.delivered_at = now
    await summarize(session, order, part, lines)


async def mail_due_cards(session: AsyncSession) -> int:
    """Mail the cards whose day has come; returns how many."""
    due = await shelf_queries.lock_due_for_mail(session)
    for card in due:
        card.mailed_at = utc_now()
        await emit(session, GiftCardReady(card_id=card.id, fact_id=new_id()))
    return len(due)


async def mail_card_again(session: AsyncSession, staff: Principal, card_id: UUID) -> None:
    """For somebody who lost the mail. To the address that the card was made for."""
    staff.require_staff()
    card = await lock_card(session, card_id)
    if card.status is not GiftCardStatus.ACTIVE:
        raise CardNotUsable("Only a card that can be spent is mailed.")
    card.mailed_at = utc_now()
    await emit(session, GiftCardReady(card_id=card.id, fact_id=new_id()))
    await audit.record(
        session, staff, "prepaid.mail_gift_card", "gift_card", card.id,
        f"Gift card ending {card.code_end} is mailed again",
    )  # fmt: skip
