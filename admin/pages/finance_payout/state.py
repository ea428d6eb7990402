from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

import reflex as rx
from sqlmodel.ext.asyncio.session import AsyncSession

from admin.pages.finance_payouts.views import PayoutRow
from admin.state.finance_words import METHOD_NAMES, PAYOUT_WORDS
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.principal import Principal
from core.payouts import directory
from core.payouts.decide_payout import approve_payout, cancel_payout, retry_payout
from core.payouts.models import Payout, PayoutEvent, PayoutMethod, PayoutStatus
from core.payouts.sepa_files import mark_undelivered
from core.payouts.statement import Statement, StatementLine
from core.ui.acting import acts
from core.ui.format import day, moment, money, signed_money
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState

MOST = 500  # shown; the files hold them all
Decide = Callable[[AsyncSession, Principal, UUID], Awaitable[Payout]]


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
        order = line.order_number.rpartition("-")[0]
        return cls(
            at=day(line.at),
            order=line.order_number,
            order_href=f"/orders/{order}",
            what=line.what,
            rule=line.rule,
            gross=signed_money(line.gross),
            commission=signed_money(line.commission),
            other=signed_money(line.other) if line.other else "",
            net=signed_money(line.net),
        )


@dataclass(frozen=True, slots=True)
class PayoutFacts:
    opening: str = ""
    closing: str = ""
    account: str = ""
    made_by: str = ""
    approved: str = ""
    key: str = ""
    reference: str = ""
    pdf_href: str = ""
    csv_href: str = ""
    can_approve: bool = False
    can_cancel: bool = False
    can_retry: bool = False
    can_come_back: bool = False

    @classmethod
    def of(cls, made: Statement) -> Self:
        payout, account = made.payout, made.account
        status = payout.status
        decided = moment(payout.approved_at) if payout.approved_at else ""
        by_file = payout.method is PayoutMethod.SEPA
        return cls(
            opening=money(made.opening),
            closing=money(made.closing),
            account=f"{METHOD_NAMES[account.method]}, {account.holder}, ends in "
            f"{account.last4}",
            made_by="The schedule" if payout.made_by == "system" else "An operator",
            approved=decided,
            key=payout.provider_key,
            reference=payout.provider_reference or "",
            pdf_href=f"/documents/statement/{payout.number}.pdf",
            csv_href=f"/documents/statement/{payout.number}.csv",
            can_approve=status is PayoutStatus.DRAFT,
            can_cancel=status
            in (PayoutStatus.DRAFT, PayoutStatus.APPROVED, PayoutStatus.FAILED),
            can_retry=status is PayoutStatus.FAILED,
            can_come_back=by_file and status in (PayoutStatus.IN_TRANSIT, PayoutStatus.PAID),
        )


@dataclass(frozen=True, slots=True)
class Step:
    at: str
    word: str
    message: str


class PayoutState(LoadState, PanelState, SessionState):
    if TYPE_CHECKING:
        number: str  # from the route, /finance/payouts/[number]

    payout: PayoutRow = PayoutRow()
    facts: PayoutFacts = PayoutFacts()
    lines: list[LineRow] = []
    steps: list[Step] = []

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def approve(self) -> None:
        await self._decide(approve_payout)
        self._finish("Approved.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def retry(self) -> None:
        await self._decide(retry_payout)
        self._finish("It is sent again.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def cancel(self, form_data: dict[str, Any]) -> None:
        reason = str(form_data.get("reason", ""))

        async def decide(session: AsyncSession, caller: Principal, payout_id: UUID) -> Payout:
            return await cancel_payout(session, caller, payout_id, reason=reason)

        await self._decide(decide)
        self._finish("Canceled: its amounts are available again.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def come_back(self, form_data: dict[str, Any]) -> None:
        reason = str(form_data.get("reason", ""))

        async def decide(session: AsyncSession, caller: Principal, payout_id: UUID) -> Payout:
            return await mark_undelivered(session, caller, payout_id, reason=reason)

        await self._decide(decide)
        self._finish("Noted.")

    async def _decide(self, decide: Decide) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await decide(session, caller, read_id(self.payout.id))
        await self._show()

    async def _show(self) -> None:
        caller = await self._principal()
        async with read_session() as session:
            made, events = await directory.payout_detail(session, caller, self.number)
        self.payout = PayoutRow.of(made.payout, made.vendor.name)
        self.facts = PayoutFacts.of(made)
        self.lines = [LineRow.of(line) for line in made.lines[:MOST]]
        self.steps = _steps(events)


def _steps(events: Sequence[PayoutEvent]) -> list[Step]:
    words = {status.value: word for status, (word, _, _) in PAYOUT_WORDS.items()}
    return [Step(moment(row.created_at), words[row.to_status], row.message) for row in events]
