from dataclasses import dataclass
from typing import Self

import reflex as rx

from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.ledger.models import AccountKind
from core.payouts import directory
from core.payouts.create_payout import create_payout
from core.payouts.directory import VendorBalance
from core.ui.acting import acts
from core.ui.format import day, money
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

PATH = "/finance/balances"
SIZE = 25


@dataclass(frozen=True, slots=True)
class BalanceRow:
    vendor_id: str = ""
    vendor: str = ""
    href: str = ""
    currency: str = ""
    pending: str = ""
    available: str = ""
    reserve: str = ""
    in_payout: str = ""
    note: str = ""
    is_negative: bool = False
    can_pay: bool = False

    @classmethod
    def of(cls, row: VendorBalance) -> Self:
        available = row.of(AccountKind.VENDOR_AVAILABLE)
        return cls(
            vendor_id=str(row.vendor_id),
            vendor=row.name,
            href=f"/vendors/{row.vendor_id}",
            currency=row.currency,
            pending=money(row.of(AccountKind.VENDOR_PENDING)),
            available=money(available),
            reserve=money(row.of(AccountKind.VENDOR_RESERVE)),
            in_payout=money(row.of(AccountKind.VENDOR_IN_PAYOUT)),
            note=_note(row),
            is_negative=available.minor < 0,
            can_pay=available.minor > 0 and row.account is not None,
        )


class BalancesState(LoadState, PanelState, SessionState):
    rows: list[BalanceRow] = []
    pager: Pager = Pager()
    chosen: BalanceRow = BalanceRow()
    _page: int = 1

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        self._page = page_number(self.router.url.query_parameters)
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def ask(self, vendor_id: str, currency: str) -> None:
        self._quiet()
        wanted = (vendor_id, currency)
        found = (row for row in self.rows if (row.vendor_id, row.currency) == wanted)
        self.chosen = next(found, BalanceRow())
        self.panel = "pay" if self.chosen.vendor_id else ""

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def pay_out(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            payout = await create_payout(
                session, caller, read_id(self.chosen.vendor_id), self.chosen.currency
            )
            needs = " A colleague has to approve it." if payout.needs_approval else ""
        self._finish(f"{payout.number} is made.{needs}")
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            page = await directory.balances(session, caller, page=self._page, size=SIZE)
        self.rows = [BalanceRow.of(row) for row in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="balance")


def _note(row: VendorBalance) -> str:
    if row.account is None:
        return "No payout account"
    if row.plan is None:
        return ""
    if row.plan.paused_reason:
        return f"Paused: {row.plan.paused_reason}"
    return f"Next on {day(row.plan.next_on)}"
