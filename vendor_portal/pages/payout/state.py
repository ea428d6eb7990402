from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import reflex as rx

from core.db.session import read_session
from core.payouts import directory
from core.payouts.models import PayoutEvent
from core.payouts.statement import Statement, StatementLine
from core.ui.format import day, moment, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState
from vendor_portal.pages.payouts.views import PayoutRow
from vendor_portal.state.payout_words import METHOD_WORDS, PAYOUT_WORDS

MOST = 500  # shown; the files hold them all


@dataclass(frozen=True, slots=True)
class LineRow:
    at: str
    order: str
    order_href: str
    what: str
    rule: str
    gross: str
    commission: str
    other: str
    net: str

    @classmethod
    def of(cls, line: StatementLine) -> Self:
        return cls(
            at=day(line.at),
            order=line.order_number,
            order_href=f"/orders/{line.order_number}",
            what=line.what,
            rule=line.rule,
            gross=signed_money(line.gross),
            commission=signed_money(line.commission),
            other=signed_money(line.other) if line.other else "",
            net=signed_money(line.net),
        )


@dataclass(frozen=True, slots=True)
class Step:
    at: str
    word: str
    message: str


@dataclass(frozen=True, slots=True)
class Sums:
    opening: str = ""
    amount: str = ""
    closing: str = ""
    account: str = ""

    @classmethod
    def of(cls, made: Statement) -> Self:
        account = made.account
        return cls(
            money(made.opening),
            money(made.payout.amount),
            money(made.closing),
            f"{METHOD_WORDS[account.method]}, {account.holder}, ends in {account.last4}",
        )


class PayoutState(LoadState, SessionState):
    if TYPE_CHECKING:
        number: str  # from the route, /payouts/[number]

    payout: PayoutRow = PayoutRow()
    sums: Sums = Sums()
    lines: list[LineRow] = []
    steps: list[Step] = []

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            made, events = await directory.payout_detail(session, caller, self.number)
        self.payout = PayoutRow.of(made.payout)
        self.sums = Sums.of(made)
        self.lines = [LineRow.of(line) for line in made.lines[:MOST]]
        self.steps = steps_of(events)


def steps_of(events: Sequence[PayoutEvent]) -> list[Step]:
    words = {status.value: word for status, (word, _, _) in PAYOUT_WORDS.items()}
    return [Step(moment(row.created_at), words[row.to_status], row.message) for row in events]
