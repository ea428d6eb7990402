from typing import TYPE_CHECKING, Any

import reflex as rx

from admin.components.panels import REASON
from admin.pages.gift_cards.views import PATH, CardRow, CardView, OwedView
from admin.state.filters import kept, text_of
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.prepaid.cards import issue_card, void_card
from core.prepaid.directory import get_card, list_cards, list_owed
from core.prepaid.hand_out import mail_card_again, mail_due_cards
from core.ui.acting import acts
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number


class GiftCardsState(LoadState, PanelState, SessionState):
    rows: list[CardRow] = []
    owed: list[OwedView] = []
    pager: Pager = Pager()
    q: str = ""
    form_key: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(address(PATH, kept(q=text_of(sent))))

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def issue(self, form_data: dict[str, Any]) -> None:
        """Mailed at once, with the rest that is due."""
        caller = await self._principal()
        email = str(form_data.get("email", "")).strip()
        if "@" not in email:
            raise Invalid("Enter the address that the card goes to.", field="email")
        amount = Money.from_decimal(read_amount(form_data.get("amount", "")), "EUR")
        async with transaction() as session:
            await issue_card(
                session,
                caller,
                amount,
                recipient_email=email,
                reason=str(form_data.get(REASON, "")),
            )
            await mail_due_cards(session)
        self._finish("The gift card is on its way.")
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q = text_of(query)
        async with read_session() as session:
            page = await list_cards(session, caller, search=self.q, page=page_number(query))
            owed = await list_owed(session, caller)
        self.rows = [CardRow.of(card) for card in page.items]
        self.owed = [OwedView.of(one) for one in owed]
        self.pager = Pager.of(page, PATH, kept(q=self.q), noun="gift card")
        self.form_key = address(PATH, kept(q=self.q))


class GiftCardState(LoadState, PanelState, SessionState):
    if TYPE_CHECKING:
        card_id: str  # from the route, /gift-cards/[card_id]

    card: CardView = CardView()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def void(self, form_data: dict[str, Any]) -> None:
        caller, reason = await self._principal(), str(form_data.get(REASON, ""))
        async with transaction() as session:
            await void_card(session, caller, read_id(self.card.id), reason=reason)
        self._finish("The card is void.")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def mail_again(self, _form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await mail_card_again(session, caller, read_id(self.card.id))
        self._finish("The card is mailed again.")
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            card, entries = await get_card(session, caller, read_id(self.card_id))
        self.card = CardView.of(card, entries)
