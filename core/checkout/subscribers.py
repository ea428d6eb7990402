"""A proved mailbox brings the claimed orders into its account."""

from sqlmodel.ext.asyncio.session import AsyncSession

from core.checkout.claim_order import hand_over_claimed
from core.events.subscribers import on
from core.identity.events import EmailVerified


@on(EmailVerified)
async def hand_over_claimed_orders(session: AsyncSession, event: EmailVerified) -> None:
    await hand_over_claimed(session, event.user_id)
