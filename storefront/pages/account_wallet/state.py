import reflex as rx

from core.db.session import read_session
from core.prepaid.statement import credit_of, list_credit, list_points, loyalty_of
from core.ui.format import money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from storefront.pages.account_wallet.views import EndingView, LoyaltyView, RowView
from storefront.state.shell import ShellState


class AccountWalletState(LoadState, ShellState):
    credit: str = ""
    loyalty: LoyaltyView = LoyaltyView()
    ending: list[EndingView] = []
    credit_rows: list[RowView] = []
    points_rows: list[RowView] = []

    @rx.event
    @requires(Caller.USER)
    @page_load
    async def load(self) -> None:
        """The newest rows of each; in the currency of the shop."""
        caller, currency = await self._principal(), self._preferences().currency
        async with read_session() as session:
            credit = await credit_of(session, caller, currency)
            loyalty = await loyalty_of(session, caller, currency)
            credit_rows = await list_credit(session, caller, currency)
            points_rows = await list_points(session, caller, currency)
        self.credit = money(credit)
        self.loyalty = LoyaltyView.of(loyalty)
        self.ending = [EndingView.of(one) for one in loyalty.ending]
        self.credit_rows = [RowView.of_credit(row, currency) for row in credit_rows.items]
        self.points_rows = [RowView.of_points(row) for row in points_rows.items]
