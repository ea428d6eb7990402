from typing import Any

import reflex as rx

from admin.pages.finance_payouts.views import PATH, FileRow, PayoutRow, status_tabs
from admin.state.filters import kept, one_of, text_of
from admin.state.tabs import ViewTab
from core.db.session import read_session, transaction
from core.payouts import directory
from core.payouts.models import PayoutMethod, PayoutStatus
from core.payouts.payout_account import methods
from core.payouts.sepa_files import make_sepa_file, mark_executed, mark_sent
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number

SIZE = 25


class PayoutsState(LoadState, ActState, SessionState):
    tabs: list[ViewTab] = []
    rows: list[PayoutRow] = []
    files: list[FileRow] = []
    pager: Pager = Pager()
    q: str = ""
    form_key: str = ""
    is_filtered: bool = False
    pays_by_file: bool = False
    _status: PayoutStatus | None = None
    _page: int = 1

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        query = self.router.url.query_parameters
        self.q, self._page = text_of(query), page_number(query)
        self._status = one_of(PayoutStatus, query, "status")
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {"q": str(form_data.get("q", ""))}
        return rx.redirect(address(PATH, kept(q=text_of(sent), status=self._status)))

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def make_file(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            file = await make_sepa_file(session, caller)
        self.done = f"{file.message_id} is ready to be downloaded."
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def hand_over(self, file_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await mark_sent(session, caller, read_id(file_id))
        self.done = "Its payouts are on their way."
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def confirm_executed(self, file_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await mark_executed(session, caller, read_id(file_id))
        self.done = "Its payouts are paid."
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        query = kept(q=self.q, status=self._status)
        async with read_session() as session:
            counts = await directory.counts(session, caller)
            files = await directory.sepa_files(session, caller)
            page = await directory.find_payouts(
                session,
                caller,
                status=self._status,
                search=self.q,
                page=self._page,
                size=SIZE,
            )
        self.tabs = status_tabs(self._status, query, counts)
        self.rows = [PayoutRow.of(payout, vendor) for payout, vendor in page.items]
        self.files = [FileRow.of(file) for file in files]
        self.pager = Pager.of(page, PATH, query, noun="payout")
        self.form_key = address(PATH, query)
        self.is_filtered = bool(query)
        self.pays_by_file = PayoutMethod.SEPA in methods()
