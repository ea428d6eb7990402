from typing import Any

import reflex as rx

from core.db.session import read_session
from core.kernel.errors import DomainError
from core.prepaid.choose import look_up
from core.prepaid.models import GiftCardStatus
from core.ui.format import day, money
from core.ui.guards import public
from core.ui.loading import LoadState, page_load
from storefront.state.shell import ShellState

LONGEST_CODE = 60
WORDS = {
    GiftCardStatus.ACTIVE: "Ready to spend",
    GiftCardStatus.DEPLETED: "Nothing left",
    GiftCardStatus.EXPIRED: "Its term is over",
    GiftCardStatus.VOIDED: "Canceled",
}


class BalanceState(LoadState, ShellState):
    problem: str = ""
    balance: str = ""
    initial: str = ""
    standing: str = ""
    ends: str = ""

    @rx.event
    @public
    @page_load
    async def load(self) -> None:
        self.problem = self.balance = ""

    @rx.event
    @public
    async def ask(self, form_data: dict[str, Any]) -> Any:
        """The code is looked up and forgotten."""
        self.problem = self.balance = ""
        code = str(form_data.get("gift_code", ""))[:LONGEST_CODE]
        try:
            async with read_session() as session:
                card = await look_up(session, code, address=self.router.session.client_ip)
        except DomainError as refused:
            self.problem = refused.message
            return rx.set_focus("field-gift_code")
        self.balance, self.initial = money(card.balance), money(card.initial)
        self.standing = WORDS[card.status]
        self.ends = f"until {day(card.expires_at)}" if card.expires_at else "no end date"
        return rx.set_focus("balance")
