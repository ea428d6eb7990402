from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from admin.state.finance_words import account_name, transaction_name
from core.db.session import read_session
from core.kernel.money import Money
from core.ledger import books
from core.ledger.book_queries import BookLine
from core.payouts.book_names import names_of_owners
from core.ui.format import moment, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import page_number

PATH = "/finance/ledger/accounts"
SIZE = 50


@dataclass(frozen=True, slots=True)
class LineRow:
    at: str
    kind: str
    href: str
    memo: str
    debit: str
    credit: str
    balance: str

    @classmethod
    def of(cls, line: BookLine) -> Self:
        entry, made = line.entry, line.transaction
        amount = money(Money(abs(entry.amount_minor), entry.currency))
        is_debit = entry.amount_minor > 0
        return cls(
            at=moment(entry.created_at),
            kind=transaction_name(made.kind),
            href=f"/finance/ledger/transactions/{made.id}",
            memo=made.memo or made.reference,
            debit=amount if is_debit else "",
            credit="" if is_debit else amount,
            balance=signed_money(Money(line.balance_minor, entry.currency)),
        )


class LedgerAccountState(LoadState, SessionState):
    if TYPE_CHECKING:
        account_id: str  # from the route, /finance/ledger/accounts/[account_id]

    name: str = ""
    currency: str = ""
    rows: list[LineRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        number = page_number(self.router.url.query_parameters)
        async with read_session() as session:
            account, page = await books.account_lines(
                session, caller, read_id(self.account_id), page=number, size=SIZE
            )
            names = await names_of_owners(session, [(account.kind, account.owner)])
        self.name = account_name(account.kind, account.owner, names)
        self.currency = account.currency
        self.rows = [LineRow.of(line) for line in page.items]
        self.pager = Pager.of(page, f"{PATH}/{account.id}", {}, noun="entry")
