from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

import reflex as rx

from core.db.session import read_session
from core.kernel.money import Money
from core.kernel.principal import VendorRole
from core.ledger.models import AccountKind, TransactionKind
from core.ledger.queries import Row, list_vendor_entries, next_release, vendor_balances
from core.orders.queries import numbers_of_vendor
from core.ui.format import day, moment, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

PATH = "/balance"
SIZE = 50
WORDS = {
    TransactionKind.SALE: "Sale",
    TransactionKind.REFUND: "Refund",
    TransactionKind.RELEASE: "Released",
    TransactionKind.RESERVE: "Reserved",
    TransactionKind.RESERVE_RELEASE: "Reserve given back",
    TransactionKind.PAYOUT: "Payout made",
    TransactionKind.PAYOUT_CANCEL: "Payout canceled",
    TransactionKind.PAYOUT_SENT: "Payout sent",
    TransactionKind.PAYOUT_RETURN: "Payout sent back",
    TransactionKind.CHARGEBACK: "Chargeback",
    TransactionKind.CHARGEBACK_WON: "Chargeback won",
    TransactionKind.CHARGEBACK_LOST: "Chargeback lost",
    TransactionKind.COMPENSATION: "Compensation",
    TransactionKind.WRITE_OFF: "Written off",
    TransactionKind.CORRECTION: "Correction",
}
ACCOUNTS = {
    AccountKind.VENDOR_PENDING: "Pending",
    AccountKind.VENDOR_AVAILABLE: "Available",
    AccountKind.VENDOR_RESERVE: "Reserve",
    AccountKind.VENDOR_IN_PAYOUT: "On its way",
}


@dataclass(frozen=True, slots=True)
class BalanceTile:
    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the books, from the workshop's side: what it is owed more is a plus."""

    at: str
    word: str
    account: str
    order: str
    order_href: str
    amount: str
    is_negative: bool

    @classmethod
    def of(cls, row: Row, numbers: Mapping[UUID, str]) -> Self:
        entry, transaction, account = row
        amount = Money(-entry.amount_minor, entry.currency)
        number = numbers.get(entry.vendor_order_id, "") if entry.vendor_order_id else ""
        return cls(
            at=moment(transaction.created_at),
            word=WORDS.get(transaction.kind) or transaction.kind.value.capitalize(),
            account=ACCOUNTS[account.kind],
            order=number,
            order_href=f"/orders/{number}" if number else "",
            amount=signed_money(amount),
            is_negative=amount.minor < 0,
        )


class BalanceState(LoadState, SessionState):
    tiles: list[BalanceTile] = []
    rows: list[EntryRow] = []
    pager: Pager = Pager()
    release: str = ""

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        vendor_id = caller.require_vendor(VendorRole.FINANCE)
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            balances = await vendor_balances(session, vendor_id)
            release = await next_release(session, vendor_id)
            page = await list_vendor_entries(session, vendor_id, page=number, size=SIZE)
            ids = {row[0].vendor_order_id for row in page.items}
            numbers = await numbers_of_vendor(session, vendor_id, ids - {None})  # pyright: ignore[reportArgumentType]
        self.tiles = _tiles(balances)
        self.release = day(release) if release else ""
        self.rows = [EntryRow.of(row, numbers) for row in page.items]
        self.pager = Pager.of(page, PATH, {}, noun="line")


def _tiles(balances: Mapping[tuple[AccountKind, str], Money]) -> list[BalanceTile]:
    notes = {
        AccountKind.VENDOR_AVAILABLE: "Yours to be paid out.",
        AccountKind.VENDOR_PENDING: "Until the buyers’ window is over.",
        AccountKind.VENDOR_RESERVE: "Given back after a time.",
        AccountKind.VENDOR_IN_PAYOUT: "On its way to your bank.",
    }
    return [
        BalanceTile(f"{ACCOUNTS[kind]} in {currency}", money(amount), notes[kind])
        for (kind, currency), amount in sorted(balances.items(), key=lambda item: item[0])
    ]
