from dataclasses import dataclass
from typing import Any

import reflex as rx

from admin.state.filters import kept, one_of, text_of
from admin.state.finance_words import account_name, transaction_name
from core.db.session import read_session
from core.kernel.money import Money
from core.ledger import books
from core.ledger.models import TransactionKind
from core.payouts.book_names import names_of_owners
from core.ui.format import moment, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number

PATH = "/finance/ledger"
SIZE = 50
KINDS = [
    ("", "Every kind"),
    *((kind.value, transaction_name(kind)) for kind in TransactionKind),
]


@dataclass(frozen=True, slots=True)
class TransactionRow:
    href: str
    at: str
    kind: str
    reference: str
    memo: str
    amount: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    href: str
    name: str
    currency: str
    balance: str
    is_credit: bool


class LedgerState(LoadState, SessionState):
    """Every transaction, newest first, beside the accounts they moved."""

    rows: list[TransactionRow] = []
    accounts: list[AccountRow] = []
    kinds: list[tuple[str, str]] = KINDS
    pager: Pager = Pager()
    q: str = ""
    kind: str = ""
    form_key: str = ""
    is_filtered: bool = False

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        self.q, kind = text_of(query), one_of(TransactionKind, query, "kind")
        self.kind = kind.value if kind else ""
        async with read_session() as session:
            page = await books.transactions(
                session, caller, kind=kind, search=self.q, page=page_number(query), size=SIZE
            )
            accounts = await books.accounts(session, caller)
            names = await names_of_owners(session, [(row.kind, row.owner) for row in accounts])
        self.rows = [
            TransactionRow(
                href=f"{PATH}/transactions/{made.id}",
                at=moment(made.created_at),
                kind=transaction_name(made.kind),
                reference=made.reference,
                memo=made.memo,
                amount=money(Money(minor, currency)),
            )
            for made, minor, currency in page.items
        ]
        self.accounts = [
            AccountRow(
                href=f"{PATH}/accounts/{row.id}",
                name=account_name(row.kind, row.owner, names),
                currency=row.currency,
                balance=signed_money(Money(row.balance_minor, row.currency)),
                is_credit=row.balance_minor < 0,
            )
            for row in accounts
        ]
        chosen = kept(q=self.q, kind=self.kind)
        self.pager = Pager.of(page, PATH, chosen, noun="transaction")
        self.form_key = address(PATH, chosen)
        self.is_filtered = bool(chosen)

    @rx.event
    @requires(Caller.STAFF)
    def search(self, form_data: dict[str, Any]) -> Any:
        sent = {name: str(form_data.get(name, "")) for name in ("q", "kind")}
        kind = one_of(TransactionKind, sent, "kind")
        return rx.redirect(address(PATH, kept(q=text_of(sent), kind=kind)))
