from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import reflex as rx

from core.db.session import read_session
from core.kernel.money import Money
from core.ledger.models import EarningStatus
from core.payouts import directory
from core.payouts.statement_queries import RESERVE_BACK, ItemFacts
from core.ui.format import day, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.loading import LoadState, page_load
from core.ui.paging import Pager
from core.ui.session import SessionState
from core.ui.urls import address, page_number

PATH = "/payouts/earnings"
SIZE = 50
VIEWS: dict[str, tuple[str, tuple[EarningStatus, ...]]] = {
    "": ("All", tuple(EarningStatus)),
    "pending": ("Pending", (EarningStatus.PENDING,)),
    "available": ("Available", (EarningStatus.AVAILABLE,)),
    "reserved": ("Reserved", (EarningStatus.RESERVED,)),
    "paid": ("Paid out", (EarningStatus.IN_PAYOUT, EarningStatus.PAID)),
}
WORDS = {
    EarningStatus.PENDING: ("Pending", "neutral", "new"),
    EarningStatus.AVAILABLE: ("Available", "info", "partial"),
    EarningStatus.RESERVED: ("Reserved", "neutral", "partial"),
    EarningStatus.IN_PAYOUT: ("In a payout", "info", "partial"),
    EarningStatus.PAID: ("Paid", "success", "done"),
}


@dataclass(frozen=True, slots=True)
class View:
    label: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class EarningRow:
    """``why`` says what the amount waits for, or where it went."""

    at: str
    order: str
    order_href: str
    what: str
    word: str
    tone: str
    shape: str
    why: str
    commission: str
    rule: str
    amount: str
    is_negative: bool

    @classmethod
    def of(cls, facts: ItemFacts) -> Self:
        word, tone, shape = WORDS[facts.status]
        if facts.is_held:
            word, tone, shape = "On hold", "attention", "attention"
        amount = Money(facts.amount_minor, facts.currency)
        commission = Money(abs(facts.commission_minor), facts.currency)
        return cls(
            at=day(facts.at),
            order=facts.order_number,
            order_href=f"/orders/{facts.order_number}",
            what=facts.what,
            word=word,
            tone=tone,
            shape=shape,
            why=reason_of(facts),
            commission=money(commission) if commission else "",
            rule=facts.rule,
            amount=signed_money(amount),
            is_negative=amount.minor < 0,
        )


class EarningsState(LoadState, SessionState):
    views: list[View] = []
    rows: list[EarningRow] = []
    pager: Pager = Pager()

    @rx.event
    @requires(Caller.VENDOR)
    @page_load
    async def load(self) -> None:
        caller = await self._principal()
        query = self.router.url.query_parameters
        chosen = _view_of(query)
        async with read_session() as session:
            page = await directory.own_earnings(
                session, caller, VIEWS[chosen][1], page=page_number(query), size=SIZE
            )
        self.views = [
            View(label, address(PATH, {"view": name}), name == chosen)
            for name, (label, _) in VIEWS.items()
        ]
        self.rows = [EarningRow.of(facts) for facts in page.items]
        self.pager = Pager.of(page, PATH, {"view": chosen} if chosen else {}, noun="amount")


def reason_of(facts: ItemFacts) -> str:
    """In the words of the workshop."""
    if facts.is_held:
        return facts.hold_reason or "Something about this order is undecided."
    if facts.payout_number:
        return facts.payout_number
    when = day(facts.available_at) if facts.available_at else ""
    match facts.status:
        case EarningStatus.PENDING if not when:
            return "Available two weeks after everything was delivered."
        case EarningStatus.PENDING:
            return f"The buyer’s window ends on {when}."
        case EarningStatus.RESERVED:
            return f"Given back on {when}."
        case _:
            return "" if facts.what == RESERVE_BACK else "Paid out on your next pay day."


def _view_of(query: Mapping[str, str]) -> str:
    asked = query.get("view", "")
    return asked if asked in VIEWS else ""
