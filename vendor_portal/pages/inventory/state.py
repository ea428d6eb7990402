from typing import Any

import reflex as rx

from core.db.session import read_session, transaction
from core.inventory.queries import list_levels
from core.inventory.service import set_low_stock_at, set_on_hand
from core.kernel.errors import DomainError
from core.ui.acting import ActState, acts
from core.ui.guards import Caller, requires
from core.ui.ids import read_count, read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import changed, page_number
from vendor_portal.pages.inventory.views import StockRow

PATH = "/inventory"
SIZE = 50
LONGEST = 80


class InventoryState(LoadState, ActState, SessionState):
    rows: list[StockRow] = []
    pager: Pager = Pager()
    q: str = ""
    is_low: bool = False
    low_href: str = ""
    wrong_row: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        self.refusal = self.done = self.busy = self.wrong_row = ""
        query = self.router.url.query_parameters
        self.q, self.is_low = query.get("q", "")[:LONGEST], query.get("low") == "1"
        self.low_href = changed(PATH, self._query(), low=None if self.is_low else "1")
        await self._show(page_number(query))

    @rx.event
    @requires(Caller.VENDOR)
    def search(self, form_data: dict[str, Any]) -> Any:
        text = str(form_data.get("q", "")).strip()[:LONGEST]
        return rx.redirect(changed(PATH, self._query(), q=text))

    @rx.event
    @requires(Caller.VENDOR)
    @acts
    async def set_stock(self, form_data: dict[str, Any]) -> None:
        """Refused when the count moved since it was shown; then the new count is shown."""
        caller = await self._principal()
        variant_id = read_id(form_data.get("variant"))
        units = read_count(form_data.get("units"))
        self.wrong_row = ""
        try:
            async with transaction() as session:
                await set_on_hand(
                    session,
                    caller,
                    variant_id,
                    units,
                    expected=read_count(form_data.get("expected")),
                )
                low_at = read_count(form_data.get("low_at"))
                await set_low_stock_at(session, caller, variant_id, low_at)
        except DomainError:
            self.wrong_row = str(variant_id)
            await self._show(self.pager.number)
            raise
        self.done = "The stock is saved."
        await self._show(self.pager.number)

    async def _show(self, number: int) -> None:
        caller = await self._principal()
        async with read_session() as session:
            page = await list_levels(
                session,
                caller.require_vendor(),
                text=self.q,
                is_low=self.is_low,
                page=number,
                size=SIZE,
            )
        self.rows = [StockRow.of(row) for row in page.items]
        self.pager = Pager.of(page, PATH, self._query(), noun="variant")

    def _query(self) -> dict[str, str]:
        low = "1" if self.is_low else ""
        return {key: text for key, text in (("q", self.q), ("low", low)) if text}
