from typing import TYPE_CHECKING

import reflex as rx

from core.db.session import read_session
from core.prepaid.links import open_card
from core.prepaid.models import GiftCardStatus
from core.ui.format import day, money
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.state.ids import read_id
from storefront.state.shell import ShellState


class GiftCardState(LoadState, ShellState):
    """The card that a mail leads to, with its code. Nothing without the link's secret."""

    if TYPE_CHECKING:
        card_id: str  # from the route, /gift-cards/card/[card_id]

    amount: str = ""
    balance: str = ""
    recipient: str = ""
    sender: str = ""
    message: str = ""
    code: str = ""
    ends: str = ""
    is_live: bool = False

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        token = self.router.url.query_parameters.get("token", "")
        async with read_session() as session:
            card, code = await open_card(session, read_id(self.card_id), token)
        self.amount, self.balance = money(card.initial), money(card.balance)
        self.recipient, self.sender = card.recipient_name, card.sender_name
        self.message, self.code = card.message, code
        self.ends = f"To be spent by {day(card.expires_at)}" if card.expires_at else ""
        self.is_live = card.status is GiftCardStatus.ACTIVE
