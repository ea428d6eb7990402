"""Mails about prepaid value."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.events.subscribers import on
from core.identity import queries as users
from core.kernel.money import Money
from core.notifications.compose import prepaid as compose
from core.notifications.outbox import post
from core.orders.models import Order, OrderLine
from core.prepaid.events import GiftCardReady, PointsExpiring
from core.prepaid.links import card_link
from core.prepaid.models import GiftCard, GiftCardStatus, PointsAccount, PointsLot


@on(GiftCardReady)
async def mail_gift_card(session: AsyncSession, event: GiftCardReady) -> None:
    """To its recipient; without one to the buyer. Nothing if it was made void meanwhile."""
    card = await session.get_one(GiftCard, event.card_id)
    if card.status is not GiftCardStatus.ACTIVE:
        return
    letter = compose.gift_card(card, card_link(card), str(event.fact_id))
    await post(session, letter, card.recipient_email or await _buyer(session, card))


async def _buyer(session: AsyncSession, card: GiftCard) -> str:
    line = await session.get_one(OrderLine, card.order_line_id)
    return (await session.get_one(Order, line.order_id)).email


@on(PointsExpiring)
async def mail_ending_points(session: AsyncSession, event: PointsExpiring) -> None:
    lot = await session.get_one(PointsLot, event.lot_id)
    if lot.remaining == 0:
        return
    account = await session.get_one(PointsAccount, lot.account_id)
    user = await users.get_user(session, event.user_id)
    worth = Money(lot.remaining * lot.unit_minor, account.currency)
    letter = compose.points_end(lot.remaining, worth, lot.expires_at.date(), str(lot.id))
    await post(session, letter, user.email)
