from dataclasses import dataclass
from typing import TYPE_CHECKING

import reflex as rx

from admin.state.finance_words import account_name, transaction_name
from core.db.session import read_session
from core.kernel.money import Money
from core.ledger import books
from core.orders import queries as orders
from core.payouts.book_names import names_of_owners
from core.ui.format import moment, money
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


@dataclass(frozen=True, slots=True)
class EntryRow:
    account: str
    href: str
    debit: str
    credit: str


class LedgerTransactionState(LoadState, SessionState):
    if TYPE_CHECKING:
        transaction_id: str  # from the route, /finance/ledger/transactions/[transaction_id]

    kind: str = ""
    at: str = ""
    reference: str = ""
    memo: str = ""
    order: str = ""
    rows: list[EntryRow] = []

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            made, entries = await books.transaction_entries(
                session, caller, read_id(self.transaction_id)
            )
            owners = [(account.kind, account.owner) for _, account in entries]
            names = await names_of_owners(session, owners)
            order = await orders.find_number(session, made.order_id) if made.order_id else ""
        self.kind, self.at = transaction_name(made.kind), moment(made.created_at)
        self.reference, self.memo = made.reference, made.memo
        self.order = order
        self.rows = [
            EntryRow(
                account=account_name(account.kind, account.owner, names),
                href=f"/finance/ledger/accounts/{account.id}",
                debit=_amount(entry.amount_minor, entry.currency),
                credit=_amount(-entry.amount_minor, entry.currency),
            )
            for entry, account in entries
        ]


def _amount(minor: int, currency: str) -> str:
    return money(Money(minor, currency)) if minor > 0 else ""
