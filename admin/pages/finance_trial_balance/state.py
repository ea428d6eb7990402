from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import reflex as rx

from admin.state.filters import kept, text_of
from admin.state.finance_words import account_name
from core.db.session import read_session
from core.kernel.money import Money
from core.ledger import books
from core.ledger.book_queries import AccountBalance
from core.payouts.book_names import names_of_owners
from core.ui.format import money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from core.ui.urls import address

PATH = "/finance/trial-balance"


@dataclass(frozen=True, slots=True)
class TrialRow:
    account: str
    href: str
    debit: str
    credit: str


@dataclass(frozen=True, slots=True)
class TrialTable:
    currency: str
    debit: str
    credit: str
    rows: list[TrialRow]


class TrialBalanceState(LoadState, SessionState):
    """A table for each currency; its debits are its credits."""

    tables: list[TrialTable] = []
    on: str = ""
    csv_href: str = ""
    form_key: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        day = _day(self.router.url.query_parameters)
        async with read_session() as session:
            found = await books.trial_balance_of(session, caller, day)
            names = await names_of_owners(session, [(row.kind, row.owner) for row in found])
        self.tables = [
            _table(currency, [row for row in found if row.currency == currency], names)
            for currency in sorted({row.currency for row in found})
        ]
        self.on = day.isoformat()
        self.csv_href = f"/exports/trial-balance.csv?on={self.on}"
        self.form_key = address(PATH, {"on": self.on})

    @rx.event
    @requires(Caller.STAFF)
    def choose(self, form_data: dict[str, Any]) -> Any:
        day = _day({"on": str(form_data.get("on", ""))})
        return rx.redirect(address(PATH, kept(on=day.isoformat())))


def _table(currency: str, rows: list[AccountBalance], names: dict[str, str]) -> TrialTable:
    def side(minor: int) -> str:
        return money(Money(minor, currency)) if minor > 0 else ""

    return TrialTable(
        currency=currency,
        debit=side(sum(row.balance_minor for row in rows if row.balance_minor > 0)),
        credit=side(-sum(row.balance_minor for row in rows if row.balance_minor < 0)),
        rows=[
            TrialRow(
                account=account_name(row.kind, row.owner, names),
                href=f"/finance/ledger/accounts/{row.id}",
                debit=side(row.balance_minor),
                credit=side(-row.balance_minor),
            )
            for row in rows
        ],
    )


def _day(query: Mapping[str, str]) -> date:
    """Today for anything that is not a day."""
    try:
        return date.fromisoformat(text_of(query, "on"))
    except ValueError:
        return datetime.now(UTC).date()
