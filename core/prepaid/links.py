"""The page of one gift card, for whoever was sent its link. The code is on the page only."""

from hmac import compare_digest
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from core.kernel.secrets import derived_token
from core.prepaid.codes import code_of, printed
from core.prepaid.errors import UnknownCard
from core.prepaid.models import GiftCard, GiftCardStatus
from core.settings import AppName, settings


def _token(card_id: UUID) -> str:
    secret = settings().secret_key.get_secret_value()
    return derived_token(secret, "gift-card-link", card_id)


def card_link(card: GiftCard) -> str:
    origin = settings().origin(AppName.STOREFRONT)
    return f"{origin}/gift-cards/card/{card.id}?token={_token(card.id)}"


async def open_card(session: AsyncSession, card_id: UUID, token: str) -> tuple[GiftCard, str]:
    """The card and its code in print; nothing for a wrong token."""
    card = await session.get(GiftCard, card_id)
    is_right = compare_digest(token.encode(), _token(card_id).encode())
    if card is None or not is_right or card.status is GiftCardStatus.PENDING:
        raise UnknownCard
    return card, printed(code_of(card.id))
