from typing import TYPE_CHECKING, Any
from uuid import UUID

import reflex as rx

from admin.pages.dispute.views import ChargebackView
from admin.state.panels import PanelState
from core.db.session import read_session, transaction
from core.kernel.errors import Invalid
from core.kernel.money import Money
from core.returns import queries
from core.returns.chargebacks import bear_loss, mark_evidence_sent
from core.returns.disputes import decide_dispute, give_evidence
from core.returns.inspect_return import pay_again
from core.returns.read_models import case_by_number
from core.returns.statuses import DisputeOutcome
from core.ui.acting import acts
from core.ui.cases import CaseView
from core.ui.forms import read_amount
from core.ui.guards import Caller, requires
from core.ui.ids import read_id
from core.ui.loading import LoadState, page_load
from core.ui.session import SessionState


class DisputeState(LoadState, PanelState, SessionState):
    """A dispute with both sides' evidence; also any return or problem, to read."""

    if TYPE_CHECKING:
        case_number: str  # from the route, /disputes/[case_number]

    case: CaseView = CaseView()
    chargebacks: list[ChargebackView] = []
    outcome: str = ""

    @rx.event
    @requires(Caller.STAFF)
    @page_load
    async def load(self) -> None:
        self._quiet()
        self.panel = self.outcome = ""
        await self._show()

    @rx.event
    @requires(Caller.STAFF)
    def choose_outcome(self, value: str) -> None:
        self.outcome = value if value in set(DisputeOutcome) else ""

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def decide(self, form_data: dict[str, Any]) -> None:
        caller = await self._principal()
        chosen = str(form_data.get("outcome", ""))
        if chosen not in set(DisputeOutcome):
            raise Invalid("Choose for whom.", field="outcome")
        text = str(form_data.get("amount", "")).strip()
        async with transaction() as session:
            await decide_dispute(
                session,
                caller,
                self._id(),
                outcome=DisputeOutcome(chosen),
                amount=self._money(text) if text else None,
                reason=str(form_data.get("reason", "")),
            )
        await self._show()
        self._finish("Decided. Both sides are told by mail.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def add_note(self, form_data: dict[str, Any]) -> None:
        """What the market found out itself; both sides read it."""
        caller = await self._principal()
        async with transaction() as session:
            await give_evidence(
                session, caller, self._id(), body=str(form_data.get("body", ""))
            )
        await self._show()
        self._finish("Kept.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def pay_again(self) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await pay_again(session, caller, self._id())
        await self._show()
        self._finish("The gateway is asked once more.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def evidence_sent(self, chargeback_id: str) -> None:
        caller = await self._principal()
        async with transaction() as session:
            await mark_evidence_sent(session, caller, read_id(chargeback_id))
        await self._show()
        self._finish("Noted: the bank has our evidence.")

    @rx.event
    @requires(Caller.STAFF)
    @acts
    async def bear_it(self, chargeback_id: str) -> None:
        """The workshop did its part: if the bank decides for the buyer, the market loses it."""
        caller = await self._principal()
        async with transaction() as session:
            await bear_loss(session, caller, read_id(chargeback_id), by_market=True)
        await self._show()
        self._finish("If it is lost, the market bears it.")

    def _money(self, text: str) -> Money:
        try:
            return Money.from_decimal(read_amount(text), self.case.currency)
        except ValueError:
            raise Invalid("Enter an amount, such as 4.50.", field="amount") from None

    def _id(self) -> UUID:
        return read_id(self.case.id)

    async def _show(self) -> None:
        async with read_session() as session:
            found = await case_by_number(session, self.case_number)
            rows = await queries.chargebacks_of_dispute(session, found.row.id)
        self.case = CaseView.of(found)
        self.chargebacks = [ChargebackView.of(row) for row in rows]
